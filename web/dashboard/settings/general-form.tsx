import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CountrySelect } from '../../ui/country-select.tsx';
import { SaveProblem } from '../../ui/save-problem.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { useApiMutation } from '../api/api.ts';
import type { Answer } from '../api/client.ts';
import { fieldFault } from '../api/field-fault.ts';
import { useTenant } from '../api/session.ts';
import { isLanguage } from '../i18n/language.ts';

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export function GeneralForm({
  stored,
  mayChange,
}: {
  readonly stored: Answer<'getTenant'>;
  readonly mayChange: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const { tenantId } = useTenant();
  const toast = useToast();
  const { name, defaultCountry, timeZone, language } = stored.data;
  const values = { name, defaultCountry, timeZone, language };
  const form = useForm({ values, resetOptions: { keepDirtyValues: true } });
  const { control, formState } = form;
  const save = useApiMutation('updateTenant');
  const disabled = !mayChange;
  const submit = form.handleSubmit((body) =>
    save.mutate(
      { params: { tenantId }, body, ifMatch: stored.etag },
      {
        onSuccess: ({ data }) => {
          form.reset({
            name: data.name,
            defaultCountry: data.defaultCountry,
            timeZone: data.timeZone,
            language: data.language,
          });
          toast({ intent: 'success', title: t('saved') });
        },
      },
    ),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="l">
        {disabled && (
          <MessageBar>
            <MessageBarBody>{t('readOnly')}</MessageBarBody>
          </MessageBar>
        )}
        <Section title={t('general.company')}>
          <Stack>
            <Controller
              control={control}
              name="name"
              rules={{ required: t('general.nameMissing') }}
              render={({ field, fieldState: { error } }) => (
                <Field
                  label={t('general.name')}
                  hint={t('general.nameHint')}
                  required
                  validationMessage={error?.message ?? fieldFault(save.error, 'name')}
                >
                  <Input {...field} disabled={disabled} maxLength={200} autoComplete="organization" />
                </Field>
              )}
            />
            <div className={styles.pair}>
              <Controller
                control={control}
                name="defaultCountry"
                render={({ field }) => (
                  <Field
                    label={t('general.country')}
                    hint={t('general.countryHint')}
                    validationMessage={fieldFault(save.error, 'defaultCountry')}
                  >
                    <CountrySelect value={field.value} onChange={field.onChange} disabled={disabled} />
                  </Field>
                )}
              />
              <Controller
                control={control}
                name="timeZone"
                render={({ field }) => (
                  <Field
                    label={t('general.timeZone')}
                    hint={t('general.timeZoneHint')}
                    validationMessage={fieldFault(save.error, 'timeZone')}
                  >
                    <TimeZoneSelect value={field.value} onChange={field.onChange} disabled={disabled} />
                  </Field>
                )}
              />
              <Controller
                control={control}
                name="language"
                render={({ field }) => (
                  <Field label={t('general.language')} hint={t('general.languageHint')}>
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
            </div>
          </Stack>
        </Section>
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
            {formState.isDirty && (
              <Button
                onClick={() => {
                  form.reset(values);
                  save.reset();
                }}
              >
                {t('discard')}
              </Button>
            )}
          </div>
        )}
      </Stack>
    </form>
  );
}
