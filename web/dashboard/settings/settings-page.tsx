import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { GeneralForm } from './general-form.tsx';
import { SettingsFrame } from './settings-frame.tsx';

/** What a tenant is called, and where it is. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { tenantId, can } = useTenant();
  const tenant = useApi('getTenant', { params: { tenantId } });
  return (
    <SettingsFrame title={t('title')} lead={t('general.lead')}>
      {tenant.error && <ProblemMessage problem={tenant.error} onRetry={() => void tenant.refetch()} />}
      {tenant.isPending && <PageSkeleton label={t('loading')} />}
      {tenant.data && <GeneralForm stored={tenant.data} mayChange={can('change')} />}
    </SettingsFrame>
  );
}
