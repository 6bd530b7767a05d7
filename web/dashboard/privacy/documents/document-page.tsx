import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { PrintRegular } from '@fluentui/react-icons/svg/print';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { PageHeader } from '../../../ui/page-header.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useApi } from '../../api/api.ts';
import { useLanguage } from '../../i18n/i18n.ts';
import { DocumentBlocks } from './document-blocks.tsx';

const documents = [
  { name: 'data-privacy-policy', to: '/data-privacy-policy' },
  { name: 'record-of-processing', to: '/record-of-processing' },
  { name: 'sub-processors', to: '/sub-processors' },
] as const;

const useStyles = makeStyles({
  page: { maxWidth: '820px', marginInline: 'auto' },
  others: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    marginTop: tokens.spacingVerticalXXXL,
    paddingTop: tokens.spacingVerticalL,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media print': { display: 'none' },
  },
  button: { '@media print': { display: 'none' } },
});

/** A document on data protection, in the language that is shown. */
export function DocumentPage() {
  const styles = useStyles();
  const { t } = useTranslation('privacy');
  const linkStyle = useLinkStyle();
  const { pathname } = useLocation();
  const language = useLanguage();
  const { name } = documents.find(({ to }) => to === pathname) ?? documents[0];
  const { data, error, refetch } = useApi('getDocument', { params: { name }, query: { language } });
  return (
    <div className={styles.page}>
      {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <PageSkeleton label={t('loading')} />}
      {data && (
        <article lang={data.language}>
          <PageHeader
            title={data.title}
            actions={
              <Button className={styles.button} icon={<PrintRegular />} onClick={() => window.print()}>
                {t('print')}
              </Button>
            }
          />
          <DocumentBlocks blocks={data.blocks} />
        </article>
      )}
      <nav className={styles.others} aria-label={t('documents.others')}>
        {documents
          .filter((one) => one.name !== name)
          .map((one) => (
            <Link key={one.name} to={one.to} className={linkStyle}>
              {t(`documents.${one.name}`)}
            </Link>
          ))}
      </nav>
    </div>
  );
}
