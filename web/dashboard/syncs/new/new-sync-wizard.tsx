import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { StepList } from '../../../ui/step-list.tsx';
import { freeSlug, slugOf } from '../../collections/slug.ts';
import { AudienceFields } from '../form/audience-fields.tsx';
import { Choice } from '../form/choice.tsx';
import { CollectionFields } from '../form/collection-fields.tsx';
import { FormProvider } from '../form/form-context.ts';
import { PlacementFields } from '../form/placement-fields.tsx';
import { ScheduleFields } from '../form/schedule-fields.tsx';
import { newForm } from '../form/sync-form.ts';
import { useFormState } from '../form/use-form-state.ts';
import { type Begin, useCreate } from './use-create.ts';
import { isFaulty, stateOf, stepBeside, type WizardStep, wizardSteps } from './wizard-steps.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalL },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
});

/** A new sync in four steps; rules and limits begin with what is usual. */
export function NewSyncWizard({
  connectionId,
  collectionId,
  takenNames,
  takenAudiences,
  etag,
}: {
  readonly connectionId: string;
  readonly collectionId: string;
  readonly takenNames: readonly string[];
  readonly takenAudiences: readonly string[];
  readonly etag: string;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const folder = t('place.usualName');
  const control = useFormState(
    { ...newForm(folder), connectionId, collectionId, name: freeSlug(slugOf(folder), takenNames) },
    takenNames,
    false,
  );
  const { form, faults, showFaults, showServerFaults } = control;
  const [step, setStep] = useState<WizardStep>('what');
  const [begin, setBegin] = useState<Begin>('look');
  const create = useCreate({ etag, takenAudiences, onFaults: showServerFaults });
  const back = stepBeside(step, -1);
  const next = stepBeside(step, 1);
  const goOn = () => {
    if (isFaulty(step, faults)) return showFaults();
    if (next !== null) return setStep(next);
    create.run(form, begin);
  };
  const fields = {
    what: <CollectionFields isNew />,
    who: <AudienceFields sharedWith={[]} />,
    where: <PlacementFields />,
    when: (
      <Stack gap="l">
        <ScheduleFields isPaused={false} />
        <Choice
          label={t('wizard.begin')}
          value={begin}
          disabled={false}
          onChange={setBegin}
          options={[
            { value: 'look', label: t('wizard.beginPlan'), hint: t('wizard.beginPlanHint') },
            { value: 'run', label: t('wizard.beginNow'), hint: t('wizard.beginNowHint') },
          ]}
        />
        <p className={styles.quiet}>{t('wizard.defaults')}</p>
      </Stack>
    ),
  } as const;
  return (
    <FormProvider value={control}>
      <StepList
        label={t('wizard.steps')}
        steps={wizardSteps.map((one) => ({
          id: one,
          title: t(`wizard.${one}`),
          state: stateOf(one, step),
          ...(one === step
            ? {
                content: (
                  <>
                    {fields[one]}
                    {create.error && <ProblemMessage problem={create.error} />}
                    <div className={styles.buttons}>
                      <Button appearance="primary" disabledFocusable={create.isPending} onClick={goOn}>
                        {next === null ? t('wizard.create') : t('form.next')}
                      </Button>
                      {back !== null && <Button onClick={() => setStep(back)}>{t('form.back')}</Button>}
                    </div>
                  </>
                ),
              }
            : {}),
        }))}
      />
    </FormProvider>
  );
}
