import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Choice } from './choice.tsx';
import { useSyncForm } from './form-context.ts';
import { NumberField } from './number-field.tsx';

const looks = [0, 1, 6, 12, 24, 72, 168, 720];

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(360px, 100%), 1fr))',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
    alignItems: 'start',
  },
  select: { width: '240px', maxWidth: '100%' },
});

/** What happens in each case, each choice with what comes of it. */
export function PolicyFields() {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { form, change, faultAt, isReadOnly } = useSyncForm();
  const { deletes, drift, leavers, ownCard } = form;
  const { lookEveryHours } = drift;
  const choices = looks.includes(lookEveryHours) ? looks : [...looks, lookEveryHours].sort((a, b) => a - b);
  const lookName = (hours: number) => {
    if (hours === 0) return t('policy.lookNever');
    return hours % 24 === 0 ? t('policy.lookDays', { count: hours / 24 }) : t('policy.lookHours', { count: hours });
  };
  const lookFault = faultAt('drift.lookEveryHours');
  return (
    <div className={styles.grid}>
      <Choice
        label={t('policy.deletes')}
        value={deletes.kind}
        disabled={isReadOnly}
        onChange={(kind) => change('deletes', { ...deletes, kind })}
        options={[
          { value: 'delete', label: t('policy.deletesDelete'), hint: t('policy.deletesDeleteHint') },
          {
            value: 'keep-days',
            label: t('policy.deletesDays'),
            hint: t('policy.deletesDaysHint'),
            more: (
              <NumberField
                label={t('policy.days')}
                value={deletes.days}
                onChange={(days) => change('deletes', { ...deletes, days })}
                fault={faultAt('deletes.days')}
                disabled={isReadOnly}
              />
            ),
          },
          { value: 'keep', label: t('policy.deletesKeep'), hint: t('policy.deletesKeepHint') },
        ]}
      />
      <Choice
        label={t('policy.leavers')}
        value={leavers}
        disabled={isReadOnly}
        onChange={(value) => change('leavers', value)}
        options={[
          { value: 'keep', label: t('policy.leaversKeep'), hint: t('policy.leaversKeepHint') },
          { value: 'clean-up', label: t('policy.leaversClean'), hint: t('policy.leaversCleanHint') },
        ]}
      />
      <Choice
        label={t('policy.edited')}
        value={drift.edited}
        disabled={isReadOnly}
        onChange={(edited) => change('drift', { ...drift, edited })}
        options={[
          { value: 'restore', label: t('policy.editedRestore'), hint: t('policy.editedRestoreHint') },
          { value: 'leave', label: t('policy.editedLeave'), hint: t('policy.editedLeaveHint') },
        ]}
      />
      <Choice
        label={t('policy.deleted')}
        value={drift.deleted}
        disabled={isReadOnly}
        onChange={(deleted) => change('drift', { ...drift, deleted })}
        options={[
          { value: 'restore', label: t('policy.deletedRestore'), hint: t('policy.deletedRestoreHint') },
          { value: 'leave', label: t('policy.deletedLeave'), hint: t('policy.deletedLeaveHint') },
        ]}
      />
      <Field
        label={t('policy.look')}
        hint={t('policy.lookHint')}
        {...(lookFault === undefined ? {} : { validationMessage: lookFault })}
      >
        <Select
          className={styles.select}
          value={String(lookEveryHours)}
          disabled={isReadOnly}
          onChange={(_, { value }) => change('drift', { ...drift, lookEveryHours: Number(value) })}
        >
          {choices.map((hours) => (
            <option key={hours} value={hours}>
              {lookName(hours)}
            </option>
          ))}
        </Select>
      </Field>
      <Choice
        label={t('policy.own')}
        value={ownCard}
        disabled={isReadOnly}
        onChange={(value) => change('ownCard', value)}
        options={[
          { value: 'keep', label: t('policy.ownKeep'), hint: t('policy.ownKeepHint') },
          { value: 'leave-out', label: t('policy.ownOut'), hint: t('policy.ownOutHint') },
        ]}
      />
    </div>
  );
}
