import { isMailboxState } from '../sync/failure.ts';
import { ConnectorError } from './connector-error.ts';
import { forEachConcurrent, onePage } from './for-each-concurrent.ts';
import type { Leftover, LeftoverCleaner, LeftoverCriteria, MailboxId } from './ports.ts';

/** What was found, or taken out, in one mailbox. */
export interface CleanedMailbox {
  readonly mailboxId: MailboxId;
  readonly contacts: number;
  readonly folders: number;
  /** Code of why the mailbox could not be looked at; null: it was. */
  readonly failure: string | null;
}

/** Keeps what a clean-up takes out, so that it can be brought back: safe on disk once this has resolved. */
export type KeepForUndo = (mailboxId: MailboxId, leftovers: readonly Leftover[]) => Promise<void>;

export interface CleanUpRequest {
  readonly criteria: LeftoverCriteria;
  readonly mailboxIds: readonly MailboxId[];
  readonly mailboxesInFlight: number;
}

/**
 * Looks for what other products left in mailboxes: the same contacts that `cleanUp` would take out.
 * @throws {ConnectorError} What concerns more than one mailbox.
 */
export function previewCleanUp(
  leftovers: Pick<LeftoverCleaner, 'find'>,
  request: CleanUpRequest,
  signal: AbortSignal,
): Promise<readonly CleanedMailbox[]> {
  return inEachMailbox(request, signal, async (mailboxId) => {
    let contacts = 0;
    const folders = new Set<string>();
    for await (const page of leftovers.find(mailboxId, request.criteria, signal)) {
      contacts += page.length;
      for (const { folderId } of page) folders.add(folderId);
    }
    return { contacts, folders: folders.size };
  });
}

/**
 * Takes out what other products left in mailboxes. Each contact is kept for an undo before it goes; broken off anywhere,
 * the next clean-up goes on. Nothing that bears our stamp is touched.
 * @throws {ConnectorError} What concerns more than one mailbox.
 * @see docs/sync-model.md#clean-up
 */
export function cleanUp(
  leftovers: LeftoverCleaner,
  request: CleanUpRequest,
  keep: KeepForUndo,
  signal: AbortSignal,
): Promise<readonly CleanedMailbox[]> {
  return inEachMailbox(request, signal, async (mailboxId) => {
    // All of it first: what is taken out while pages are read would shift them.
    const found = (await Array.fromAsync(leftovers.find(mailboxId, request.criteria, signal))).flat();
    if (found.length > 0) {
      await keep(mailboxId, found);
      await leftovers.remove(mailboxId, found, signal);
    }
    const folders = await leftovers.removeEmptyFolders(mailboxId, request.criteria, signal);
    return { contacts: found.length, folders };
  });
}

/** A contact that a clean-up took out of a mailbox, as the undo file has it. */
export interface KeptLeftover {
  readonly mailboxId: MailboxId;
  readonly leftover: Pick<Leftover, 'folderName' | 'content'>;
}

/**
 * Brings back what a clean-up took out of mailboxes and is not there: broken off anywhere, it can be called again.
 * @param kept Those of a mailbox one after the other.
 * @returns How many contacts were missing.
 */
export async function undoCleanUp(
  leftovers: Pick<LeftoverCleaner, 'restore'>,
  kept: AsyncIterable<KeptLeftover>,
  signal: AbortSignal,
): Promise<number> {
  let restored = 0;
  for await (const { mailboxId, folders } of byMailbox(kept)) {
    for (const [folderName, contents] of folders) {
      restored += await leftovers.restore(mailboxId, folderName, contents, signal);
    }
  }
  return restored;
}

interface KeptMailbox {
  readonly mailboxId: MailboxId;
  /** Contents by the name of their folder. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
}

async function* byMailbox(kept: AsyncIterable<KeptLeftover>): AsyncIterable<KeptMailbox> {
  let open: MailboxId | null = null;
  let folders = new Map<string, string[]>();
  for await (const { mailboxId, leftover } of kept) {
    if (open !== null && open !== mailboxId) {
      yield { mailboxId: open, folders };
      folders = new Map();
    }
    open = mailboxId;
    const contents = folders.get(leftover.folderName) ?? [];
    contents.push(leftover.content);
    folders.set(leftover.folderName, contents);
  }
  if (open !== null) yield { mailboxId: open, folders };
}

async function inEachMailbox(
  { mailboxIds, mailboxesInFlight }: CleanUpRequest,
  signal: AbortSignal,
  work: (mailboxId: MailboxId) => Promise<Pick<CleanedMailbox, 'contacts' | 'folders'>>,
): Promise<readonly CleanedMailbox[]> {
  const cleaned: CleanedMailbox[] = [];
  await forEachConcurrent(
    onePage(mailboxIds),
    () => mailboxesInFlight,
    () => !signal.aborted,
    async (mailboxId) => {
      try {
        cleaned.push({ mailboxId, ...(await work(mailboxId)), failure: null });
      } catch (error) {
        if (!(error instanceof ConnectorError) || !isMailboxState(error.code)) throw error;
        cleaned.push({ mailboxId, contacts: 0, folders: 0, failure: error.code });
      }
    },
  );
  signal.throwIfAborted();
  return cleaned;
}
