import { connectionRoutes } from './connections.routes.ts';
import { listRoutes } from './lists.routes.ts';
import { privacyRoutes } from './privacy.routes.ts';
import { sessionRoutes } from './session.routes.ts';
import { syncRoutes } from './syncs.routes.ts';
import { tenantRoutes } from './tenants.routes.ts';

/** Every operation of the dashboard's API by its id: what the pages, clients and the server know of it without schemas. */
export const routes = {
  ...sessionRoutes,
  ...tenantRoutes,
  ...connectionRoutes,
  ...listRoutes,
  ...syncRoutes,
  ...privacyRoutes,
} as const;

export type OperationId = keyof typeof routes;

/** Where the API begins. */
export const apiBase = '/api/v1';
