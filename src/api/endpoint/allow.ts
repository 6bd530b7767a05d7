import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, Gate } from '../../tenants/caller.ts';
import type { Route } from '../contract/route.ts';
import { Problem } from './problem.ts';

/**
 * Decides whether a caller may call an operation; the one place that does.
 *
 * Whoever is no member of a tenant is told that it is not there, whether it is or not.
 * @throws {Problem} `not-signed-in`, `forbidden`, `not-found`, `forged-request`
 */
export async function allow(
  gate: Gate,
  route: Route,
  caller: Caller | null,
  tenantId: string | null,
  headers: IncomingHttpHeaders,
): Promise<void> {
  if (caller?.kind === 'person' && route.method !== 'GET') refuseForged(caller.csrfToken, headers);
  if (route.access === 'anyone') return;
  if (caller === null) throw new Problem('not-signed-in');
  if (route.access !== 'signed-in') {
    const permissions = tenantId === null ? new Set() : await gate.permissions(caller, tenantId);
    if (permissions.size === 0) throw new Problem('not-found');
    if (!permissions.has(route.access)) throw new Problem('forbidden');
  }
  const forPeople = route.access === 'signed-in' || route.peopleOnly === true;
  if (caller.kind === 'token' && forPeople) throw new Problem('forbidden');
}

/** A session's cookie comes along with whatever a browser sends: only our own pages know the session's token. */
function refuseForged(expected: string, headers: IncomingHttpHeaders): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new Problem('forged-request');
  const given = headers['x-csrf-token'];
  if (typeof given !== 'string' || !isEqual(given, expected)) throw new Problem('forged-request');
}

function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
