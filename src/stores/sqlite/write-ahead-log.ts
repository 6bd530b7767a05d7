import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const logHeaderBytes = 32;
const frameHeaderBytes = 24;

/** What a database's log (`-wal`) holds. */
export interface LogContent {
  /** The last frame that ends a transaction, whether or not all before it are whole; frames count from 1. */
  readonly lastCommit: number;
  readonly isEmpty: boolean;
}

/**
 * Reads the log beside a database without judging its checksums.
 *
 * SQLite stops at the first frame that is damaged and says nothing of the transactions behind it; a last commit beyond the
 * frames that SQLite took up tells that some are lost.
 *
 * @see https://sqlite.org/fileformat2.html#the_write_ahead_log
 */
export function readLog(databaseFile: string): LogContent {
  let log: number;
  try {
    log = openSync(`${databaseFile}-wal`, 'r');
  } catch {
    return { lastCommit: 0, isEmpty: true };
  }
  try {
    const { size } = fstatSync(log);
    const header = Buffer.alloc(logHeaderBytes);
    if (size < logHeaderBytes || readSync(log, header, 0, logHeaderBytes, 0) < logHeaderBytes) {
      return { lastCommit: 0, isEmpty: size === 0 };
    }
    const frameBytes = frameHeaderBytes + header.readUInt32BE(8);
    const frames = Math.floor((size - logHeaderBytes) / frameBytes);
    const salts = header.subarray(16, 24);
    const frame = Buffer.alloc(frameHeaderBytes);
    for (let number = frames; number > 0; number -= 1) {
      readSync(log, frame, 0, frameHeaderBytes, logHeaderBytes + (number - 1) * frameBytes);
      // Frames with other salts are left from before the log was begun anew.
      const endsTransaction = frame.readUInt32BE(4) !== 0;
      if (endsTransaction && frame.subarray(8, 16).equals(salts)) return { lastCommit: number, isEmpty: false };
    }
    return { lastCommit: 0, isEmpty: false };
  } finally {
    closeSync(log);
  }
}
