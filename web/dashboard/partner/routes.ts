import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { signedInRoute } from '../router/layouts.tsx';

export const partnerRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/tenants',
    component: lazyRouteComponent(() => withTexts('partner', import('./tenants-page.tsx')), 'TenantsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/templates',
    component: lazyRouteComponent(
      () => withTexts('partner', import('./templates/templates-page.tsx')),
      'TemplatesPage',
    ),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/templates/$templateId',
    component: lazyRouteComponent(() => withTexts('partner', import('./templates/template-page.tsx')), 'TemplatePage'),
  }),
] as const;
