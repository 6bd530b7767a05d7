import type { DashboardContext } from '../../api/dashboard-context.ts';
import type { Program } from '../program.ts';
import { now } from '../sync-context.ts';
import { tenantWork } from './tenant-work.ts';

/** What the areas need of the rest. */
export type AreaPorts = Omit<DashboardContext, 'tenantWork' | 'now'>;

/** What handlers of all areas work with. */
export function createDashboardContext(program: Program, ports: AreaPorts): DashboardContext {
  return { ...ports, now, tenantWork: (tenantId) => tenantWork(program, tenantId) };
}
