import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Certificates of deletion: of no tenant, found and opened only by an id that is not stored. */
export const certificates: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table certificates (
        id_hash text not null,
        deleted_at text not null,
        certificate_sealed blob not null,
        constraint certificates_by_id unique (id_hash)
      )`.execute(db);
  },
};
