import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGraphPlatform, type GraphPlatform } from '../connectors/graph/client.ts';
import { createTransport, type Transport } from '../connectors/graph/transport.ts';
import { type Config, ConfigError } from '../platform/config/config.ts';
import { withRunLock } from '../platform/run-lock.ts';
import { loadOrCreateKeyFile } from '../platform/vault/key-file.ts';
import { createVault } from '../platform/vault/vault.ts';
import { defaultRunSettings, type RunContext, type Stop } from '../runs/context.ts';
import type { SyncDefinition } from '../runs/definition.ts';
import { type PlannedRun, planSync } from '../runs/plan-sync.ts';
import type { OnProgress } from '../runs/progress.ts';
import { readStatus, type Status } from '../runs/read-status.ts';
import { type RunRequest, runSync } from '../runs/run-sync.ts';
import type { Issue, Run } from '../runs/stores.ts';
import { openSqliteStores } from '../stores/sqlite/open-sqlite-stores.ts';
import type { Stores } from '../stores/stores.ts';
import { type ConnectContext, noteConsent } from '../tenants/connect.ts';
import type { Connection, Tenant, Vault } from '../tenants/ports.ts';
import { syncFromConfig } from './sync-from-config.ts';

/** Nothing can run: there is no connection, or its consent was withdrawn. */
export class NotConnectedError extends Error {
  constructor() {
    super('not connected');
    this.name = 'NotConnectedError';
  }
}

/** The program on its embedded defaults: one data folder, one tenant, one sync. */
export interface Ringbook {
  readonly tenant: Tenant;
  readonly connect: ConnectContext;
  /** The tenant's connection; null: none yet. */
  connection(): Promise<Connection | null>;
  /** @throws {NotConnectedError} @throws {LockError} Another process runs a sync. @throws {UnknownRunError} */
  run(approveRunId: string | null, onProgress: OnProgress, stop: Stop): Promise<Run>;
  /** @throws {NotConnectedError} @throws {ConnectorError} */
  plan(signal: AbortSignal): Promise<PlannedRun>;
  status(): Promise<Status>;
  /** What a run could not sync, in the order it was met; at most 10,000. */
  issues(runId: string): Promise<readonly Issue[]>;
  close(): Promise<void>;
}

/** An approval names a run that is not there or holds nothing. */
export class UnknownRunError extends Error {
  constructor(runId: string) {
    super(`Run ${runId} does not exist or holds no deletes: "ringbook status" lists the runs.`);
    this.name = 'UnknownRunError';
  }
}

/**
 * Opens the data folder and everything that works on it.
 * @param wrapTransport Stands between the connector and the network: to watch what is sent.
 * @throws {ConfigError} @throws {StoreError} @throws {VaultError} Each says what to do.
 */
export async function openRingbook(
  config: Config,
  wrapTransport: (transport: Transport) => Transport = (transport) => transport,
): Promise<Ringbook> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const platform = await openGraph(config, wrapTransport);
  const masterKey = await loadOrCreateKeyFile(join(config.dataDir, 'master.key'));
  let vault: Vault | undefined;
  const stores = await openSqliteStores({
    file: join(config.dataDir, 'ringbook.sqlite'),
    vault: (keys) => {
      vault = createVault({ keys, masterKey });
      return vault;
    },
    now,
  });
  if (vault === undefined) throw new Error('the stores were opened without a vault');
  const parts: Parts = { config, stores, vault, platform, tenant: await ensureTenant(stores, config) };
  return {
    tenant: parts.tenant,
    connect: connectContext(parts),
    connection: () => connectionOf(parts),
    run: (approveRunId, onProgress, stop) => run(parts, approveRunId, onProgress, stop),
    plan: (signal) => plan(parts, signal),
    status: () => readStatus(stores),
    issues: (runId) => stores.runs.issues(parts.tenant.tenantId, runId, issuesShown),
    async close() {
      await platform.close();
      await stores.close();
    },
  };
}

interface Parts {
  readonly config: Config;
  readonly stores: Stores;
  readonly vault: Vault;
  readonly platform: GraphPlatform;
  readonly tenant: Tenant;
}

const issuesShown = 10_000;

const now = (): string => new Date().toISOString();

