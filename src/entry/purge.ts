import { LockError } from '../platform/run-lock.ts';
import type { Stores } from '../stores/stores.ts';
import type { TenantId } from '../tenants/ports.ts';
import { keptSince, retentionSettings } from '../tenants/retention-settings.ts';
import { sessionIdleMs, sessionLifetimeMs } from '../tenants/sessions.ts';
import { currentDefinitions } from './definitions.ts';
import type { Parts, Program } from './program.ts';
import { now } from './sync-context.ts';
import { withTenantLock } from './tenant-lock.ts';

/** Removes what is older than the tenant keeps it. Call it while nothing else works with the tenant's mailboxes. */
export async function purgeOld({ documents, retention }: Stores, tenantId: TenantId): Promise<void> {
  const { settings } = await retentionSettings(documents, tenantId);
  await retention.purgeBefore(tenantId, keptSince(settings, now()));
}

/**
 * After a run, for who keeps nothing in between: all content goes, what happened stays. What a held run waits with stays
 * until it is decided: without it nobody could tell any more what would be lost. Call it as `purgeOld`.
 */
export async function purgeAfterRun(parts: Parts): Promise<void> {
  const { stores, tenant } = parts;
  const { settings } = await retentionSettings(stores.documents, tenant.tenantId);
  if (!settings.purgeAfterSync || (await isSomethingHeld(parts))) return;
  await stores.retention.purgeBefore(tenant.tenantId, everything(), keptSince(settings, now()));
}

/** Removes all that is cached and logged. @returns False: a run is under way. */
export function purgeNow(program: Program, tenantId: TenantId): Promise<boolean> {
  return whenFree(program, tenantId, () => program.stores.retention.purgeBefore(tenantId, everything()));
}

/** As `purgeOld`, for who has no runs: what is kept too long goes without them, too. @returns As `purgeNow`. */
export function purgeOldNow(program: Program, tenantId: TenantId): Promise<boolean> {
  return whenFree(program, tenantId, () => purgeOld(program.stores, tenantId));
}

/** Removes sessions that are over and answers that are not repeated any more: they belong to people, not to tenants. */
export async function purgeIdentity(
  { sessions, answers }: Pick<Stores, 'sessions' | 'answers'>,
  at: string,
): Promise<void> {
  const before = (ms: number) => new Date(Date.parse(at) - ms).toISOString();
  await sessions.removeSessionsBefore(before(sessionIdleMs), before(sessionLifetimeMs));
  await answers.removeOldAnswers();
}

async function whenFree({ config }: Program, tenantId: TenantId, work: () => Promise<void>): Promise<boolean> {
  try {
    await withTenantLock(config.dataDir, tenantId, work);
    return true;
  } catch (error) {
    if (error instanceof LockError) return false;
    throw error;
  }
}

/** Purging takes what is older than an instant: also what is of this very moment. */
function everything(): string {
  return new Date(Date.now() + 1).toISOString();
}

async function isSomethingHeld(parts: Parts): Promise<boolean> {
  const { stores, tenant } = parts;
  for (const { syncId } of (await currentDefinitions(parts)).definitions.syncs) {
    const [last] = await stores.runs.runs(tenant.tenantId, syncId, 1);
    if (last?.state === 'held') return true;
  }
  return false;
}
