import { Button, Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { SaveProblem } from '../../ui/save-problem.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { useApiMutation } from '../api/api.ts';
import type { Answer } from '../api/client.ts';
import { fieldFault } from '../api/field-fault.ts';
import { useTenant } from '../api/session.ts';

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '72ch' },
  days: { maxWidth: '420px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export function RetentionForm({
  stored,
  mayChange,
}: {
  readonly stored: Answer<'getRetention'>;
  readonly mayChange: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('privacy');
  const { tenantId } = useTenant();
  const toast = useToast();
  const values = stored.data;
  const form = useForm({ values, resetOptions: { keepDirtyValues: true } });
  const { control, formState } = form;
  const save = useApiMutation('putRetention', { invalidates: ['getRetention', 'getStorage'] });
  const submit = form.handleSubmit((body) =>
    save.mutate(
      { params: { tenantId }, body, ifMatch: stored.etag },
      {
        onSuccess: ({ data }) => {
          form.reset(data);
          toast({ intent: 'success', title: t('saved') });
        },
      },
    ),
  );
  const shorter = form.watch('days') < values.days;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <p className={styles.text}>{t('retention.lead')}</p>
        <Controller
          control={control}
          name="days"
          render={({ field: { value, onChange } }) => (
            <Field
              className={styles.days}
              label={t('retention.daysLabel')}
              hint={t('retention.daysHint')}
              validationMessage={fieldFault(save.error, 'days')}
            >
              <Input
                type="number"
                min={1}
                max={30}
                value={Number.isNaN(value) ? '' : String(value)}
                disabled={!mayChange}
                onChange={(_, data) => onChange(data.value === '' ? Number.NaN : Number(data.value))}
              />
            </Field>
          )}
        />
        <Controller
          control={control}
          name="purgeAfterSync"
          render={({ field: { value, onChange } }) => (
            <Field hint={t('retention.afterSyncHint')}>
              <Switch
                label={t('retention.afterSync')}
                checked={value}
                disabled={!mayChange}
                onChange={(_, { checked }) => onChange(checked)}
              />
            </Field>
          )}
        />
        {shorter && <p className={styles.text}>{t('retention.shorter')}</p>}
        <SaveProblem
          problem={save.error}
          onTakeStored={() => {
            form.reset(values);
            save.reset();
          }}
        />
        {mayChange ? (
          <div className={styles.buttons}>
            <Button appearance="primary" type="submit" disabledFocusable={!formState.isDirty || save.isPending}>
              {t('save')}
            </Button>
          </div>
        ) : (
          <p className={styles.text}>{t('ownersOnly')}</p>
        )}
      </Stack>
    </form>
  );
}
