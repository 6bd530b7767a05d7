import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mustBeFree, withRunLock } from '../platform/run-lock.ts';
import type { TenantId } from '../tenants/ports.ts';

const wholeFolder = 'run.lock';
const tenantLock = /^run-.+\.lock$/;

/**
 * Runs `work` while no other process, and nothing else of this one, works with the mailboxes of the tenant.
 * @throws {LockError}
 */
export function withTenantLock<T>(dataDir: string, tenantId: TenantId, work: () => Promise<T>): Promise<T> {
  return withRunLock(join(dataDir, `run-${tenantId}.lock`), async () => {
    // After the own lock: whoever takes the whole folder looks at ours after theirs, so that one of the two sees the other.
    mustBeFree(join(dataDir, wholeFolder));
    return work();
  });
}

/** Runs `work` while nothing works with the mailboxes of any tenant. @throws {LockError} */
export function withFolderLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  return withRunLock(join(dataDir, wholeFolder), async () => {
    for (const name of readdirSync(dataDir)) if (tenantLock.test(name)) mustBeFree(join(dataDir, name));
    return work();
  });
}
