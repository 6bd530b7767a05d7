import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { publicRoute, signedInRoute, tenantRoute } from '../router/layouts.tsx';
import { isStep, type WizardStep } from './wizard/steps.ts';

export const connectRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'connect',
    validateSearch: ({ step }): { readonly step?: WizardStep } => (isStep(step) ? { step } : {}),
    component: lazyRouteComponent(
      () => withTexts('collections', withTexts('connect', import('./connect-page.tsx'))),
      'ConnectPage',
    ),
  }),
] as const;

export const newTenantRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/new-tenant',
    component: lazyRouteComponent(() => withTexts('connect', import('./new-tenant-page.tsx')), 'NewTenantPage'),
  }),
] as const;

/** Where Entra's answer leads to: also who began on the command line comes here, without signing in. */
export const connectResultRoutes = [
  createRoute({
    getParentRoute: () => publicRoute,
    path: '/connect/result',
    validateSearch: ({ outcome, tenant }): { readonly outcome?: string; readonly tenant?: string } => ({
      ...(typeof outcome === 'string' ? { outcome } : {}),
      ...(typeof tenant === 'string' ? { tenant } : {}),
    }),
    component: lazyRouteComponent(() => withTexts('connect', import('./result-page.tsx')), 'ResultPage'),
  }),
] as const;
