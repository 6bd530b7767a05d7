import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { KeepForUndo, KeptLeftover } from '../runs/clean-up.ts';
import type { TenantVault } from '../tenants/ports.ts';

/** The undo file cannot be used. */
export class UndoFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UndoFileError';
  }
}

const purpose = 'clean-up.leftover';

const lineSchema = z.strictObject({ mailboxId: z.string(), folderName: z.string(), content: z.string() });

export interface UndoFile {
  /** On disk, and sealed with the tenant's key, when it resolves. */
  readonly keep: KeepForUndo;
  close(): Promise<void>;
}

/**
 * Makes the file that a clean-up is undone from: a sealed line per contact, readable by its owner only.
 * @throws {UndoFileError} There is such a file already: it may be the only copy of what was taken out.
 */
export async function createUndoFile(path: string, vault: TenantVault): Promise<UndoFile> {
  const file = await open(path, 'wx', 0o600).catch(() => {
    throw new UndoFileError(
      `The undo file ${path} cannot be made: it is there already, or its folder is not. Name another one.`,
    );
  });
  let last: Promise<unknown> = Promise.resolve();
  return {
    keep(mailboxId, leftovers) {
      const lines = leftovers.map(({ folderName, content }) => {
        const line = Buffer.from(JSON.stringify({ mailboxId, folderName, content }));
        return `${Buffer.from(vault.seal(purpose, line)).toString('base64')}\n`;
      });
      // One after the other, so that lines of several mailboxes stay whole.
      const written = last.then(async () => {
        await file.appendFile(lines.join(''));
        await file.sync();
      });
      last = written.catch(() => {});
      return written;
    },
    async close() {
      await last;
      await file.close();
    },
  };
}

/**
 * Reads an undo file. A last line without its end was broken off: nothing is taken out before its line is whole on disk.
 * @throws {UndoFileError} It is none, is damaged, or belongs to another data folder.
 */
export async function* readUndoFile(path: string, vault: TenantVault): AsyncIterable<KeptLeftover> {
  let number = 0;
  try {
    for await (const line of wholeLines(createReadStream(path, 'utf8'))) {
      number += 1;
      const sealed = Buffer.from(line, 'base64');
      const { mailboxId, ...leftover } = lineSchema.parse(
        JSON.parse(Buffer.from(vault.open(purpose, sealed)).toString()),
      );
      yield { mailboxId, leftover };
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new UndoFileError(`The undo file ${path} is not there: check the path.`);
    }
    if (
      error instanceof Error &&
      (error.name === 'VaultError' || error instanceof z.ZodError || error instanceof SyntaxError)
    ) {
      throw new UndoFileError(
        `Line ${number} of ${path} cannot be read: it is damaged, or was made with another data folder.`,
      );
    }
    throw error;
  }
}

async function* wholeLines(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
