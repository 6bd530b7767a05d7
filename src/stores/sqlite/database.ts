import { closeSync, openSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { type Compilable, Kysely, type RawBuilder, SqliteDialect, sql } from 'kysely';
import { z } from 'zod';
import { StoreError } from '../store-error.ts';
import { createGroupedSync } from './grouped-sync.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { toStoreError } from './store-errors.ts';

/** Values for the named parameters of a statement. */
export type Values = Readonly<Record<string, string | number | null | Uint8Array>>;

/**
 * One open file. Statements are compiled by Kysely and prepared by SQLite once, when a store is made, and run at once:
 * nothing else can come between the statements of a transaction.
 *
 * Everything throws {StoreError} `not-writable`, `corrupt`, `busy`, `full`, `failed`.
 */
export interface SqliteDatabase {
  readonly query: Kysely<Schema>;
  /** Prepares a query that reads or returns rows; each row is parsed. @throws {StoreError} `unreadable-row` when called. */
  rows<Row>(query: Compilable, row: z.ZodType<Row>): (values: Values) => readonly Row[];
  /** Prepares a query that writes; gives the number of rows it changed. */
  change(query: Compilable): (values: Values) => number;
  /** Runs statements all or not at all; others' writes wait, also those of other programs. */
  transaction<Result>(work: () => Result): Result;
  /** Resolves when everything committed so far would outlive a power cut; a commit alone outlives only the process. */
  durable(): Promise<void>;
  /** Lets SQLite look at what the tables have become, so that it goes on choosing the right indexes. */
  optimize(): void;
  close(): Promise<void>;
}

/** How long to wait for another program that writes to the same file. */
const defaultBusyTimeoutMs = 10_000;

/** Opens the file, makes it if there is none, and brings its tables up to date. */
export async function openDatabase(file: string, busyTimeoutMs = defaultBusyTimeoutMs): Promise<SqliteDatabase> {
  try {
    // Made here, because SQLite would let everyone read it.
    closeSync(openSync(file, 'a', 0o600));
    const database = new Database(file, { timeout: busyTimeoutMs });
    try {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      const query = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
      await migrate(database, query, file);
      // Windows flushes only what is open for writing.
      return wrap(database, query, file, await open(`${file}-wal`, 'r+'));
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw toStoreError(file, error);
  }
}

function wrap(database: Database.Database, query: Kysely<Schema>, file: string, log: FileHandle): SqliteDatabase {
  function guarded<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw toStoreError(file, error);
    }
  }

  function prepare(query: Compilable) {
    const { sql: text, parameters } = query.compile();
    return { statement: guarded(() => database.prepare(text)), literals: parameters };
  }

  const flushLog = createGroupedSync(() => log.datasync());
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const rollback = database.prepare('rollback');

  return {
    query,
    rows(query, row) {
      const { statement, literals } = prepare(query);
      const rows = z.array(row);
      return (values) => {
        const parsed = rows.safeParse(guarded(() => statement.all(literals, values)));
        if (parsed.success) return parsed.data;
        // Says where and not what: a row may hold personal content.
        const places = parsed.error.issues.map(({ path }) => path.slice(1).join('.')).join(', ');
        throw new StoreError('unreadable-row', `The database ${file} holds a row that cannot be read: ${places}.`);
      };
    },
    change(query) {
      const { statement, literals } = prepare(query);
      return (values) => guarded(() => statement.run(literals, values).changes);
    },
    transaction: (work) =>
      guarded(() => {
        begin.run();
        try {
          const result = work();
          commit.run();
          return result;
        } catch (error) {
          if (database.inTransaction) rollback.run();
          throw error;
        }
      }),
    durable: () =>
      flushLog().catch((error) => {
        throw toStoreError(file, error);
      }),
    optimize: () => guarded(() => database.pragma('optimize')),
    async close() {
      guarded(() => database.pragma('optimize'));
      await log.close();
      database.close();
    },
  };
}

/** A named parameter of a prepared statement. */
export function param<Value extends string | number | null | Uint8Array>(name: string): RawBuilder<Value> {
  return sql.raw<Value>(`@${name}`);
}

/** The values of a JSON list given as a named parameter: one prepared statement for lists of any length. */
export function listed<Value extends string | number = string>(name: string): RawBuilder<Value> {
  return sql<Value>`(select value from json_each(${sql.raw(`@${name}`)}))`;
}
