import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Indexes by which pages of runs and of a mailbox's issues are found. */
export const pages: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index runs_of_tenant on runs (tenant_id, started_at, run_id)`.execute(db);
    await sql`create index issues_of_mailbox on issues (mailbox_id, issue_key) where mailbox_id is not null`.execute(
      db,
    );
  },
};
