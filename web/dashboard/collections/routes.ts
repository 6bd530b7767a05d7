import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '../i18n/i18n.ts';
import { tenantRoute } from '../router/layouts.tsx';

const withAll = <Module>(module: Promise<Module>) =>
  withTexts('collections', withTexts('fields', withTexts('effects', module)));

const collectionRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'collections/$collectionId',
  component: lazyRouteComponent(() => withAll(import('./collection-page.tsx')), 'CollectionPage'),
});

const tabRoutes = [
  createRoute({
    getParentRoute: () => collectionRoute,
    path: '/',
    component: lazyRouteComponent(() => withAll(import('./overview/overview-tab.tsx')), 'OverviewTab'),
  }),
  createRoute({
    getParentRoute: () => collectionRoute,
    path: 'people',
    validateSearch: ({ item }): { readonly item?: string } => (typeof item === 'string' ? { item } : {}),
    component: lazyRouteComponent(() => withAll(import('./people/people-tab.tsx')), 'PeopleTab'),
  }),
  createRoute({
    getParentRoute: () => collectionRoute,
    path: 'sources',
    component: lazyRouteComponent(() => withAll(import('./sources/sources-tab.tsx')), 'SourcesTab'),
  }),
  createRoute({
    getParentRoute: () => collectionRoute,
    path: 'filter',
    component: lazyRouteComponent(() => withAll(import('./filter/filter-tab.tsx')), 'FilterTab'),
  }),
  createRoute({
    getParentRoute: () => collectionRoute,
    path: 'merging',
    component: lazyRouteComponent(() => withAll(import('./merging/merging-tab.tsx')), 'MergingTab'),
  }),
  createRoute({
    getParentRoute: () => collectionRoute,
    path: 'mapping',
    component: lazyRouteComponent(() => withAll(import('./mapping/mapping-tab.tsx')), 'MappingTab'),
  }),
  createRoute({
    getParentRoute: () => collectionRoute,
    path: 'phones',
    component: lazyRouteComponent(() => withAll(import('./phones/phones-tab.tsx')), 'PhonesTab'),
  }),
  createRoute({
    getParentRoute: () => collectionRoute,
    path: 'limits',
    component: lazyRouteComponent(() => withAll(import('./limits/limits-tab.tsx')), 'LimitsTab'),
  }),
] as const;

export const collectionsRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'collections',
    component: lazyRouteComponent(() => withAll(import('./collections-page.tsx')), 'CollectionsPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    // No id of a collection has a point.
    path: 'collections/new.collection',
    component: lazyRouteComponent(() => withAll(import('./new/new-collection-page.tsx')), 'NewCollectionPage'),
  }),
  collectionRoute.addChildren(tabRoutes),
] as const;
