import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { Section } from '../../ui/section.tsx';

const documents = [
  { name: 'data-privacy-policy', to: '/data-privacy-policy' },
  { name: 'record-of-processing', to: '/record-of-processing' },
  { name: 'sub-processors', to: '/sub-processors' },
] as const;

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  text: { color: tokens.colorNeutralForeground2 },
});

/** What an auditor asks for. */
export function DocumentLinks() {
  const styles = useStyles();
  const { t } = useTranslation('privacy');
  const linkStyle = useLinkStyle();
  return (
    <Section title={t('documents.title')}>
      <ul className={styles.list}>
        {documents.map(({ name, to }) => (
          <li key={name}>
            <Link to={to} className={linkStyle}>
              {t(`documents.${name}`)}
            </Link>
            <br />
            <span className={styles.text}>{t(`documentText.${name}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
