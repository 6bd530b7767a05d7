import type { KeptPlans } from '../../../runs/kept-plans.ts';
import type { PageStore } from '../../../runs/page-store.ts';
import type { RunControl } from '../../../runs/run-control.ts';
import type { Run } from '../../../runs/stores.ts';
import type { TenantId } from '../../../tenants/ports.ts';
import type { EventLog } from './event-log.ts';

/** What operations of syncs, runs, plans and mailboxes need of the rest. */
export interface SyncPorts {
  readonly runs: RunControl;
  readonly plans: KeptPlans;
  readonly pages: PageStore;
  readonly events: EventLog;
  /** A held run stays undone. */
  refuse(tenantId: TenantId, runId: string): Promise<Run>;
  /** Resolves after so long, or when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}
