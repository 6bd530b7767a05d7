import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CountrySelect } from '../../ui/country-select.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx';
import { useApiMutation } from '../api/api.ts';
import { fieldFault } from '../api/field-fault.ts';
import { sessionQuery, useSession } from '../api/session.ts';
import { useLanguage } from '../i18n/i18n.ts';
import { isLanguage } from '../i18n/language.ts';
import { likelyCountry } from './likely-country.ts';

const useStyles = makeStyles({ page: { maxWidth: '640px', marginInline: 'auto' } });

/** A company that is to be looked after. */
export function NewTenantPage() {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const { memberships } = useSession();
  const language = useLanguage();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const form = useForm({
    defaultValues: { name: '', defaultCountry: likelyCountry(navigator.languages), timeZone, language },
  });
  const create = useApiMutation('createTenant', { invalidates: ['listTenants'] });
  const submit = form.handleSubmit((body) =>
    create.mutate(
      { body },
      {
        onSuccess: async ({ tenantId }) => {
          // Its pages are there only for who is a member.
          await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
          await router.invalidate();
          await navigate({ to: '/t/$tenantId/connect', params: { tenantId } });
        },
      },
    ),
  );
  return (
    <div className={styles.page}>
      <PageHeader title={t('new.title')} lead={memberships.length === 0 ? t('new.leadFirst') : t('new.lead')} />
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Section title={t('new.company')}>
          <Stack>
            <Controller
              control={form.control}
              name="name"
              rules={{ validate: (name) => name.trim() !== '' || t('new.nameMissing') }}
              render={({ field, fieldState: { error } }) => (
                <Field
                  label={t('new.name')}
                  required
                  validationMessage={error?.message ?? fieldFault(create.error, 'name')}
                >
                  <Input {...field} maxLength={200} autoComplete="organization" />
                </Field>
              )}
            />
            <Controller
              control={form.control}
              name="defaultCountry"
              render={({ field }) => (
                <Field
                  label={t('new.country')}
                  hint={t('new.countryHint')}
                  validationMessage={fieldFault(create.error, 'defaultCountry')}
                >
                  <CountrySelect value={field.value} onChange={field.onChange} />
                </Field>
              )}
            />
            <Controller
              control={form.control}
              name="timeZone"
              render={({ field }) => (
                <Field
                  label={t('new.timeZone')}
                  hint={t('new.timeZoneHint')}
                  validationMessage={fieldFault(create.error, 'timeZone')}
                >
                  <TimeZoneSelect value={field.value} onChange={field.onChange} />
                </Field>
              )}
            />
            <Controller
              control={form.control}
              name="language"
              render={({ field }) => (
                <Field label={t('new.language')}>
                  <Select
                    value={field.value}
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
            {create.error && <ProblemMessage problem={{ ...create.error, fields: [] }} />}
            <div>
              <Button appearance="primary" type="submit" disabledFocusable={create.isPending || create.isSuccess}>
                {t('new.create')}
              </Button>
            </div>
          </Stack>
        </Section>
      </form>
    </div>
  );
}
