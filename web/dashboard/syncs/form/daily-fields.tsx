import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useTranslation } from 'react-i18next';
import { CheckList } from '../../../ui/check-list.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { allDays } from './sync-form.ts';
import { dayName } from './weekdays.ts';

const mostTimes = 24;

const useStyles = makeStyles({
  times: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  time: { display: 'flex', alignItems: 'center' },
});

/** Times of a day, and on which days. */
export function DailyFields({
  at,
  days,
  onChange,
  atFault,
  daysFault,
  disabled,
}: {
  readonly at: readonly string[];
  readonly days: readonly number[];
  readonly onChange: (part: { readonly at?: readonly string[]; readonly days?: readonly number[] }) => void;
  readonly atFault: string | undefined;
  readonly daysFault: string | undefined;
  readonly disabled: boolean;
}) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('syncs');
  return (
    <Stack>
      <Field label={t('schedule.times')} {...(atFault === undefined ? {} : { validationMessage: atFault })}>
        {() => (
          <div className={styles.times}>
            {at.map((time, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: times have no other name while they are typed
              <span key={index} className={styles.time}>
                <Input
                  type="time"
                  aria-label={t('schedule.time', { number: index + 1 })}
                  value={time}
                  disabled={disabled}
                  onChange={(_, { value }) => onChange({ at: at.with(index, value) })}
                />
                {!disabled && at.length > 1 && (
                  <Button
                    appearance="subtle"
                    icon={<DismissRegular />}
                    aria-label={t('schedule.removeTime', { time })}
                    onClick={() => onChange({ at: at.toSpliced(index, 1) })}
                  />
                )}
              </span>
            ))}
            {!disabled && at.length < mostTimes && (
              <Button appearance="subtle" icon={<AddRegular />} onClick={() => onChange({ at: [...at, ''] })}>
                {t('schedule.addTime')}
              </Button>
            )}
          </div>
        )}
      </Field>
      <Field label={t('schedule.weekdays')} {...(daysFault === undefined ? {} : { validationMessage: daysFault })}>
        {() => (
          <CheckList
            label={t('schedule.weekdays')}
            options={allDays.map((day) => ({ id: String(day), text: dayName(day, i18n.language, 'long') }))}
            chosen={days.map(String)}
            onChange={(chosen) => onChange({ days: allDays.filter((day) => chosen.includes(String(day))) })}
            disabled={disabled}
          />
        )}
      </Field>
    </Stack>
  );
}
