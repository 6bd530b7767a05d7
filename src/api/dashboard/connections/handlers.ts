import type { connectionRoutes } from '../../contract/connections.routes.ts';
import type { Handlers } from '../../endpoint/handler.ts';
import { beginConnect } from './begin-connect.ts';
import { checkConnection } from './check-connection.ts';
import { disconnect } from './disconnect.ts';
import { getPermissionPlan } from './get-permission-plan.ts';
import { getScopeScript } from './get-scope-script.ts';
import { listConnections } from './list-connections.ts';
import { getOwnApp, setOwnApp } from './own-app.ts';
import { probeMailbox } from './probe-mailbox.ts';
import { proveConsent } from './prove-consent.ts';

/** Every operation of this area. */
export const connectionHandlers: Handlers<keyof typeof connectionRoutes> = {
  listConnections,
  getPermissionPlan,
  beginConnect,
  proveConsent,
  checkConnection,
  probeMailbox,
  disconnect,
  getScopeScript,
  getOwnApp,
  setOwnApp,
};
