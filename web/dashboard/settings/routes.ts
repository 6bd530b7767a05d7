import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { tenantRoute } from '../router/layouts.tsx';

const withBoth = <Module>(module: Promise<Module>) => withTexts('settings', withTexts('connect', module));

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'settings',
    component: lazyRouteComponent(() => withTexts('settings', import('./settings-page.tsx')), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'settings/connection',
    component: lazyRouteComponent(() => withBoth(import('./connection/connection-page.tsx')), 'ConnectionPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'settings/members',
    component: lazyRouteComponent(
      () => withTexts('collections', withTexts('settings', import('./members/members-page.tsx'))),
      'MembersPage',
    ),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'settings/api-tokens',
    component: lazyRouteComponent(
      () => withTexts('settings', import('./api-tokens/api-tokens-page.tsx')),
      'ApiTokensPage',
    ),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'settings/notifications',
    component: lazyRouteComponent(
      () => withTexts('settings', import('./notifications/notifications-page.tsx')),
      'NotificationsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'settings/sessions',
    component: lazyRouteComponent(() => withTexts('settings', import('./sessions/sessions-page.tsx')), 'SessionsPage'),
  }),
] as const;
