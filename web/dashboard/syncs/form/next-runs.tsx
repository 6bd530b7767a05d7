import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useFormats } from '../../../ui/values.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { useDebounced } from '../../collections/use-debounced.ts';
import type { Schedule } from '../definition.ts';
import { nextRuns } from './interval.ts';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    minHeight: '220px',
    alignContent: 'start',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    fontVariantNumeric: 'tabular-nums',
  },
  old: { opacity: 0.6 },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** The next five runs of a schedule, in the tenant's own time. */
export function NextRuns({
  schedule,
  isUsable,
  isPaused,
  nextRunAt = null,
}: {
  readonly schedule: Schedule;
  readonly isUsable: boolean;
  readonly isPaused: boolean;
  /** When it really runs next, where that is known: intervals go on from there. */
  readonly nextRunAt?: string | null;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const asked = useDebounced(schedule);
  const { data, error, isFetching, refetch } = useApi(
    'previewSchedule',
    { params: { tenantId }, body: { schedule: { ...asked } } },
    { enabled: isUsable },
  );
  const formats = useFormats(data?.timeZone);
  const next = data ? nextRuns(asked, nextRunAt, data.next) : [];
  return (
    <section className={styles.box} aria-label={t('schedule.next')}>
      <h3 className={styles.title}>{t('schedule.next')}</h3>
      {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
      {data && !error && next.length === 0 && <p className={styles.text}>{t('schedule.noNext')}</p>}
      {data && !error && next.length > 0 && (
        <ol className={mergeClasses(styles.list, isFetching && styles.old)}>
          {next.map((instant) => (
            <li key={instant}>
              <time dateTime={instant}>{formats.dateTime(instant)}</time>
            </li>
          ))}
        </ol>
      )}
      {data && <p className={styles.text}>{t('schedule.zone', { zone: data.timeZone })}</p>}
      {asked.kind === 'daily' && <p className={styles.text}>{t('schedule.dst')}</p>}
      {isPaused && asked.kind !== 'manual' && <p className={styles.text}>{t('schedule.pausedNote')}</p>}
    </section>
  );
}
