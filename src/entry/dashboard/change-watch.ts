import { isIP } from 'node:net';
import { lifecyclePath, notificationsPath } from '../../api/graph/notifications.ts';
import type { Config } from '../../platform/config/config.ts';
import { ConnectorError } from '../../runs/connector-error.ts';
import { connectionsOfSync } from '../../runs/lists-of-connection.ts';
import type { FailureCode } from '../../sync/failure.ts';
import { type ChangeWatch, createChangeWatch } from '../../tenants/change-watch.ts';
import type { TenantId } from '../../tenants/ports.ts';
import { newSecret } from '../../tenants/sessions.ts';
import { currentDefinitions } from '../definitions.ts';
import { type Program, partsOf } from '../program.ts';
import { now } from '../sync-context.ts';

const keepUpEveryMs = 3_600_000;

/**
 * Learns of changes in directories by notifications, and asks for runs of the syncs that use them.
 * @param requestSync A run is to come within seconds, however often it is asked for.
 * @returns Null: Microsoft Graph cannot reach this program.
 */
export function openChangeWatch(
  program: Program,
  requestSync: (tenantId: TenantId, syncId: string) => void,
  onFailure: (error: unknown) => void,
): ChangeWatch | null {
  const { config, stores, platforms } = program;
  const publicUrl = reachableUrl(config);
  if (publicUrl === null) return null;
  return createChangeWatch({
    documents: stores.documents,
    connections: stores.tenants.connections,
    subscriptionsOf: async (tenantId, { entraTenantId }) => (await platforms.of(tenantId)).subscriptions(entraTenantId),
    notificationUrl: new URL(notificationsPath, publicUrl).href,
    lifecycleUrl: new URL(lifecyclePath, publicUrl).href,
    now,
    // Short, so that it fits into what the service takes.
    newSecret: () => newSecret().slice(0, 32),
    async onChange(tenantId, connectionId) {
      const parts = await partsOf(program, tenantId);
      if (parts === null) return;
      const { definitions } = await currentDefinitions(parts);
      for (const { syncId, paused, schedule } of definitions.syncs) {
        if (paused || schedule.kind === 'manual') continue;
        if (connectionsOfSync(definitions, syncId).includes(connectionId)) requestSync(tenantId, syncId);
      }
    },
    async onFailure(tenantId, connection, error) {
      await program.consents.noteFailure(tenantId, [connection], error);
      // Groups are watched where the consent allows it.
      const isExpected = error instanceof ConnectorError && quiet.has(error.code);
      if (!isExpected) onFailure(error);
    },
  });
}

const quiet: ReadonlySet<FailureCode> = new Set(['permission-missing', 'consent-withdrawn', 'cancelled']);

/** Keeps the subscriptions of all tenants up, at once, when consent is given and every hour, until the signal. */
export async function keepWatching(
  { stores, consents }: Program,
  watch: ChangeWatch,
  onFailure: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  consents.onChange(async (tenantId, connection, change) => {
    // Nobody waits for it.
    if (change === 'given') watch.keepUp(tenantId, signal).catch(onFailure);
    if (change === 'forgotten') watch.forget(tenantId, connection, signal).catch(onFailure);
  });
  const keepUpAll = async () => {
    for (const { tenantId } of await stores.tenants.tenants()) {
      if (!signal.aborted) await watch.keepUp(tenantId, signal);
    }
  };
  await keepUpAll();
  const timer = setInterval(() => void keepUpAll().catch(onFailure), keepUpEveryMs);
  timer.unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** Where Graph can reach us. A simulator on this machine reaches what is on this machine; Microsoft does not. */
export function reachableUrl({ http, graph }: Pick<Config, 'http' | 'graph'>): string | null {
  const publicUrl = http.publicUrl ?? `https://${http.host}:${http.port}`;
  const isLocalGraph = isLoopback(new URL(graph.url).hostname);
  if (isLocalGraph) return http.port === 0 && http.publicUrl === undefined ? null : publicUrl;
  const { hostname } = new URL(publicUrl);
  return http.publicUrl === undefined || !isPublic(hostname) ? null : publicUrl;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

/** A name with a dot may be known to all; an address, or a name of one's own network, is not. */
function isPublic(hostname: string): boolean {
  const isAddress = isIP(hostname) !== 0 || hostname.startsWith('[');
  return (
    !isAddress &&
    hostname.includes('.') &&
    !/\.(local|internal|lan|home\.arpa|localhost|test|example|invalid)$/.test(hostname)
  );
}
