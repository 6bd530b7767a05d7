import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { isProblem } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { auditTrailRoutes } from '../audit-trail/routes.ts';
import { collectionsRoutes } from '../collections/routes.ts';
import { connectResultRoutes, connectRoutes, newTenantRoutes } from '../connect/routes.ts';
import { homeRoutes } from '../home/routes.ts';
import { mailboxesRoutes } from '../mailboxes/routes.ts';
import { partnerRoutes } from '../partner/routes.ts';
import { phonePreviewRoutes } from '../phone-preview/routes.ts';
import { leavingRoutes, privacyPublicRoutes, privacyRoutes } from '../privacy/routes.ts';
import { referenceRoutes } from '../reference/routes.ts';
import { runsRoutes } from '../runs/routes.ts';
import { settingsRoutes } from '../settings/routes.ts';
import { FailedPage } from '../shell/failed-page.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { PendingPage } from '../shell/pending-page.tsx';
import { signInRoutes } from '../sign-in/routes.ts';
import { syncsRoutes } from '../syncs/routes.ts';
import { chooseRoute, publicRoute, rootRoute, signedInRoute, tenantRoute } from './layouts.tsx';

/** The session says where consent holds: a call that met its end knows better. */
function noticeWithdrawal(error: unknown): void {
  if (isProblem(error) && error.code === 'consent-withdrawn') void queryClient.invalidateQueries(sessionQuery);
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeWithdrawal }),
  mutationCache: new MutationCache({ onError: noticeWithdrawal }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refused it refuses again; only what didn't get through is tried once more.
      retry: (failures, error) => failures < 1 && isProblem(error) && (error.status === 0 || error.status >= 502),
      refetchOnWindowFocus: true,
    },
  },
});

const routeTree = rootRoute.addChildren([
  chooseRoute,
  publicRoute.addChildren([...signInRoutes, ...privacyPublicRoutes, ...connectResultRoutes]),
  signedInRoute.addChildren([...partnerRoutes, ...newTenantRoutes, ...referenceRoutes, ...leavingRoutes]),
  tenantRoute.addChildren([
    ...homeRoutes,
    ...collectionsRoutes,
    ...phonePreviewRoutes,
    ...syncsRoutes,
    ...runsRoutes,
    ...mailboxesRoutes,
    ...privacyRoutes,
    ...settingsRoutes,
    ...connectRoutes,
    ...auditTrailRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingComponent: PendingPage,
  defaultPendingMs: 300,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
