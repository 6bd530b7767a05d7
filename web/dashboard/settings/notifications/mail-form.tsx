import {
  Button,
  Checkbox,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components';
import { useId } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ChipInput } from '../../../ui/chip-input.tsx';
import { SaveProblem } from '../../../ui/save-problem.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { useApiMutation } from '../../api/api.ts';
import type { Answer } from '../../api/client.ts';
import { fieldFault } from '../../api/field-fault.ts';
import { useTenant } from '../../api/session.ts';
import { isLanguage } from '../../i18n/language.ts';
import { TestMail } from './test-mail.tsx';

const kinds = ['run-held', 'run-failed', 'consent-withdrawn', 'mailboxes-unavailable', 'weekly-report'] as const;
const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  list: { margin: 0, padding: 0, border: 'none', minWidth: 0 },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXS, fontWeight: tokens.fontWeightSemibold },
});

export function MailForm({
  stored,
  mayChange,
}: {
  readonly stored: Answer<'getNotificationSettings'>;
  readonly mayChange: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const { tenantId } = useTenant();
  const toast = useToast();
  const hintId = useId();
  const values = stored.data.mail;
  const form = useForm({ values, resetOptions: { keepDirtyValues: true } });
  const { control, formState } = form;
  const save = useApiMutation('putNotificationSettings', { invalidates: ['getNotificationSettings'] });
  const disabled = !mayChange;
  const submit = form.handleSubmit((mail) =>
    save.mutate(
      { params: { tenantId }, body: { mail }, ifMatch: stored.etag },
      {
        onSuccess: ({ data }) => {
          form.reset(data.mail);
          toast({ intent: 'success', title: t('saved') });
        },
      },
    ),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Section title={t('mail.title')}>
        <Stack gap="l">
          {!stored.data.mailConfigured && (
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>{t('mail.notConfigured')}</MessageBarBody>
            </MessageBar>
          )}
          <Controller
            control={control}
            name="recipients"
            rules={{ validate: (all) => all.every((one) => address.test(one)) || t('mail.addressFault') }}
            render={({ field, fieldState: { error } }) => (
              <Field
                label={{ id: hintId, children: t('mail.recipients') }}
                hint={t('mail.recipientsHint')}
                validationMessage={error?.message ?? fieldFault(save.error, 'mail.recipients')}
              >
                <ChipInput
                  label={t('mail.recipients')}
                  values={field.value}
                  onChange={(all) => field.onChange([...all])}
                  placeholder="it@company.com"
                  disabled={disabled}
                />
              </Field>
            )}
          />
          <Controller
            control={control}
            name="on"
            render={({ field }) => (
              <fieldset className={styles.list}>
                <legend className={styles.legend}>{t('mail.kinds')}</legend>
                <Stack gap="s">
                  {kinds.map((kind) => (
                    <Checkbox
                      key={kind}
                      label={t(`mail.kind.${kind}`)}
                      checked={field.value.includes(kind)}
                      disabled={disabled}
                      onChange={(_, { checked }) =>
                        field.onChange(kinds.filter((one) => (one === kind ? checked : field.value.includes(one))))
                      }
                    />
                  ))}
                </Stack>
              </fieldset>
            )}
          />
          <Controller
            control={control}
            name="language"
            render={({ field }) => (
              <Field label={t('mail.language')}>
                <Select
                  value={field.value}
                  disabled={disabled}
                  onChange={(_, data) => isLanguage(data.value) && field.onChange(data.value)}
                >
                  <option value="en" lang="en">
                    English
                  </option>
                  <option value="de" lang="de">
                    Deutsch
                  </option>
                </Select>
              </Field>
            )}
          />
          <SaveProblem
            problem={save.error}
            onTakeStored={() => {
              form.reset(values);
              save.reset();
            }}
          />
          {mayChange && (
            <div className={styles.buttons}>
              <Button appearance="primary" type="submit" disabledFocusable={!formState.isDirty || save.isPending}>
                {t('save')}
              </Button>
              <TestMail disabled={!stored.data.mailConfigured || values.recipients.length === 0 || formState.isDirty} />
            </div>
          )}
        </Stack>
      </Section>
    </form>
  );
}
