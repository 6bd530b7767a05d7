import type { Route } from '../route.ts';
import { directoryObjectRoutes } from './directory-objects.ts';
import { groupRoutes } from './groups.ts';
import { mailboxSettingsRoutes } from './mailbox-settings.ts';
import { orgContactRoutes } from './org-contacts.ts';
import { photoRoutes } from './photos.ts';
import { placeRoutes } from './places.ts';
import { servicePrincipalRoutes } from './service-principals.ts';
import { tenantRoutes } from './tenant-routes.ts';
import { userRoutes } from './users.ts';

/** Everything about a tenant that is not in a mailbox. */
export const directoryRoutes: readonly Route[] = [
  ...userRoutes,
  ...groupRoutes,
  ...orgContactRoutes,
  ...directoryObjectRoutes,
  ...photoRoutes,
  ...mailboxSettingsRoutes,
  ...placeRoutes,
  ...servicePrincipalRoutes,
  ...tenantRoutes,
];
