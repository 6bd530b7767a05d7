import type { SyncDefinition } from '../../../runs/definition.ts';
import { AlreadyRunningError, type RunWork } from '../../../runs/run-control.ts';
import { Problem } from '../../endpoint/problem.ts';
import type { TenantWork } from '../../tenant-work.ts';
import type { SyncPorts } from './ports.ts';
import { syncOf } from './sync-definition.ts';

/**
 * A sync that can work with mailboxes now.
 * @param paused Whether it may be paused.
 * @throws {Problem} `not-found`, `not-connected`, `consent-withdrawn`, `not-possible`
 */
export async function usableSync(work: TenantWork, syncId: string, paused: 'may-be-paused' | 'active') {
  const { definitions } = await work.definitions();
  const sync = syncOf(definitions, syncId);
  await mustBeConnected(work, sync);
  if (sync.paused && paused === 'active') {
    throw new Problem('not-possible', { detail: 'The sync is paused: let it run again first.' });
  }
  return sync;
}

async function mustBeConnected(work: TenantWork, { connectionId }: SyncDefinition): Promise<void> {
  const connection = (await work.connections()).find((one) => one.connectionId === connectionId);
  if (connection === undefined) throw new Problem('not-connected');
  if (connection.state === 'withdrawn') throw new Problem('consent-withdrawn');
}

/** Puts a run into the queue. @throws {Problem} `already-running` */
export function startRunOf(
  { runs }: SyncPorts,
  { tenant }: TenantWork,
  sync: SyncDefinition,
  work: RunWork,
): { readonly runId: string } {
  try {
    return { runId: runs.start(tenant.tenantId, sync, work) };
  } catch (error) {
    if (error instanceof AlreadyRunningError) throw new Problem('already-running', { detail: error.message });
    throw error;
  }
}
