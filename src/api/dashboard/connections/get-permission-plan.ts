import { ConnectorError } from '../../../runs/connector-error.ts';
import type { Connection, TenantId } from '../../../tenants/ports.ts';
import type { Handler } from '../../endpoint/handler.ts';
import type { ConnectionPorts } from './ports.ts';

/** The page is there to explain: it does not wait long for what it may do without. */
const tokenTimeoutMs = 10_000;

export const getPermissionPlan: Handler<'getPermissionPlan'> = async ({ work, signal }, { connections }) => {
  const { tenantId } = work.tenant;
  const { definitions } = await work.definitions();
  const connected = (await work.connections()).find(({ state }) => state === 'connected');
  const granted = connected === undefined ? null : await grantedOrUnknown(connections, tenantId, connected, signal);
  return {
    clientId: await connections.clientIdOf(tenantId),
    permissions: connections.permissionPlan(definitions).map((permission) => ({
      name: permission.name,
      kind: 'application' as const,
      features: [...permission.features],
      needed: permission.needed,
      granted: granted?.includes(permission.name) ?? null,
      canBeLimitedToMailboxes: permission.canBeLimitedToMailboxes,
    })),
  };
};

async function grantedOrUnknown(
  connections: ConnectionPorts,
  tenantId: TenantId,
  connection: Connection,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  try {
    return await connections.granted(
      tenantId,
      connection,
      AbortSignal.any([signal, AbortSignal.timeout(tokenTimeoutMs)]),
    );
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}
