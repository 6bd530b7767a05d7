import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type LogContent, readLog } from './write-ahead-log.ts';
import { writeWhole } from './write-whole.ts';

/** Two marks while one takes the place of the other. */
const witnessed = z.strictObject({ marks: z.array(z.number()).min(1).max(2), isOpen: z.boolean() });
const logTaken = z.tuple([z.object({ busy: z.number(), log: z.number() })]);
const highestMark = 2 ** 31 - 1;

/**
 * Knows beside the database which one was the last to write to mailboxes.
 *
 * A database that is older than that (a copy that was brought back, a log that was lost or damaged) would write what is
 * there already once more. A mark in the database and beside it, made anew before mailboxes are written to, tells.
 */
export interface Witness {
  /** False: this is not the database that last wrote to mailboxes, or it lost something of what it knew. */
  isTrusted(): boolean;
  /** Makes this database the one that last wrote. @param flush Resolves once what was committed would outlive a power cut. */
  sign(flush: () => Promise<void>): Promise<void>;
  /** After the database was closed: notes that nothing is left in its log. */
  close(): void;
}

/** @param before What was in the log before SQLite opened it. */
export function createWitness(file: string, database: Database.Database, before: LogContent): Witness {
  const path = `${file}.witness`;
  const write = (state: z.infer<typeof witnessed>) => writeWhole(path, JSON.stringify(state));

  return {
    isTrusted() {
      const known = readWitness(path);
      if (known === null || !known.marks.includes(markOf(database))) return false;
      return !(known.isOpen && before.isEmpty) && (before.isEmpty || isLogWhole(file, database));
    },
    async sign(flush) {
      const mark = randomInt(1, highestMark);
      // Others that open the database meanwhile find one of the two.
      write({ marks: [markOf(database), mark], isOpen: true });
      database.pragma(`user_version = ${mark}`);
      await flush();
      write({ marks: [mark], isOpen: true });
    },
    close() {
      const known = readWitness(path);
      // While another program has the database open, its log stays.
      if (!known?.isOpen || existsSync(`${file}-wal`)) return;
      try {
        write({ ...known, isOpen: false });
      } catch {
        // All is stored by now. Without this note the next start looks at more mailboxes than it had to, and no harm is done.
      }
    },
  };
}

function markOf(database: Database.Database): number {
  return z.number().parse(database.pragma('user_version', { simple: true }));
}

function readWitness(path: string): z.infer<typeof witnessed> | null {
  try {
    return witnessed.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Did SQLite take up all that was committed to the log? */
function isLogWhole(file: string, database: Database.Database): boolean {
  // A program that writes meanwhile may begin the log anew between the two looks: then the second try tells.
  for (let tries = 0; tries < 2; tries += 1) {
    const { lastCommit, isEmpty } = readLog(file);
    const taken = logTaken.safeParse(database.pragma('wal_checkpoint(passive)'));
    if (!taken.success || taken.data[0].busy !== 0) return true;
    const { log } = taken.data[0];
    if (isEmpty || (log > 0 && log >= lastCommit)) return true;
  }
  return false;
}
