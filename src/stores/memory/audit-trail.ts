import { entryAfter } from '../../tenants/audit-chain.ts';
import type { AuditTrail } from '../../tenants/audit-trail.ts';
import type { Rows } from './tenant-rows.ts';

export function createAuditTrail(rows: Rows, now: () => string): AuditTrail {
  return {
    async append(tenantId, draft) {
      const { auditEntries } = rows(tenantId);
      auditEntries.push(entryAfter(auditEntries.at(-1) ?? null, structuredClone(draft), now()));
    },
    async head(tenantId) {
      const last = rows(tenantId).auditEntries.at(-1);
      return last === undefined ? null : { entryId: last.entryId, hash: last.hash };
    },
    async entriesBefore(tenantId, before, limit) {
      const older = rows(tenantId).auditEntries.filter(({ entryId }) => before === null || entryId < before);
      return older.toReversed().slice(0, limit);
    },
    async entriesAfter(tenantId, after, limit) {
      return rows(tenantId)
        .auditEntries.filter(({ entryId }) => entryId > after)
        .slice(0, limit);
    },
  };
}
