import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { tenantRoute } from '../router/layouts.tsx';

export const auditTrailRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'audit-trail',
    component: lazyRouteComponent(
      () => withTexts('settings', withTexts('audit-trail', import('./audit-trail-page.tsx'))),
      'AuditTrailPage',
    ),
  }),
] as const;
