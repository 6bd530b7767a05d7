import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle';
import { InfoFilled } from '@fluentui/react-icons/svg/info';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import { useTranslation } from 'react-i18next';
import { narrow } from '../../ui/media-query.ts';
import { Section } from '../../ui/section.tsx';
import { AttentionLink } from './attention-link.tsx';
import type { Attention } from './home.ts';
import { useReasonText } from './use-reason-text.ts';

const signs = { error: ErrorCircleFilled, warning: WarningFilled, info: InfoFilled } as const;

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalM,
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
    [`@media ${narrow}`]: { gridTemplateColumns: '24px minmax(0, 1fr)' },
  },
  sign: { display: 'grid', fontSize: '24px', alignSelf: 'start' },
  error: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  info: { color: tokens.colorNeutralForeground3 },
  title: { fontWeight: tokens.fontWeightSemibold },
  text: { color: tokens.colorNeutralForeground2 },
  link: { [`@media ${narrow}`]: { gridColumn: 2 } },
});

/** What needs a person, most urgent first, each with where to go. */
export function AttentionList({ attention }: { readonly attention: readonly Attention[] }) {
  const styles = useStyles();
  const { t } = useTranslation('home');
  const reasonText = useReasonText();
  return (
    <Section title={t('attention.title')}>
      <ul className={styles.list}>
        {attention.map((one) => {
          const { code, severity, syncId, syncName, count, reason } = one;
          const Sign = signs[severity];
          const values = { count: count ?? 0, sync: syncName ?? '' };
          return (
            <li key={`${code} ${syncId}`} className={styles.item}>
              <span className={mergeClasses(styles.sign, styles[severity])}>
                <Sign aria-label={t(`attention.severity.${severity}`)} />
              </span>
              <div>
                <div className={styles.title}>{t(`attention.${code}.title`, values)}</div>
                <div className={styles.text}>
                  {t(`attention.${code}.text`, values)} {reason !== null && reasonText(reason)}
                </div>
              </div>
              <span className={styles.link}>
                <AttentionLink attention={one} />
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
