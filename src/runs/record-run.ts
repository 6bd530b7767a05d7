import { ConnectorError } from './connector-error.ts';
import type { RunContext, Stop } from './context.ts';
import { createHeldChanges, type HeldChanges } from './held-changes.ts';
import { createPresentation, type Presentation } from './presentation.ts';
import { changeOfSetUp, type SetUpChange, setUpOf } from './set-up-change.ts';
import type { Run, RunKind, RunState, RunStore, RunTotals } from './stores.ts';

/** A run before it has done anything. */
export const noTotals: RunTotals = {
  created: 0,
  updated: 0,
  deleted: 0,
  foldersSynced: 0,
  foldersUnavailable: 0,
  foldersFailed: 0,
  foldersHeld: 0,
  deletesHeld: 0,
  listDeletesHeld: 0,
  listChangesHeld: 0,
  leaversHeld: 0,
  driftRestored: 0,
  driftLeft: 0,
  issues: 0,
};

/** Totals as they grow: what was done is counted also when the run breaks. */
export type Tally = { -readonly [Name in keyof RunTotals]: RunTotals[Name] };

/** A run that is under way. */
export interface RecordedRun {
  readonly runId: string;
  readonly tally: Tally;
  readonly held: HeldChanges;
  readonly presentation: Presentation;
  /** The sync writes into folders now and did not before, or the other way round: what is at the old place goes first. */
  readonly isMoved: boolean;
  /** Nothing is at the old place any more: known from here on, also if the process ends. */
  noteMoved(): Promise<void>;
}

/**
 * Does some work as a run of the sync: however it ends, the run is stored with its state and the reason.
 * @param work Returns false if draining left something undone.
 * @returns The finished run: `done`, `held` (changes wait for approval), `cancelled` or `failed`.
 * @throws Only what no run should meet: a store that breaks, a bug.
 * @see docs/sync-model.md#ends
 */
export async function recordRun(
  context: RunContext,
  kind: RunKind,
  stop: Stop,
  work: (run: RecordedRun) => Promise<boolean>,
): Promise<Run> {
  const { tenantId, sync, stores } = context;
  const presentation = createPresentation(sync);
  await closeInterrupted(context);
  const { version: versionBefore } = await stores.collections.head(tenantId, sync.collectionId);
  const setUp = setUpOf(sync, presentation);
  const previous = (await stores.runs.runs(tenantId, sync.syncId, 1))[0];
  const last = previous?.setUp ?? null;
  const { isMoved, outdated } = changeOfSetUp(last, setUp);
  await forgetOutdated(context, outdated);
  const started: Run = {
    runId: context.newId(),
    kind,
    syncId: sync.syncId,
    state: 'running',
    startedAt: startAfter(previous?.startedAt, context.now()),
    endedAt: null,
    totals: noTotals,
    versionBefore,
    // Until the old place is empty, a run that goes on after this one has to know of it.
    setUp: isMoved ? last : setUp,
    heldHash: null,
    reason: null,
    detail: null,
  };
  await stores.runs.saveRun(tenantId, started);
  const tally: Tally = { ...noTotals };
  let reached = started.setUp;
  const held = createHeldChanges();
  const end = async (state: RunState, reason: string | null, detail: string | null = null): Promise<Run> => {
    const ended = { state, reason, detail, heldHash: held.hash(), totals: { ...tally }, endedAt: context.now() };
    const run: Run = { ...started, setUp: reached, ...ended };
    await stores.runs.saveRun(tenantId, run);
    return run;
  };
  try {
    const noteMoved = async () => {
      reached = setUp;
      await stores.runs.saveRun(tenantId, { ...started, setUp });
    };
    const complete = await work({ runId: started.runId, tally, held, presentation, isMoved, noteMoved });
    if (!complete) return await end('cancelled', 'drained');
    const heldBy = held.heldBy();
    if (heldBy === null) return await end('done', null);
    return (await wasRefused(context, held)) ? await end('done', 'refused') : await end('held', heldBy);
  } catch (error) {
    if (stop.cancel.aborted) return end('cancelled', 'cancelled');
    const isCancelled = error instanceof ConnectorError && error.code === 'cancelled';
    if (isCancelled && stop.drain.aborted) return end('cancelled', 'drained');
    if (error instanceof ConnectorError)
      return end('failed', error.code, error.failure.permission ?? error.failure.detail);
    // Where the store broke, it may not take this either: what broke first is what a person has to know.
    await end('failed', reasonOf(error)).catch(() => {});
    throw error;
  }
}

/** A run starts after the one before it, also where the clock was set back: the last run is the one that started last. */
function startAfter(before: string | undefined, now: string): string {
  return before === undefined || before < now ? now : new Date(Date.parse(before) + 1).toISOString();
}

/** A store that breaks says why by a code (docs/errors.md#stores-and-keys); everything else is a bug. */
function reasonOf(error: unknown): string {
  const isStored = error instanceof Error && (error.name === 'StoreError' || error.name === 'VaultError');
  return isStored && 'code' in error && typeof error.code === 'string' ? error.code : 'internal';
}

/** Has a person refused exactly what is held now? Then it stays undone, and is not asked for again. */
export async function wasRefused(
  {
    tenantId,
    sync,
    stores,
  }: Pick<RunContext, 'tenantId' | 'sync'> & { readonly stores: { readonly runs: Pick<RunStore, 'runs'> } },
  held: HeldChanges,
): Promise<boolean> {
  const hash = held.hash();
  const recent = await stores.runs.runs(tenantId, sync.syncId, 100);
  return recent.some((run) => run.state === 'refused' && run.heldHash === hash);
}

async function forgetOutdated(
  { tenantId, sync, stores }: RunContext,
  outdated: SetUpChange['outdated'],
): Promise<void> {
  const { replicas } = stores;
  switch (outdated) {
    case null:
      return;
    case 'version':
      return replicas.forgetVersions(tenantId, sync.syncId);
    case 'everything':
      for await (const page of replicas.replicas(tenantId, sync.syncId)) {
        for (const replica of page) {
          if (replica.state === 'ready')
            await replicas.saveReplica(tenantId, { ...replica, state: 'unknown', version: 0 });
        }
      }
  }
}

/** A run that was never finished belongs to a process that is gone: one process at a time works on a data folder. */
async function closeInterrupted({ tenantId, sync, stores, now }: RunContext): Promise<void> {
  for (const run of await stores.runs.runs(tenantId, sync.syncId, 20)) {
    if (run.state !== 'running') continue;
    await stores.runs.saveRun(tenantId, { ...run, state: 'failed', reason: 'interrupted', endedAt: now() });
  }
}
