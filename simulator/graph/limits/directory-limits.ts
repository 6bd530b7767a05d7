import type { SimSettings } from '../../world/model.ts';
import type { GraphError } from '../errors.ts';
import type { AppUsage } from './app-usage.ts';
import { throttled } from './throttled.ts';

const refillMs = 10_000;

/** Units that a request costs before its options; all others cost 1. */
const baseCosts: ReadonlyMap<string, number> = new Map([
  ['/users', 2],
  ['/users/delta', 2],
  ['/groups', 2],
  ['/groups/delta', 2],
  ['/contacts', 2],
  ['/contacts/delta', 2],
  ['/groups/{}/members', 3],
  ['/groups/{}/transitiveMembers', 5],
  ['/users/{}/memberOf', 2],
  ['/users/{}/transitiveMemberOf', 5],
]);

/** Resource units of a request: `$select` saves one, `$expand` costs one more, a small `$top` saves one; at least 1. */
export function directoryCost(pattern: string, query: string): number {
  let cost = baseCosts.get(pattern) ?? 1;
  if (query === '') return cost;
  if (/(^|&)(\$|%24)select=/i.test(query)) cost -= 1;
  if (/(^|&)(\$|%24)expand=/i.test(query)) cost += 1;
  if (/(^|&)(\$|%24)top=1?\d(&|$)/i.test(query)) cost -= 1;
  return Math.max(1, cost);
}

/** Units that an app may use in a tenant of this many users, per ten seconds. */
export function directoryAllowance(users: number): number {
  if (users < 50) return 3500;
  return users <= 500 ? 5000 : 8000;
}

/** Takes units from the bucket of app and tenant, which fills evenly: null, or why the request is refused. */
export function refuseByDirectoryLimits(
  { directory }: AppUsage,
  cost: number,
  users: number,
  settings: SimSettings,
  nowMs: number,
): GraphError | null {
  const allowance = directoryAllowance(users);
  const perMs = allowance / refillMs;
  directory.units = Math.min(allowance, directory.units + Math.max(0, nowMs - directory.filledMs) * perMs);
  directory.filledMs = nowMs;
  if (directory.units >= cost) {
    directory.units -= cost;
    return null;
  }
  return throttled('TooManyRequests', 'Too many requests.', (cost - directory.units) / perMs, settings, nowMs);
}
