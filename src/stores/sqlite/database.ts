import { closeSync, openSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { type Compilable, Kysely, type RawBuilder, SqliteDialect, sql } from 'kysely';
import { z } from 'zod';
import { StoreError } from '../store-error.ts';
import { createGroupedSync } from './grouped-sync.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { noteDamage } from './set-aside.ts';
import { damaged, toStoreError, unreadableRow } from './store-errors.ts';
import { createWitness, type Witness } from './witness.ts';
import { readLog } from './write-ahead-log.ts';

/** Values for the named parameters of a statement. */
export type Values = Readonly<Record<string, Value>>;
export type Value = string | number | null | Uint8Array;

/**
 * One open file. Statements are compiled by Kysely and prepared by SQLite once, when a store is made, and run at once:
 * nothing else can come between the statements of a transaction.
 *
 * Everything throws {StoreError} `not-writable`, `corrupt`, `busy`, `full`, `disk-failed`, `failed`. Damage that is met is
 * noted beside the file, so that the next start sets it aside.
 */
export interface SqliteDatabase {
  readonly query: Kysely<Schema>;
  /** Prepares a query that reads or returns rows; each row is parsed. @throws {StoreError} `unreadable-row` when called. */
  rows<Row>(query: Compilable, row: z.ZodType<Row>): (values: Values) => readonly Row[];
  /** Prepares a query that writes; gives the number of rows it changed. */
  change(query: Compilable): (values: Values) => number;
  /** As `change`, with values for the statement's `?` in their order. */
  changeInOrder(query: Compilable): (values: readonly Value[]) => number;
  /** Runs statements all or not at all; others' writes wait, also those of other programs. */
  transaction<Result>(work: () => Result): Result;
  /** As `transaction`; what is deleted is overwritten in the file, and the log with what was there before is emptied. */
  erase<Result>(work: () => Result): Promise<Result>;
  /**
   * Resolves when everything committed so far would outlive a power cut; a commit alone outlives only the process.
   * @throws {StoreError} also `replaced`: the file is not in its place any more, so that nobody would find what it holds.
   */
  durable(): Promise<void>;
  /** A run begins: the file must be in its place, and is the one that writes to mailboxes from now on. @throws {StoreError} `replaced` */
  beginRun(): Promise<void>;
  /** Leaves word that something in the file is damaged. */
  noteDamage(): void;
  /** Reads the whole file. @throws {StoreError} `corrupt` */
  check(): void;
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
    const logBefore = readLog(file);
    const database = new Database(file, { timeout: busyTimeoutMs });
    let log: FileHandle | null = null;
    try {
      mustBeReadable(database, file);
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      const query = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
      await migrate(database, query, file);
      const witness = createWitness(file, database, logBefore);
      // Windows flushes only what is open for writing.
      log = await open(`${file}-wal`, 'r+');
      if (!witness.isTrusted()) await distrustReplicas(database, witness, log);
      return wrap(database, query, file, log, witness);
    } catch (error) {
      await log?.close();
      database.close();
      throw error;
    }
  } catch (error) {
    throw toStoreError(file, error);
  }
}

/** The statement cannot be wrong itself: what SQLite has against it is in the file, such as a format it does not know. */
function mustBeReadable(database: Database.Database, file: string): void {
  try {
    database.prepare('select count(*) from sqlite_schema').get();
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR') throw damaged(file, error.code);
    throw error;
  }
}

/** Every mailbox is looked at before anything is written to it. */
async function distrustReplicas(database: Database.Database, witness: Witness, log: FileHandle): Promise<void> {
  database.exec("update replicas set state = 'unknown' where state = 'ready'");
  // Once it is signed, it is believed: what it forgot must be on disk by then.
  await log.datasync();
  await witness.sign(() => log.datasync());
}

/** Tells a file from another one of the same name; null: there is none. */
function identityOf(file: string): string | null {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

function wrap(
  database: Database.Database,
  query: Kysely<Schema>,
  file: string,
  log: FileHandle,
  witness: Witness,
): SqliteDatabase {
  const identity = identityOf(file);

  // One that was moved away is nobody's concern any more, and the one in its place may be sound.
  function noteOwnDamage(): void {
    if (identityOf(file) === identity) noteDamage(file);
  }

  function guarded<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      const meant = toStoreError(file, error);
      if (meant instanceof StoreError && meant.code === 'corrupt') noteOwnDamage();
      throw meant;
    }
  }

  async function flush(): Promise<void> {
    await log.datasync();
    mustBeInPlace();
  }

  function mustBeInPlace(): void {
    if (identityOf(file) === identity) return;
    const message = `The database ${file} was moved away or exchanged while it was in use: start again.`;
    throw new StoreError('replaced', message, { file });
  }

  function prepare(query: Compilable) {
    const { sql: text, parameters } = query.compile();
    return { statement: guarded(() => database.prepare(text)), literals: parameters };
  }

  const flushGrouped = createGroupedSync(flush);
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const rollback = database.prepare('rollback');

  function transaction<Result>(work: () => Result): Result {
    return guarded(() => {
      begin.run();
      try {
        const result = work();
        commit.run();
        return result;
      } catch (error) {
        if (database.inTransaction) rollback.run();
        throw error;
      }
    });
  }

  async function beginRun(): Promise<void> {
    try {
      mustBeInPlace();
      await witness.sign(flush);
    } catch (error) {
      throw toStoreError(file, error);
    }
  }

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
        noteOwnDamage();
        throw unreadableRow(file, places);
      };
    },
    change(query) {
      const { statement, literals } = prepare(query);
      return (values) => guarded(() => statement.run(literals, values).changes);
    },
    changeInOrder(query) {
      const { statement } = prepare(query);
      return (values) => guarded(() => statement.run(values).changes);
    },
    transaction,
    async erase(work) {
      guarded(() => database.pragma('secure_delete = ON'));
      try {
        return transaction(work);
      } finally {
        guarded(() => {
          database.pragma('secure_delete = OFF');
          database.pragma('wal_checkpoint(TRUNCATE)');
        });
        // An empty log after a kill would be taken for a lost one.
        await beginRun();
      }
    },
    durable: () =>
      flushGrouped().catch((error) => {
        throw toStoreError(file, error);
      }),
    beginRun,
    noteDamage: noteOwnDamage,
    check: () =>
      guarded(() => {
        if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw damaged(file, 'quick_check');
      }),
    optimize: () => guarded(() => database.pragma('optimize')),
    async close() {
      try {
        guarded(() => database.pragma('optimize'));
      } catch {
        // It is for speed alone, and whoever closes because something broke knows that already.
      }
      await log.close();
      database.close();
      witness.close();
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
