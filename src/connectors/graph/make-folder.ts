import { ConnectorError } from '../../runs/connector-error.ts';
import type { FolderId, FoundFolder, MailboxId } from '../../runs/ports.ts';
import type { Failure } from '../../sync/failure.ts';
import { childFoldersPath } from './contact-paths.ts';
import { decodeId } from './decode.ts';
import type { Dispatcher } from './dispatcher.ts';
import { folderStampPropertyId } from './stamp.ts';

/** A folder to be made. */
export interface NewFolder {
  readonly mailboxId: MailboxId;
  /** Null: at the top. */
  readonly parentId: FolderId | null;
  readonly displayName: string;
  /** Null: it is none of ours. */
  readonly stamp: string | null;
}

/** How many names are tried before it is given up, and how many creates with a lost answer. */
const maxNames = 20;
const maxLostAnswers = 4;

/**
 * Makes a folder, under another name where the name is taken.
 *
 * @param lookUp Finds it after a conflict or a lost answer, so that there are never two: what has the name may be what
 *   is wanted.
 * @throws {ConnectorError} `conflict`: all names are taken; `unavailable`: no answer came to any create.
 */
export async function makeFolder(
  dispatcher: Dispatcher,
  folder: NewFolder,
  lookUp: () => Promise<FolderId | null>,
  signal: AbortSignal,
): Promise<FoundFolder> {
  let name = 1;
  let lostAnswers = 0;
  for (;;) {
    const made = await create(dispatcher, { ...folder, displayName: nameOf(folder.displayName, name) }, signal);
    if (typeof made === 'string') return { folderId: made, created: true };
    if (made.code !== 'conflict' && made.code !== 'unknown-outcome') throw new ConnectorError(made);
    const found = await lookUp();
    if (found !== null) return { folderId: found, created: false };
    if (made.code === 'conflict') name += 1;
    else lostAnswers += 1;
    if (name > maxNames) throw new ConnectorError(made);
    if (lostAnswers > maxLostAnswers) throw new ConnectorError({ code: 'unavailable', detail: made.detail });
  }
}

async function create(
  dispatcher: Dispatcher,
  { mailboxId, parentId, displayName, stamp }: NewFolder,
  signal: AbortSignal,
): Promise<FolderId | Failure> {
  const stamps = stamp === null ? [] : [{ id: folderStampPropertyId, value: stamp }];
  const outcome = await dispatcher.send(
    {
      mailboxId,
      operation: parentId === null ? 'folder.create' : 'child-folder.create',
      method: 'POST',
      path: childFoldersPath(mailboxId, parentId),
      body: JSON.stringify({ displayName, ...(stamp === null ? {} : { singleValueExtendedProperties: stamps }) }),
      repeatable: false,
    },
    signal,
  );
  switch (outcome.kind) {
    case 'answered':
      return decodeId(outcome.answer.body) ?? { code: 'unknown-outcome', detail: 'a folder answer without id' };
    case 'failed':
      return outcome.failure;
  }
}

/** Whether this is one of the names that a folder may have got. */
export function isNameOf(candidate: string, displayName: string): boolean {
  for (let number = 1; number <= maxNames; number += 1) {
    if (candidate.toLowerCase() === nameOf(displayName, number).toLowerCase()) return true;
  }
  return false;
}

/** `Colleagues`, `Colleagues (Ringbook)`, `Colleagues (Ringbook 2)` … */
function nameOf(displayName: string, number: number): string {
  if (number === 1) return displayName;
  return number === 2 ? `${displayName} (Ringbook)` : `${displayName} (Ringbook ${number - 1})`;
}
