/** Parts that many operations share. */
import { z } from 'zod';
import { isTimeZone } from '../../tenants/time-zone.ts';

/** No content: 204. */
export const none = z.null();
/** ISO UTC, `2026-01-31T12:00:00.000Z`. */
export const instant = z.iso.datetime();
export const language = z.enum(['en', 'de']);
/** ISO 3166 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters, e.g. DE');
/** IANA, `Europe/Berlin`. */
export const timeZone = z
  .string()
  .refine(isTimeZone, { error: 'must be a time zone of the IANA database, e.g. Europe/Berlin' });

/** Where a list is read on: opaque. */
export const pageQuery = {
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};

/** A page of a list; `nextCursor` null: it was the last. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Text to search by. */
export const searchText = z.string().trim().max(200).optional();

export const runTotals = z.object({
  created: z.int(),
  updated: z.int(),
  deleted: z.int(),
  foldersSynced: z.int(),
  foldersUnavailable: z.int(),
  foldersFailed: z.int(),
  foldersHeld: z.int(),
  deletesHeld: z.int(),
  listDeletesHeld: z.int(),
  listChangesHeld: z.int(),
  leaversHeld: z.int(),
  driftRestored: z.int(),
  driftLeft: z.int(),
  issues: z.int(),
});

export const runSummary = z.object({
  runId: z.string(),
  kind: z.enum(['sync', 'uninstall', 'undo']),
  syncId: z.string(),
  syncName: z.string(),
  state: z.enum(['running', 'done', 'held', 'refused', 'cancelled', 'failed']),
  startedAt: instant,
  endedAt: instant.nullable(),
  totals: runTotals,
  /** A failure code or a guard's name (docs/errors.md). */
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  /** What it did can still be undone. */
  canUndo: z.boolean(),
});

export const replicaCounts = z.object({
  unknown: z.int(),
  ready: z.int(),
  writing: z.int(),
  unavailable: z.int(),
  leaving: z.int(),
  atHead: z.int(),
});
