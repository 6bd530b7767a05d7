import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Choice } from './choice.tsx';
import { DailyFields } from './daily-fields.tsx';
import { useSyncForm } from './form-context.ts';
import { IntervalField } from './interval-field.tsx';
import { NextRuns } from './next-runs.tsx';
import { scheduleOf } from './sync-form.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXXL,
    alignItems: 'start',
  },
});

/** When it runs by itself, with the next runs as they come of it. */
export function ScheduleFields({ isPaused }: { readonly isPaused: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { form, change, faultAt, isReadOnly } = useSyncForm();
  const { schedule } = form;
  const faults = (['schedule.minutes', 'schedule.at', 'schedule.days'] as const).map(faultAt);
  return (
    <div className={styles.columns}>
      <Choice
        label={t('schedule.when')}
        value={schedule.kind}
        disabled={isReadOnly}
        onChange={(kind) => change('schedule', { ...schedule, kind })}
        options={[
          {
            value: 'every',
            label: t('schedule.every'),
            hint: t('schedule.everyHint'),
            more: (
              <IntervalField
                minutes={schedule.minutes}
                onChange={(minutes) => change('schedule', { ...schedule, minutes })}
                fault={faultAt('schedule.minutes')}
                disabled={isReadOnly}
              />
            ),
          },
          {
            value: 'daily',
            label: t('schedule.daily'),
            hint: t('schedule.dailyHint'),
            more: (
              <DailyFields
                at={schedule.at}
                days={schedule.days}
                onChange={(part) => change('schedule', { ...schedule, ...part })}
                atFault={faultAt('schedule.at')}
                daysFault={faultAt('schedule.days')}
                disabled={isReadOnly}
              />
            ),
          },
          { value: 'manual', label: t('schedule.manual'), hint: t('schedule.manualHint') },
        ]}
      />
      <NextRuns
        schedule={scheduleOf(schedule)}
        isUsable={faults.every((fault) => fault === undefined)}
        isPaused={isPaused}
      />
    </div>
  );
}
