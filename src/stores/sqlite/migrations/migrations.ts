import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';
import { sourcesAndHistory } from './0002-sources-and-history.ts';

/** All migrations by name, in their order. One that was released is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-sources-and-history': sourcesAndHistory,
};
