import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { tenantRoute } from '../router/layouts.tsx';

export const homeRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/',
    component: lazyRouteComponent(() => withTexts('home', import('./home-page.tsx')), 'HomePage'),
  }),
] as const;
