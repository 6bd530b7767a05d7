import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Time zone and language of tenants; those that were there keep what the program assumed for all so far. */
export const tenantSettings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table tenants add column time_zone text not null default 'Europe/Berlin'`.execute(db);
    await sql`alter table tenants add column language text not null default 'en'`.execute(db);
  },
};
