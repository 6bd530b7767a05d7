import { ConnectorError } from '../runs/connector-error.ts';
import type { RunContext, Stop } from '../runs/context.ts';
import type { SyncDefinition } from '../runs/definition.ts';
import { type PlannedRun, planSync } from '../runs/plan-sync.ts';
import type { MailboxId } from '../runs/ports.ts';
import type { OnProgress } from '../runs/progress.ts';
import { findSync, resolveSync } from '../runs/resolve-sync.ts';
import { runSync } from '../runs/run-sync.ts';
import { type HeldState, heldState } from '../runs/still-held.ts';
import type { Run } from '../runs/stores.ts';
import { undoRun } from '../runs/undo-run.ts';
import { uninstall } from '../runs/uninstall.ts';
import { currentDefinitions, runnableDefinitions, setPaused } from './definitions.ts';
import { orderSyncs } from './order-syncs.ts';
import type { Parts } from './program.ts';
import { purgeAfterRun, purgeOld } from './purge.ts';
import { type Connectors, now, runContext, withConnectors } from './sync-context.ts';
import { withTenantLock } from './tenant-lock.ts';

/** An approval, a refusal or an undo names a run that is not there, or that it does not fit. */
export class UnknownRunError extends Error {
  constructor(runId: string) {
    super(`Run ${runId} does not exist or holds nothing: "ringbook status" lists the runs.`);
    this.name = 'UnknownRunError';
  }
}

/** What a run held was decided since, or is something else by now. */
export class OutdatedRunError extends Error {
  constructor(runId: string) {
    super(`Run ${runId} is not the newest of its sync: "ringbook syncs held" shows what waits now.`);
    this.name = 'OutdatedRunError';
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
  const approval = approve === null ? null : await approvalOf(parts, approve);
  const chosen = name ?? approval?.syncId ?? null;
  const syncs = chosen === null ? definitions.syncs.filter(({ paused }) => !paused) : [findSync(definitions, chosen)];
  const pausedOne = syncs.find(({ paused }) => paused);
  if (pausedOne !== undefined) throw new PausedError(pausedOne.name);
  return locked(parts, async () => {
    const runs: Run[] = [];
    for (const sync of await orderSyncs(parts.stores.replicas, parts.tenant.tenantId, syncs)) {
      if (stop.drain.aborted && runs.length > 0) break;
      if (syncs.length > 1) onProgress({ kind: 'sync', name: sync.name });
      const run = (context: RunContext) => runSync(context, { approve: approval?.approved ?? null }, onProgress, stop);
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
  if ((await stateOf(parts, held)) !== 'waiting') throw new OutdatedRunError(runId);
  const refused: Run = { ...held, state: 'refused' };
  await parts.stores.runs.saveRun(parts.tenant.tenantId, refused);
  return refused;
}

async function findActive(parts: Parts, name: string): Promise<SyncDefinition> {
  const sync = findSync((await runnableDefinitions(parts)).definitions, name);
  if (sync.paused) throw new PausedError(sync.name);
  return sync;
}

/** What a person approved. */
export interface Approval {
  readonly syncId: string;
  /** The held run; null: it was decided since, so that there is nothing left to approve, and the sync just runs. */
  readonly approved: Run | null;
}

/** @throws {UnknownRunError} @throws {OutdatedRunError} Something else is held by now, which nobody has looked at. */
export async function approvalOf(parts: Parts, runId: string): Promise<Approval> {
  const held = await heldRun(parts, runId);
  const state = await stateOf(parts, held);
  if (state === 'replaced') throw new OutdatedRunError(runId);
  return { syncId: held.syncId, approved: state === 'waiting' ? held : null };
}

async function heldRun({ stores, tenant }: Parts, runId: string): Promise<Run> {
  const held = await stores.runs.run(tenant.tenantId, runId);
  if (held === null || held.heldHash === null) throw new UnknownRunError(runId);
  return held;
}

function stateOf({ stores, tenant }: Parts, held: Run): Promise<HeldState> {
  return heldState(stores.runs, tenant.tenantId, held);
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

/** One process at a time works with a tenant's mailboxes; what is too old is thrown away first. */
export function locked<T>(parts: Parts, work: () => Promise<T>): Promise<T> {
  const { config, stores, tenant } = parts;
  return withTenantLock(config.dataDir, tenant.tenantId, async () => {
    await purgeOld(stores, tenant.tenantId);
    const result = await work();
    await purgeAfterRun(parts);
    return result;
  });
}

/** Works with what a run of the sync works with, as it is set up now. */
export async function withContext(
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

/** Within the lock of the run: what was read by a withdrawn connection goes at once. */
async function noteConsents({ consents, tenant }: Parts, connectors: Connectors, run: Run): Promise<void> {
  const used = connectors.used();
  if (run.state === 'done') for (const connection of used) await consents.noteSuccess(tenant.tenantId, connection);
  if (run.reason !== 'consent-withdrawn') return;
  const failure = { code: 'consent-withdrawn', detail: run.detail ?? '' } as const;
  await consents.noteFailure(tenant.tenantId, used, new ConnectorError(failure));
  await consents.purgeWithdrawn(tenant.tenantId);
}
