import type { Migration } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';
import { sourcesAndHistory } from './0002-sources-and-history.ts';
import { identity } from './0003-identity.ts';
import { certificates } from './0004-certificates.ts';
import { pages } from './0005-pages.ts';
import { tenantSettings } from './0006-tenant-settings.ts';

/** All migrations by name, in their order. One that was released is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-sources-and-history': sourcesAndHistory,
  '0003-identity': identity,
  '0004-certificates': certificates,
  '0005-pages': pages,
  '0006-tenant-settings': tenantSettings,
};
