import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { tenantRoute } from '../router/layouts.tsx';

const withAll = <Module>(module: Promise<Module>) =>
  withTexts('syncs', withTexts('runs', withTexts('fields', withTexts('effects', withTexts('collections', module)))));

export const syncsRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'syncs',
    component: lazyRouteComponent(() => withAll(import('./syncs-page.tsx')), 'SyncsPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    // No id of a sync has a point.
    path: 'syncs/new.sync',
    component: lazyRouteComponent(() => withAll(import('./new/new-sync-page.tsx')), 'NewSyncPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'syncs/$syncId',
    component: lazyRouteComponent(() => withAll(import('./overview/sync-page.tsx')), 'SyncPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'syncs/$syncId/edit',
    component: lazyRouteComponent(() => withAll(import('./edit/edit-sync-page.tsx')), 'EditSyncPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'syncs/$syncId/plans/$planId',
    component: lazyRouteComponent(() => withAll(import('./plan/plan-page.tsx')), 'PlanPage'),
  }),
] as const;
