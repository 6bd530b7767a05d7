import { join } from 'node:path';
import { withRunLock } from '../platform/run-lock.ts';
import { ConnectorError } from '../runs/connector-error.ts';
import type { RunContext, Stop } from '../runs/context.ts';
import type { SyncDefinition } from '../runs/definition.ts';
import { type PlannedRun, planSync } from '../runs/plan-sync.ts';
import type { MailboxId } from '../runs/ports.ts';
import type { OnProgress } from '../runs/progress.ts';
import { findSync, resolveSync } from '../runs/resolve-sync.ts';
import { runSync } from '../runs/run-sync.ts';
import type { Run } from '../runs/stores.ts';
import { undoRun } from '../runs/undo-run.ts';
import { uninstall } from '../runs/uninstall.ts';
import { noteConsent } from '../tenants/connect.ts';
import { currentDefinitions, runnableDefinitions, setPaused } from './definitions.ts';
import { orderSyncs } from './order-syncs.ts';
import { type Connectors, now, type Parts, runContext, withConnectors } from './sync-context.ts';

const dayMs = 24 * 3_600_000;

/** An approval, a refusal or an undo names a run that is not there, or that it does not fit. */
export class UnknownRunError extends Error {
  constructor(runId: string) {
    super(`Run ${runId} does not exist or holds nothing: "ringbook status" lists the runs.`);
    this.name = 'UnknownRunError';
  }
}

/** A sync is paused, so that it does not run. */
export class PausedError extends Error {
  constructor(name: string) {
    super(`The sync "${name}" is paused. Let it run again: ringbook syncs resume ${name}`);
    this.name = 'PausedError';
  }
}

export interface RunOptions {
  /** Name of a sync; null: all that are not paused. */
  readonly sync: string | null;
  /** Run whose held changes a person approved; its sync runs. */
  readonly approve: string | null;
}

/**
 * Runs syncs, one after the other, small work before large; a drain ends the row.
 * @throws {NotConnectedError} @throws {LockError} Another process runs a sync. @throws {UnknownRunError} @throws {PausedError}
 */
export async function runSyncs(
  parts: Parts,
  { sync: name, approve }: RunOptions,
  onProgress: OnProgress,
  stop: Stop,
): Promise<readonly Run[]> {
  const { definitions } = await runnableDefinitions(parts);
  const approved = approve === null ? null : await heldRun(parts, approve);
  const chosen = name ?? approved?.syncId ?? null;
  const syncs = chosen === null ? definitions.syncs.filter(({ paused }) => !paused) : [findSync(definitions, chosen)];
  const pausedOne = syncs.find(({ paused }) => paused);
  if (pausedOne !== undefined) throw new PausedError(pausedOne.name);
  return locked(parts, async () => {
    const runs: Run[] = [];
    for (const sync of await orderSyncs(parts.stores.replicas, parts.tenant.tenantId, syncs)) {
      if (stop.drain.aborted && runs.length > 0) break;
      if (syncs.length > 1) onProgress({ kind: 'sync', name: sync.name });
      const run = (context: RunContext) => runSync(context, { approve: approved }, onProgress, stop);
      runs.push(await withContext(parts, sync, run));
    }
    return runs;
  });
}

/** What a run of each sync that is not paused, or of the named one, would do. @throws {NotConnectedError} @throws {ConnectorError} */
export async function planSyncs(
  parts: Parts,
  name: string | null,
  signal: AbortSignal,
): Promise<readonly { readonly sync: SyncDefinition; readonly plan: PlannedRun }[]> {
  const { definitions } = await runnableDefinitions(parts);
  const syncs = name === null ? definitions.syncs.filter(({ paused }) => !paused) : [findSync(definitions, name)];
  const plans: { sync: SyncDefinition; plan: PlannedRun }[] = [];
  for (const sync of syncs) {
    const plan = await withConnectors(parts, (connectors) =>
      planSync(runContext(parts, resolveSync(definitions, sync), connectors), signal),
    );
    plans.push({ sync, plan });
  }
  return plans;
}

/** Looks at every replica of a sync now for what people changed, with the run that follows. */
export async function auditSync(parts: Parts, name: string, onProgress: OnProgress, stop: Stop): Promise<Run> {
  const sync = await findActive(parts, name);
  return locked(parts, async () => {
    const { replicas } = parts.stores;
    const { tenantId } = parts.tenant;
    const at = now();
    for await (const page of replicas.replicas(tenantId, sync.syncId)) {
      for (const replica of page) {
        if (replica.state !== 'leaving') await replicas.saveReplica(tenantId, { ...replica, lookAt: at });
      }
    }
    return withContext(parts, sync, (context) => runSync(context, { approve: null }, onProgress, stop));
  });
}

