import { searchTrail } from '../../../tenants/audit-chain.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { wrongCursor } from '../place.ts';
import { auditAnswer } from './audit-answer.ts';

export const listAuditEntries: Handler<'listAuditEntries'> = async ({ work, query }, { tenants: { audit } }) => {
  const { cursor, limit, ...search } = query;
  const { entries, nextBefore } = await searchTrail(audit, work.tenant.tenantId, search, placeOf(cursor), limit);
  return { items: entries.map(auditAnswer), nextCursor: nextBefore === null ? null : `e${nextBefore}` };
};

function placeOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const place = /^e(\d{1,12})$/.exec(cursor)?.[1];
  if (place !== undefined) return Number(place);
  throw wrongCursor();
}
