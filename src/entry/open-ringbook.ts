import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGraphPlatform, type GraphPlatform } from '../connectors/graph/client.ts';
import { createTransport, type Transport } from '../connectors/graph/transport.ts';
import { type Config, ConfigError } from '../platform/config/config.ts';
import { withRunLock } from '../platform/run-lock.ts';
import { loadOrCreateKeyFile } from '../platform/vault/key-file.ts';
import { createVault } from '../platform/vault/vault.ts';
import type { Stop } from '../runs/context.ts';
import type { OnProgress } from '../runs/progress.ts';
import { readStatus, type Status } from '../runs/read-status.ts';
import type { Issue, Run } from '../runs/stores.ts';
import type { Rebuilt } from '../stores/sqlite/open-or-rebuild.ts';
import { openSqliteFile } from '../stores/sqlite/open-sqlite-stores.ts';
import { setupCopyPath } from '../stores/sqlite/setup-copy.ts';
import type { Stores } from '../stores/stores.ts';
import type { ConnectContext } from '../tenants/connect.ts';
import type { Tenant, Vault } from '../tenants/ports.ts';
import { currentDefinitions } from './definitions.ts';
import { planSyncs, type RunOptions, runSyncs } from './sync-actions.ts';
import { now, type Parts } from './sync-context.ts';

/** The program on its embedded defaults: one data folder, one tenant. */
export interface Ringbook {
  readonly tenant: Tenant;
  readonly connect: ConnectContext;
  /** For what commands do beyond this (src/entry/commands). */
  readonly parts: Parts;
  /** The database was damaged or gone, and was begun anew; null: it was not. */
  readonly rebuilt: Rebuilt | null;
  /** Reads the whole database. @throws {StoreError} `corrupt` */
  checkDatabase(): void;
  /** As `runSyncs`. */
  run(options: RunOptions, onProgress: OnProgress, stop: Stop): Promise<readonly Run[]>;
  /** As `planSyncs`. */
  plan(sync: string | null, signal: AbortSignal): ReturnType<typeof planSyncs>;
  status(): Promise<Status>;
  /** What a run could not sync, in the order it was met; at most 10,000. */
  issues(runId: string): Promise<readonly Issue[]>;
  close(): Promise<void>;
}

/** All syncs, nothing approved. */
export const everySync: RunOptions = { sync: null, approve: null };

/**
 * Opens the data folder and everything that works on it.
 * @param wrapTransport Stands between the connector and the network: to watch what is sent.
 * @throws {ConfigError} @throws {StoreError} @throws {VaultError} @throws {LockError} Each says what to do.
 */
export async function openRingbook(
  config: Config,
  wrapTransport: (transport: Transport) => Transport = (transport) => transport,
): Promise<Ringbook> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const platform = await openGraph(config, wrapTransport);
  const file = join(config.dataDir, 'ringbook.sqlite');
  const isEncrypted = existsSync(file) || existsSync(setupCopyPath(file));
  const masterKey = await loadOrCreateKeyFile(join(config.dataDir, 'master.key'), isEncrypted);
  let vault: Vault | undefined;
  const { stores, rebuilt, check } = await openSqliteFile({
    file,
    alone: (work) => withRunLock(join(config.dataDir, 'run.lock'), work),
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
    parts,
    rebuilt,
    checkDatabase: check,
    run: (options, onProgress, stop) => runSyncs(parts, options, onProgress, stop),
    plan: (sync, signal) => planSyncs(parts, sync, signal),
    status: () => readStatus(stores, async () => (await currentDefinitions(parts)).definitions),
    issues: (runId) => stores.runs.issues(parts.tenant.tenantId, runId, issuesShown),
    async close() {
      await platform.close();
      await stores.close();
    },
  };
}

const issuesShown = 10_000;

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
