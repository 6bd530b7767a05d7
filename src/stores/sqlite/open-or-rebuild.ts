import { StoreError } from '../store-error.ts';
import { openDatabase, type SqliteDatabase } from './database.ts';
import { putReplicas, salvageReplicas } from './salvage-replicas.ts';
import { forgetDamage, isDamageNoted, noteDamage, setAside } from './set-aside.ts';
import { createSetupCopy, isSetUp, putSetup, type SetupCopy, setupCopyPath, setupLost } from './setup-copy.ts';
import { damaged } from './store-errors.ts';

/** A database that was begun anew: what was set up is in it again, the rest is read anew. */
export interface Rebuilt {
  /** Where the damaged one is now; null: it was gone. */
  readonly setAsideAs: string | null;
}

export interface Opened {
  readonly database: SqliteDatabase;
  readonly copy: SetupCopy;
  readonly rebuilt: Rebuilt | null;
}

export interface RebuildOptions {
  readonly file: string;
  /** ISO UTC. */
  readonly now: () => string;
  /** Works while no other program uses the file for a run. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Opens what is sealed of what was set up. @throws {VaultError} @throws {StoreError} */
  readonly readSetup: (database: SqliteDatabase) => Promise<void>;
}

/**
 * Opens the database. One that is damaged is set aside, one that is gone is made anew, and both get what was set up from
 * its copy; everything else is read again from directories and mailboxes.
 *
 * Damage shows when it is met: at opening, or by any statement since the last start, which left word of it. Nothing looks
 * through the whole file at every start: that takes seconds for a large one, and sees no more than the statements do.
 *
 * @throws {StoreError} `setup-lost`: there is no copy to begin anew with; nothing was moved.
 */
export async function openOrRebuild(options: RebuildOptions): Promise<Opened> {
  const { file, alone } = options;
  const copy = createSetupCopy(file);
  const first = await openUnlessDamaged(options, copy);
  if (first !== null) return first;
  return alone(async () => {
    // Another program may have been faster.
    const second = await openUnlessDamaged(options, copy);
    if (second !== null) return second;
    if (copy.read() === null) throw setupLost(setupCopyPath(file), 'missing');
    const now = options.now();
    const setAsideAs = setAside(file, now);
    const replicas = salvageReplicas(setAsideAs);
    const opened = await openUnlessDamaged(options, copy);
    if (opened === null) throw damaged(file, 'after it was made anew');
    putReplicas(opened.database, replicas, now);
    return { ...opened, rebuilt: { setAsideAs } };
  });
}

/** Null: it is damaged. */
async function openUnlessDamaged({ file, readSetup }: RebuildOptions, copy: SetupCopy): Promise<Opened | null> {
  if (isDamageNoted(file)) return null;
  let database: SqliteDatabase;
  try {
    database = await openDatabase(file);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'corrupt') return null;
    throw error;
  }
  try {
    const rebuilt = fillIfEmpty(database, copy, file);
    await readSetup(database);
    return { database, copy, rebuilt };
  } catch (error) {
    if (!isDamage(error)) {
      await database.close();
      throw error;
    }
    const isCopyBetter = copy.read() !== null && (error.code === 'corrupt' || copy.differs(database));
    await database.close();
    if (isCopyBetter) {
      noteDamage(file);
      return null;
    }
    forgetDamage(file);
    throw setupLost(setupCopyPath(file), copy.read() === null ? 'missing' : 'damaged');
  }
}

function fillIfEmpty(database: SqliteDatabase, copy: SetupCopy, file: string): Rebuilt | null {
  if (isSetUp(database)) return null;
  const rows = copy.read();
  if (rows === null) return null;
  try {
    putSetup(database, rows);
  } catch (error) {
    // The tables are other ones than those that were copied.
    if (error instanceof StoreError && error.code === 'failed') throw setupLost(setupCopyPath(file), 'too old');
    throw error;
  }
  return { setAsideAs: null };
}

/** Codes of what cannot be told from damage; their classes are those of stores and of the vault. */
const damageCodes = new Set(['corrupt', 'unreadable-row', 'sealed-altered', 'wrapped-key-altered', 'format-unknown']);

/** Does it say that what is stored is damaged? */
export function isDamage(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && damageCodes.has(error.code);
}
