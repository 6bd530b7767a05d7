import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { z } from 'zod';
import { StoreError } from '../store-error.ts';
import { migrations } from './migrations/migrations.ts';
import type { Schema } from './schema.ts';

/**
 * Brings the tables up to date, all or nothing; programs that start at once take turns.
 *
 * @throws {StoreError} `newer`: the file has migrations that this version does not know.
 */
export async function migrate(database: Database.Database, query: Kysely<Schema>, file: string): Promise<void> {
  // Kysely's own transaction would begin as a reader, and fail where two programs migrate at once.
  database.exec('begin immediate');
  try {
    refuseNewer(database, file);
    const provider = { getMigrations: async () => ({ ...migrations }) };
    const { error } = await new Migrator({ db: query, provider, disableTransactions: true }).migrateToLatest();
    if (error) throw error;
    database.exec('commit');
  } catch (error) {
    if (database.inTransaction) database.exec('rollback');
    throw error;
  }
}

const named = z.array(z.object({ name: z.string() }));

function refuseNewer(database: Database.Database, file: string): void {
  const table = "select name from sqlite_schema where type = 'table' and name = 'kysely_migration'";
  if (database.prepare(table).all().length === 0) return;
  const done = named.parse(database.prepare('select name from kysely_migration order by name').all());
  const unknown = done.find(({ name }) => !(name in migrations));
  if (!unknown) return;
  throw new StoreError(
    'newer',
    `The database ${file} was written by a newer version of Ringbook (${unknown.name}): start that version, or move it away with the files beside it, connect and set up again.`,
    { file, given: unknown.name },
  );
}
