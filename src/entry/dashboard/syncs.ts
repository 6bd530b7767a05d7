import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncPorts } from '../../api/dashboard/syncs/ports.ts';
import { Problem } from '../../api/endpoint/problem.ts';
import type { Engine } from '../engine.ts';
import { partsOf } from '../program.ts';
import { refuseRun, UnknownRunError } from '../sync-actions.ts';

/** What operations of syncs and runs work with. */
export function syncPorts({ program, runs, plans, events }: Engine): SyncPorts {
  return {
    runs,
    plans,
    events,
    pages: program.stores.pages,
    async refuse(tenantId, runId) {
      const parts = await partsOf(program, tenantId);
      if (parts === null) throw new Problem('not-found');
      try {
        return await refuseRun(parts, runId);
      } catch (error) {
        throw error instanceof UnknownRunError ? new Problem('not-found') : error;
      }
    },
    sleep: (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => {}),
  };
}
