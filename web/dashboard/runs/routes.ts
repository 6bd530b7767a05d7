import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { tenantRoute } from '../router/layouts.tsx';
import { isRunState, type RunState } from './run.ts';

export const runsRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'runs',
    validateSearch: ({ syncId, state }): { readonly syncId?: string; readonly state?: RunState } => ({
      ...(typeof syncId === 'string' ? { syncId } : {}),
      ...(isRunState(state) ? { state } : {}),
    }),
    component: lazyRouteComponent(() => withTexts('runs', import('./runs-page.tsx')), 'RunsPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'runs/$runId',
    component: lazyRouteComponent(() => withTexts('runs', import('./run-page.tsx')), 'RunPage'),
  }),
] as const;
