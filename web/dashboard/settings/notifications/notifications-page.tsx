import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { SettingsFrame } from '../settings-frame.tsx';
import { MailForm } from './mail-form.tsx';
import { WebhookSection } from './webhook-section.tsx';

export function NotificationsPage() {
  const { t } = useTranslation('settings');
  const { tenantId, can } = useTenant();
  const settings = useApi('getNotificationSettings', { params: { tenantId } });
  return (
    <SettingsFrame title={t('title')} lead={t('notifications.lead')}>
      {settings.error && <ProblemMessage problem={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <PageSkeleton label={t('loading')} />}
      {settings.data && <MailForm stored={settings.data} mayChange={can('change')} />}
      {can('own') && <WebhookSection />}
    </SettingsFrame>
  );
}