async function openGraph(
  { entra, graph, caFile }: Config,
  wrapTransport: (transport: Transport) => Transport,
): Promise<GraphPlatform> {
  if (entra === undefined) {
    throw new ConfigError(
      'No app registration is configured: set entra.clientId, entra.certificateFile and entra.privateKeyFile (README, "Connect a real tenant"), or begin with "npm start", which brings a simulated one.',
    );
  }
  const read = (field: string, path: string) =>
    readFile(path, 'utf8').catch(() => {
      throw new ConfigError(`${field}: ${path} cannot be read: check the path and the file's permissions.`);
    });
  const transport = createTransport({
    timeoutMs: graph.requestTimeoutMs,
    ...(caFile === undefined ? {} : { caPem: await read('caFile', caFile) }),
  });
  return createGraphPlatform({
    clientId: entra.clientId,
    credential: {
      kind: 'certificate',
      certificatePem: await read('entra.certificateFile', entra.certificateFile),
      privateKeyPem: await read('entra.privateKeyFile', entra.privateKeyFile),
    },
    hosts: {
      loginUrl: entra.loginUrl,
      graphUrl: graph.url,
      ...(graph.scope === undefined ? {} : { scope: graph.scope }),
    },
    transport: wrapTransport(transport),
    limits: { batchesInFlight: graph.batchesInFlight },
  });
}

/** The one tenant of the embedded defaults, with the name and country that the configuration gives it now. */
async function ensureTenant(stores: Stores, { tenant: wanted }: Config): Promise<Tenant> {
  const [existing] = await stores.tenants.tenants();
  const tenant: Tenant = {
    tenantId: existing?.tenantId ?? randomUUID(),
    createdAt: existing?.createdAt ?? now(),
    name: wanted.name,
    defaultCountry: wanted.defaultCountry,
  };
  await stores.tenants.saveTenant(tenant);
  return tenant;
}

function connectContext({ config, stores, platform }: Parts): ConnectContext {
  const publicUrl = config.http.publicUrl ?? `https://${config.http.host}:${config.http.port}`;
  return {
    tenants: stores.tenants,
    consent: platform.consent,
    now,
    newId: randomUUID,
    newState: () => randomBytes(32).toString('base64url'),
    hash: (text) => createHash('sha256').update(text).digest('base64url'),
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    redirectUri: new URL('/connect/callback', publicUrl).href,
  };
}

async function connectionOf({ stores, tenant }: Parts): Promise<Connection | null> {
  const connections = await stores.tenants.connections(tenant.tenantId);
  return connections.find(({ state }) => state === 'connected') ?? connections[0] ?? null;
}

/** The connection to work with and the sync on it, saved as the configuration has it now. */
async function prepare(parts: Parts): Promise<{ readonly connection: Connection; readonly sync: SyncDefinition }> {
  const connection = await connectionOf(parts);
  if (connection === null) throw new NotConnectedError();
  return { connection, sync: syncFromConfig(parts.config, connection) };
}

async function run(parts: Parts, approveRunId: string | null, onProgress: OnProgress, stop: Stop): Promise<Run> {
  const { config, stores, tenant, vault, platform } = parts;
  const { tenantId } = tenant;
  const { connection, sync } = await prepare(parts);
  const request: RunRequest = { approve: approveRunId === null ? null : await heldRun(parts, approveRunId) };
  return withRunLock(join(config.dataDir, 'run.lock'), async () => {
    await stores.syncs.saveSync(tenantId, sync);
    await stores.retention.purgeBefore(tenantId, new Date(Date.now() - 30 * 24 * 3_600_000).toISOString());
    const connector = platform.connector(connection.entraTenantId);
    const context: RunContext = {
      tenantId,
      sync,
      connector,
      stores,
      vault,
      now,
      newId: randomUUID,
      settings: defaultRunSettings,
    };
    try {
      const finished = await runSync(context, request, onProgress, stop);
      const withdrawn = finished.reason === 'consent-withdrawn';
      if (withdrawn || finished.state === 'done') {
        await noteConsent(
          { tenants: stores.tenants, now },
          tenantId,
          connection,
          withdrawn ? 'withdrawn' : 'connected',
        );
      }
      return finished;
    } finally {
      await connector.close();
    }
  });
}

async function heldRun({ stores, tenant }: Parts, runId: string): Promise<Run> {
  const held = await stores.runs.run(tenant.tenantId, runId);
  if (held === null || held.totals.deletesHeld === 0) throw new UnknownRunError(runId);
  return held;
}

async function plan(parts: Parts, signal: AbortSignal): Promise<PlannedRun> {
  const { stores, tenant, vault, platform } = parts;
  const { connection, sync } = await prepare(parts);
  const connector = platform.connector(connection.entraTenantId);
  const { foldersInFlight, snapshotEveryMs } = defaultRunSettings;
  try {
    const { tenantId } = tenant;
    return await planSync({ tenantId, sync, connector, stores, vault, now, foldersInFlight, snapshotEveryMs }, signal);
  } finally {
    await connector.close();
  }
}
