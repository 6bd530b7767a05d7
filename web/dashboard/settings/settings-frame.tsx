import { makeStyles } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TabLinks, useTabLinkStyle } from '../../ui/tab-links.tsx';
import { useTenant } from '../api/session.ts';

const tabs = [
  { name: 'general', to: '/t/$tenantId/settings', needs: 'see' },
  { name: 'connection', to: '/t/$tenantId/settings/connection', needs: 'see' },
  { name: 'members', to: '/t/$tenantId/settings/members', needs: 'read' },
  { name: 'notifications', to: '/t/$tenantId/settings/notifications', needs: 'see' },
  { name: 'api-tokens', to: '/t/$tenantId/settings/api-tokens', needs: 'own' },
  { name: 'audit-trail', to: '/t/$tenantId/audit-trail', needs: 'own' },
  { name: 'sessions', to: '/t/$tenantId/settings/sessions', needs: 'see' },
] as const;

const useStyles = makeStyles({ content: { maxWidth: '960px' }, wide: {} });

/** Heading of a page of the settings, with the way to the others. */
export function SettingsFrame({
  title,
  lead,
  actions,
  wide = false,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const tabLink = useTabLinkStyle();
  const { tenantId, can } = useTenant();
  return (
    <>
      <PageHeader title={title} lead={lead} actions={actions} />
      <TabLinks label={t('tabs.label')}>
        {tabs
          .filter(({ needs }) => can(needs))
          .map(({ name, to }) => (
            <Link key={name} to={to} params={{ tenantId }} className={tabLink} activeOptions={{ exact: true }}>
              {t(`tabs.${name}`)}
            </Link>
          ))}
      </TabLinks>
      <Stack gap="l" className={wide ? styles.wide : styles.content}>
        {children}
      </Stack>
    </>
  );
}
