import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { signedInRoute } from '../router/layouts.tsx';

export const referenceRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/reference',
    component: lazyRouteComponent(() => withTexts('reference', import('./reference-page.tsx')), 'ReferencePage'),
  }),
] as const;
