import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle';
import { RocketFilled } from '@fluentui/react-icons/svg/rocket';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import { useTranslation } from 'react-i18next';
import { narrow } from '../../ui/media-query.ts';
import { DateTime, useFormats } from '../../ui/values.tsx';
import { folderCount, type Home, nextRunAt } from './home.ts';

const signs = {
  good: CheckmarkCircleFilled,
  attention: WarningFilled,
  bad: ErrorCircleFilled,
  new: RocketFilled,
} as const;

const useStyles = makeStyles({
  banner: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXXL,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXXL}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    [`@media ${narrow}`]: { padding: tokens.spacingHorizontalL, columnGap: tokens.spacingHorizontalL },
  },
  sign: { display: 'grid', fontSize: '44px', [`@media ${narrow}`]: { fontSize: '32px' } },
  good: { backgroundColor: tokens.colorStatusSuccessBackground1 },
  attention: { backgroundColor: tokens.colorStatusWarningBackground1 },
  bad: { backgroundColor: tokens.colorStatusDangerBackground1 },
  new: { backgroundColor: tokens.colorBrandBackground2 },
  goodSign: { color: tokens.colorStatusSuccessForeground1 },
  attentionSign: { color: tokens.colorStatusWarningForeground1 },
  badSign: { color: tokens.colorStatusDangerForeground1 },
  newSign: { color: tokens.colorBrandForeground2 },
  sentence: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    [`@media ${narrow}`]: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  },
  numbers: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
  },
});

/** One sentence that says whether everything is right, and the numbers behind it. */
export function HealthBanner({ home: { health, people, replicas, syncs, attention, runs } }: { readonly home: Home }) {
  const styles = useStyles();
  const { t } = useTranslation('home');
  const { number } = useFormats();
  const Sign = signs[health];
  const folders = folderCount(replicas);
  const next = nextRunAt(syncs);
  const isRunning = runs.some(({ state }) => state === 'running');
  const open = attention.filter(({ severity }) => severity !== 'info').length;
  return (
    <section className={mergeClasses(styles.banner, styles[health])} aria-label={t('health.label')}>
      <span className={mergeClasses(styles.sign, styles[`${health}Sign`])} aria-hidden>
        <Sign />
      </span>
      <div>
        <div role="status">
          <h2 className={styles.sentence}>{t(`health.${health}`, { count: open })}</h2>
        </div>
        {syncs.length > 0 && (
          <p className={styles.numbers}>
            {t('health.numbers', { people: number(people), inStep: number(replicas.atHead), folders: number(folders) })}{' '}
            {isRunning && t('health.running')}
            {!isRunning && next !== null && (
              <>
                {t('health.next')} <DateTime instant={next} relative />.
              </>
            )}
          </p>
        )}
      </div>
    </section>
  );
}
