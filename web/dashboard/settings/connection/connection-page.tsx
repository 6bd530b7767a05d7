import { PlugDisconnectedRegular } from '@fluentui/react-icons/svg/plug-disconnected';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useButtonLinkStyle } from '../../../ui/button-link-style.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { ConnectionCard } from '../../connect/connection-card.tsx';
import { OwnApp } from '../../connect/own-app.tsx';
import { PermissionList } from '../../connect/permission-list.tsx';
import { ScopeScript } from '../../connect/scope-script.tsx';
import { SettingsFrame } from '../settings-frame.tsx';

/** How Microsoft 365 is reached, and what was granted. */
export function ConnectionPage() {
  const { t } = useTranslation('settings');
  const texts = useTranslation('connect');
  const { tenantId, can } = useTenant();
  const buttonLink = useButtonLinkStyle();
  const connections = useApi('listConnections', { params: { tenantId } });
  const plan = useApi('getPermissionPlan', { params: { tenantId } });
  return (
    <SettingsFrame title={t('title')} lead={t('connection.lead')}>
      {connections.error && <ProblemMessage problem={connections.error} onRetry={() => void connections.refetch()} />}
      {connections.isPending && <PageSkeleton label={t('loading')} rows={2} />}
      {connections.data?.items.length === 0 && (
        <EmptyState
          icon={PlugDisconnectedRegular}
          title={texts.t('card.none')}
          action={
            <Link to="/t/$tenantId/connect" params={{ tenantId }} className={buttonLink}>
              {texts.t('card.connect')}
            </Link>
          }
        >
          {texts.t('card.noneHint')}
        </EmptyState>
      )}
      {connections.data?.items.map((connection) => (
        <ConnectionCard key={connection.connectionId} connection={connection} />
      ))}
      <Section title={texts.t('permissions.title')}>
        {plan.error && <ProblemMessage problem={plan.error} onRetry={() => void plan.refetch()} />}
        {plan.isPending && <PageSkeleton label={t('loading')} rows={3} />}
        {plan.data && <PermissionList permissions={plan.data.permissions} />}
      </Section>
      {can('change') && (
        <Section title={texts.t('scope.title')}>
          <ScopeScript />
        </Section>
      )}
      <Section title={texts.t('ownApp.title')}>
        <OwnApp />
      </Section>
    </SettingsFrame>
  );
}
