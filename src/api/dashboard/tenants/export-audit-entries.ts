import { pagesOf } from '../../../tenants/audit-chain.ts';
import type { AuditTrail } from '../../../tenants/audit-trail.ts';
import type { TenantId } from '../../../tenants/ports.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { auditAnswer } from './audit-answer.ts';

export const exportAuditEntries: Handler<'exportAuditEntries'> = async ({ work }, { tenants: { audit } }) => ({
  body: lines(audit, work.tenant.tenantId),
  fileName: 'audit-trail.ndjson',
});

async function* lines(audit: AuditTrail, tenantId: TenantId): AsyncIterable<string> {
  for await (const page of pagesOf(audit, tenantId)) {
    yield page.map((entry) => `${JSON.stringify(auditAnswer(entry))}\n`).join('');
  }
}