/** Pauses a sync and takes everything of it out of mailboxes. @param mailboxes Ids or addresses; null: all. */
export async function uninstallSync(
  parts: Parts,
  name: string,
  mailboxes: readonly string[] | null,
  onProgress: OnProgress,
  stop: Stop,
): Promise<Run> {
  const { definitions } = await runnableDefinitions(parts);
  const sync = findSync(definitions, name);
  return locked(parts, async () => {
    if (mailboxes === null) await setPaused(parts, ({ syncId }) => syncId === sync.syncId, true);
    const ids = mailboxes === null ? null : await mailboxIds(parts, sync, mailboxes);
    return withContext(parts, sync, (context) => uninstall(context, ids, onProgress, stop));
  });
}

/** Pauses every sync of the same collection and brings back what was before a run of one of them. @throws {UndoError} @throws {UnknownRunError} */
export async function undoSyncRun(parts: Parts, runId: string, onProgress: OnProgress, stop: Stop): Promise<Run> {
  const target = await parts.stores.runs.run(parts.tenant.tenantId, runId);
  if (target === null) throw new UnknownRunError(runId);
  const { definitions } = await runnableDefinitions(parts);
  const sync = findSync(definitions, target.syncId);
  return locked(parts, async () => {
    await setPaused(parts, ({ collectionId }) => collectionId === sync.collectionId, true);
    return withContext(parts, sync, (context) => undoRun(context, runId, onProgress, stop));
  });
}

/** Refuses what a run holds: it stays undone, and is not asked for again until it is something else. */
export async function refuseRun(parts: Parts, runId: string): Promise<Run> {
  const held = await heldRun(parts, runId);
  const refused: Run = { ...held, state: 'refused' };
  await parts.stores.runs.saveRun(parts.tenant.tenantId, refused);
  return refused;
}

async function findActive(parts: Parts, name: string): Promise<SyncDefinition> {
  const sync = findSync((await runnableDefinitions(parts)).definitions, name);
  if (sync.paused) throw new PausedError(sync.name);
  return sync;
}

async function heldRun({ stores, tenant }: Parts, runId: string): Promise<Run> {
  const held = await stores.runs.run(tenant.tenantId, runId);
  if (held === null || held.heldHash === null) throw new UnknownRunError(runId);
  return held;
}

/** An address or id that names no known mailbox is taken for an id: the mailbox may have left the directory. */
async function mailboxIds(
  { stores, tenant }: Parts,
  { connectionId }: SyncDefinition,
  names: readonly string[],
): Promise<readonly MailboxId[]> {
  const byName = new Map<string, MailboxId>();
  for await (const page of stores.mailboxes.mailboxes(tenant.tenantId, connectionId)) {
    for (const { mailboxId, address } of page) byName.set(address.toLowerCase(), mailboxId);
  }
  return names.map((name) => byName.get(name.toLowerCase()) ?? name);
}

/** One process at a time works with mailboxes; what is too old is thrown away first. */
function locked<T>({ config, stores, tenant }: Parts, work: () => Promise<T>): Promise<T> {
  return withRunLock(join(config.dataDir, 'run.lock'), async () => {
    await stores.retention.purgeBefore(tenant.tenantId, new Date(Date.now() - 30 * dayMs).toISOString());
    return work();
  });
}

async function withContext(
  parts: Parts,
  { syncId }: SyncDefinition,
  work: (context: RunContext) => Promise<Run>,
): Promise<Run> {
  const { definitions } = await currentDefinitions(parts);
  const resolved = resolveSync(definitions, findSync(definitions, syncId));
  return withConnectors(parts, async (connectors) => {
    const run = await work(runContext(parts, resolved, connectors));
    await noteConsents(parts, connectors, run);
    return run;
  });
}

/** A consent that was withdrawn is noted where a token request says so: a run may use more than one. */
async function noteConsents(parts: Parts, connectors: Connectors, run: Run): Promise<void> {
  const { stores, tenant, platform } = parts;
  const context = { tenants: stores.tenants, now };
  if (run.state === 'done') {
    for (const connection of connectors.used()) await noteConsent(context, tenant.tenantId, connection, 'connected');
  }
  if (run.reason !== 'consent-withdrawn') return;
  const used = connectors.used();
  for (const connection of used) {
    const isWithdrawn = used.length === 1 || (await provesWithdrawn(platform.consent, connection.entraTenantId));
    if (isWithdrawn) await noteConsent(context, tenant.tenantId, connection, 'withdrawn');
  }
}

async function provesWithdrawn(consent: Parts['platform']['consent'], entraTenantId: string): Promise<boolean> {
  try {
    await consent.prove(entraTenantId, AbortSignal.timeout(30_000));
    return false;
  } catch (error) {
    return error instanceof ConnectorError && error.code === 'consent-withdrawn';
  }
}
