import type { AuditEntry } from '../../../tenants/audit-trail.ts';
import type { Api } from '../../contract/contract.ts';

type AuditAnswer = Api['listAuditEntries']['answer']['items'][number];

/** An entry of the audit trail as the API tells it. */
export function auditAnswer({
  entryId,
  at,
  actor,
  actorKind,
  action,
  subject,
  changes,
  from,
  hash,
}: AuditEntry): AuditAnswer {
  return { entryId, at, actor, actorKind, action, subject, changes: [...changes], from, hash };
}
