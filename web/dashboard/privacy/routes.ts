import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { publicRoute, signedInRoute, tenantRoute } from '../router/layouts.tsx';

const documentPage = lazyRouteComponent(
  () => withTexts('privacy', import('./documents/document-page.tsx')),
  'DocumentPage',
);

export const privacyRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'privacy',
    component: lazyRouteComponent(() => withTexts('privacy', import('./privacy-page.tsx')), 'PrivacyPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'privacy/leave',
    component: lazyRouteComponent(() => withTexts('privacy', import('./leave/leave-page.tsx')), 'LeavePage'),
  }),
] as const;

/** Outside of the tenant, which is gone in the end. */
export const leavingRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/leaving/$leavingId',
    component: lazyRouteComponent(() => withTexts('privacy', import('./leave/leaving-page.tsx')), 'LeavingPage'),
  }),
] as const;

export const privacyPublicRoutes = [
  createRoute({ getParentRoute: () => publicRoute, path: '/data-privacy-policy', component: documentPage }),
  createRoute({ getParentRoute: () => publicRoute, path: '/record-of-processing', component: documentPage }),
  createRoute({ getParentRoute: () => publicRoute, path: '/sub-processors', component: documentPage }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/certificates/$certificateId',
    component: lazyRouteComponent(
      () => withTexts('privacy', import('./certificate/certificate-page.tsx')),
      'CertificatePage',
    ),
  }),
] as const;
