import { sql } from 'kysely';

/** What a log becomes whose content is gone. Its version stays: one that counted from 1 again would seem older than what has read it. */
export const unreadLog = {
  item_count: 0,
  history_from: sql<number>`version + 1`,
  cursor_sealed: null,
  definition_hash: null,
  read_at: null,
  snapshot_at: null,
  first_append_at: null,
};
