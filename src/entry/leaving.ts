import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LockError } from '../platform/run-lock.ts';
import type { SealedById } from '../platform/vault/sealed-by-id.ts';
import type { Stop } from '../runs/context.ts';
import type { Run } from '../runs/stores.ts';
import type { LeavingPorts, Uninstalled } from '../tenants/leaving/leaving.ts';
import type { TenantId } from '../tenants/ports.ts';
import type { StoredAmount } from '../tenants/tenant-data.ts';
import { csvFolder } from './csv-uploads.ts';
import { currentDefinitions, setPaused } from './definitions.ts';
import { type Parts, type Program, partsOf } from './program.ts';
import { uninstallSync } from './sync-actions.ts';
import { NotConnectedError, now } from './sync-context.ts';
import { withTenantLock } from './tenant-lock.ts';

export interface LeavingOptions {
  readonly certificates: SealedById;
  readonly tellLeft: LeavingPorts['tellLeft'];
  /** Ends runs of the tenant that are under way or wait. */
  readonly stopRuns: (tenantId: TenantId) => void;
  /** What of the tenant is in memory is to be forgotten. */
  readonly onGone: (tenantId: TenantId) => void;
  /** Breaks off requests in flight. */
  readonly cancel: AbortSignal;
}

const lookAgainMs = 1_000;
const mostTries = 3;

/** What leaving works with. */
export function leavingPorts(program: Program, options: LeavingOptions): LeavingPorts {
  const { stores, vault, config } = program;
  const { certificates, tellLeft, stopRuns, onGone, cancel } = options;
  return {
    documents: stores.documents,
    data: stores.tenantData,
    now,
    certificates,
    tenant: stores.tenants.tenant,
    countMailboxes: async (tenantId) => {
      const parts = await partsOf(program, tenantId);
      return parts === null ? 0 : countMailboxes(parts);
    },
    async pauseAll(tenantId) {
      const parts = await partsOf(program, tenantId);
      if (parts === null) return;
      const { definitions } = await currentDefinitions(parts);
      if (definitions.syncs.some(({ paused }) => !paused)) await setPaused(parts, () => true, true);
      stopRuns(tenantId);
    },
    async uninstallAll(tenantId, onDone, signal) {
      const parts = await partsOf(program, tenantId);
      return parts === null ? { kind: 'done' } : uninstallAll(parts, onDone, { drain: signal, cancel });
    },
    tellLeft,
    removeFiles: (tenantId) => removeFiles(program, tenantId),
    alone: (tenantId, work, signal) => whenFree(() => withTenantLock(config.dataDir, tenantId, work), signal),
    forgetKey(tenantId) {
      vault.forget(tenantId);
      onGone(tenantId);
    },
  };
}

/** Mailboxes with a folder of ours: those that were only looked into have none. */
async function countMailboxes(parts: Parts): Promise<number> {
  const { stores, tenant } = parts;
  const found = new Set<string>();
  for (const { syncId } of (await currentDefinitions(parts)).definitions.syncs) {
    for await (const page of stores.replicas.replicas(tenant.tenantId, syncId)) {
      for (const { mailboxId, folderId } of page) if (folderId !== null) found.add(mailboxId);
    }
  }
  return found.size;
}

async function uninstallAll(parts: Parts, onDone: (mailboxes: number) => void, stop: Stop): Promise<Uninstalled> {
  try {
    for (const { syncId } of (await currentDefinitions(parts)).definitions.syncs) {
      const ended = await uninstallOne(parts, syncId, onDone, stop);
      if (ended.kind !== 'done') return ended;
    }
    return { kind: 'done' };
  } catch (error) {
    if (stop.drain.aborted) return { kind: 'stopped' };
    if (!(error instanceof NotConnectedError)) throw error;
    return (await countMailboxes(parts)) === 0 ? { kind: 'done' } : { kind: 'failed', reason: 'not-connected' };
  }
}

/** A mailbox that cannot be used is left; one that only failed is tried again. */
async function uninstallOne(
  parts: Parts,
  syncId: string,
  onDone: (mailboxes: number) => void,
  stop: Stop,
): Promise<Uninstalled> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    let run: Run | null = null;
    await whenFree(async () => {
      run = await uninstallSync(
        parts,
        syncId,
        null,
        (progress) => {
          if (progress.kind === 'replicated') onDone(progress.foldersDone);
        },
        stop,
      );
    }, stop.drain);
    const ended = endOf(run);
    if (ended !== null) return ended;
  }
  return { kind: 'failed', reason: 'mailboxes-failed' };
}

/** Null: some folders failed. */
function endOf(run: Run | null): Uninstalled | null {
  if (run === null || run.state === 'cancelled') return { kind: 'stopped' };
  if (run.state === 'failed') return { kind: 'failed', reason: run.reason ?? 'internal' };
  return run.totals.foldersFailed === 0 ? { kind: 'done' } : null;
}

/** Works as soon as nothing else works with the tenant's mailboxes; not at all if the signal comes first. */
async function whenFree(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LockError)) throw error;
    }
    await sleep(lookAgainMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** What is beside the database: files that were uploaded. */
export async function filesOf(program: Program, tenantId: TenantId): Promise<readonly StoredAmount[]> {
  const folder = csvFolder(program, tenantId);
  const names = await readdir(folder).catch(() => []);
  const times = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtime.toISOString()));
  return [{ what: 'csv-files', entries: names.length, oldestAt: times.sort()[0] ?? null }];
}

async function removeFiles(program: Program, tenantId: TenantId): Promise<readonly StoredAmount[]> {
  const files = await filesOf(program, tenantId);
  await rm(csvFolder(program, tenantId), { recursive: true, force: true });
  return files;
}
