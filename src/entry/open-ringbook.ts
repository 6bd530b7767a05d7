import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '../connectors/graph/transport.ts';
import type { Config } from '../platform/config/config.ts';
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
import { connectContext } from './connect-context.ts';
import { createConnectorPool } from './connector-pool.ts';
import { createConsents } from './consents.ts';
import { currentDefinitions, nothing } from './definitions.ts';
import { createPlatforms, openGraph } from './open-graph.ts';
import { type Parts, type Program, partsOf } from './program.ts';
import { planSyncs, type RunOptions, runSyncs } from './sync-actions.ts';
import { now } from './sync-context.ts';
import { withFolderLock, withTenantLock } from './tenant-lock.ts';

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
  const graph = await openGraph(config, wrapTransport);
  const file = join(config.dataDir, 'ringbook.sqlite');
  const isEncrypted = existsSync(file) || existsSync(setupCopyPath(file));
  const masterKey = await loadOrCreateKeyFile(join(config.dataDir, 'master.key'), isEncrypted);
  let vault: Vault | undefined;
  const { stores, rebuilt, check } = await openSqliteFile({
    file,
    alone: (work) => withFolderLock(config.dataDir, work),
    vault: (keys) => {
      vault = createVault({ keys, masterKey });
      return vault;
    },
    now,
  });
  if (vault === undefined) throw new Error('the stores were opened without a vault');
  const tenant = await ensureTenant(stores, config);
  const connectorPool = createConnectorPool();
  const platforms = createPlatforms(graph, stores.documents);
  const consents = createConsents({
    stores,
    definitions: async (tenantId) => {
      const parts = await partsOf(program, tenantId);
      return parts === null ? nothing : (await currentDefinitions(parts)).definitions;
    },
    platformOf: platforms.of,
    alone: (tenantId, work) => withTenantLock(config.dataDir, tenantId, work),
    now,
    sleep: (ms, signal) => sleep(ms, undefined, { signal, ref: false }),
  });
  const { platform, signInProvider } = graph;
  const configuredTenantId = tenant.tenantId;
  const program: Program = {
    config,
    stores,
    vault,
    platform,
    platforms,
    consents,
    signInProvider,
    connectorPool,
    configuredTenantId,
  };
  const parts: Parts = { ...program, tenant, platform: await platforms.of(tenant.tenantId) };
  return {
    tenant: parts.tenant,
    connect: connectContext(parts),
    parts,
    rebuilt,
    checkDatabase: check,
    run: (options, onProgress, stop) => runSyncs(parts, options, onProgress, stop),
    plan: (sync, signal) => planSyncs(parts, sync, signal),
    status: () => readStatus(stores, async (one) => (await currentDefinitions({ ...parts, tenant: one })).definitions),
    issues: (runId) => stores.runs.issues(parts.tenant.tenantId, runId, issuesShown),
    async close() {
      await graph.close();
      await stores.close();
    },
  };
}

const issuesShown = 10_000;

/** The tenant that the configuration describes. Its file says which one, so that none is taken for it that is another's. */
async function ensureTenant(stores: Stores, { dataDir, tenant: wanted }: Config): Promise<Tenant> {
  const file = join(dataDir, 'configured-tenant');
  const named = await readFile(file, 'utf8').catch(() => null);
  // Before there were several, there was one, and no such file.
  const existing =
    named === null ? ((await stores.tenants.tenants())[0] ?? null) : await stores.tenants.tenant(named.trim());
  if (existing !== null) {
    if (named === null) await writeFile(file, existing.tenantId, { mode: 0o600 });
    return existing;
  }
  const tenant: Tenant = { tenantId: randomUUID(), createdAt: now(), ...newTenant(wanted) };
  await stores.tenants.saveTenant(tenant);
  await writeFile(file, tenant.tenantId, { mode: 0o600 });
  return tenant;
}

function newTenant({
  name,
  defaultCountry,
  timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
  language,
}: Config['tenant']): Omit<Tenant, 'tenantId' | 'createdAt'> {
  return { name, defaultCountry, timeZone, language };
}
