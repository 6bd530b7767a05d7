import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Compilable, sql } from 'kysely';
import { z } from 'zod';
import { StoreError } from '../store-error.ts';
import type { SqliteDatabase } from './database.ts';
import { toStoreError } from './store-errors.ts';
import { writeWhole } from './write-whole.ts';

/** What no mailbox and no directory tells: everything else in the database can be read anew. */
const tables = [
  'tenants',
  'wrapped_keys',
  'connections',
  'definitions',
  'documents',
  'members',
  'api_tokens',
  'certificates',
] as const;

const stored = z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.instanceof(Uint8Array)]));
const copied = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.null(), z.strictObject({ base64: z.string() })]),
);
const content = z.partialRecord(z.enum(tables), z.array(copied));
const copyFile = z.strictObject({ sha256: z.string(), content: z.string() });

type Row = z.infer<typeof copied>;
export type SetupRows = z.infer<typeof content>;

/** A copy, beside the database, of what was set up: sealed where it is sealed in the database. */
export interface SetupCopy {
  /** Null: there is no copy. @throws {StoreError} `setup-lost`: it is damaged. */
  read(): SetupRows | null;
  /** Does the copy say something else than the database? */
  differs(database: SqliteDatabase): boolean;
  /** Makes it say what the database says. @throws {StoreError} `not-writable`, `full`, `disk-failed`. */
  refresh(database: SqliteDatabase): void;
}

export function createSetupCopy(databaseFile: string): SetupCopy {
  const path = setupCopyPath(databaseFile);

  function text(): string | null {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw toStoreError(path, error);
    }
  }

  return {
    read() {
      const found = text();
      return found === null ? null : parse(path, found);
    },
    differs(database) {
      return text() !== describe(database);
    },
    refresh(database) {
      const wanted = describe(database);
      if (text() === wanted) return;
      try {
        writeWhole(path, wanted);
      } catch (error) {
        throw toStoreError(path, error);
      }
    },
  };
}

export function setupCopyPath(databaseFile: string): string {
  return `${databaseFile}.setup.json`;
}

/** Is anything set up in this database? */
export function isSetUp(database: SqliteDatabase): boolean {
  return tables.some((table) => rowsOf(database, table).length > 0);
}

/** Puts what was set up into a database that has nothing of it yet. */
export function putSetup(database: SqliteDatabase, rows: SetupRows): void {
  database.transaction(() => {
    for (const table of tables) for (const row of rows[table] ?? []) insert(database, table, row);
  });
}

function describe(database: SqliteDatabase): string {
  const rows = Object.fromEntries(tables.map((table) => [table, rowsOf(database, table).map(toCopied)]));
  const text = JSON.stringify(rows);
  return `${JSON.stringify({ sha256: sha256(text), content: text })}\n`;
}

function parse(path: string, text: string): SetupRows {
  try {
    const file = copyFile.parse(JSON.parse(text));
    if (file.sha256 === sha256(file.content)) return content.parse(JSON.parse(file.content));
  } catch {
    // Says no more than that it is damaged: a message of a parser may quote it.
  }
  throw setupLost(path, 'damaged');
}

/** @param given What is wrong with the copy. */
export function setupLost(path: string, given: 'missing' | 'damaged' | 'too old'): StoreError {
  const message = `The database is damaged or gone, and so is the copy of what was set up, ${path} (${given}): bring that copy back from a backup, or move both away, connect and set up again.`;
  return new StoreError('setup-lost', message, { file: path, given });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function rowsOf(database: SqliteDatabase, table: string) {
  const all = sql`select * from ${sql.table(table)} order by 1, 2, 3`;
  return database.rows(compilable(database, all), stored)({});
}

function insert(database: SqliteDatabase, table: string, row: Row): void {
  const columns = Object.keys(row);
  const values = columns.map((column) => sql.raw(`@${column}`));
  const into = sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values (${sql.join(values)})`;
  database.change(compilable(database, into))(Object.fromEntries(Object.entries(row).map(toStored)));
}

const compilable = ({ query }: SqliteDatabase, statement: ReturnType<typeof sql>): Compilable => ({
  compile: () => statement.compile(query),
});

function toCopied(row: z.infer<typeof stored>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
    ]),
  );
}

function toStored([column, value]: [string, Row[string]]): [string, string | number | null | Uint8Array] {
  return [column, value !== null && typeof value === 'object' ? Buffer.from(value.base64, 'base64') : value];
}
