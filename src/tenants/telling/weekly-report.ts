import { Cron } from 'croner';
import { z } from 'zod';
import type { DocumentStore } from '../documents.ts';
import type { TenantId } from '../ports.ts';

/** What the report counts. */
export interface WeekCounts {
  readonly runs: number;
  readonly failed: number;
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly mailboxes: number;
  readonly inStep: number;
  readonly unavailable: number;
}

const kind = 'weekly-report';
const schema = z.strictObject({ reportedAt: z.string() });

/**
 * Monday at eight in the tenant's zone. @param after ISO UTC. @returns ISO UTC.
 */
export function nextReportAt(after: string, timeZone: string): string {
  const next = new Cron('0 8 * * 1', { timezone: timeZone, paused: true }).nextRun(new Date(after));
  if (next === null) throw new Error('there is always a next Monday');
  return next.toISOString();
}

/**
 * Whether the report is due, and from then on it is not: once a week, and once for all that were missed. The first one
 * comes on the first Monday after this was asked first.
 */
export async function takeReportDue(
  documents: DocumentStore,
  tenantId: TenantId,
  timeZone: string,
  now: string,
): Promise<boolean> {
  const stored = await documents.document(tenantId, kind, kind);
  const reportedAt = stored === null ? null : schema.parse(stored.content).reportedAt;
  const isDue = reportedAt !== null && nextReportAt(reportedAt, timeZone) <= now;
  if (reportedAt === null || isDue) {
    await documents.putDocument(tenantId, kind, kind, { reportedAt: now }, stored?.revision ?? 0);
  }
  return isDue;
}
