import { z } from 'zod';
import type { Cursor, FolderChanges, OpenFolder } from '../../runs/ports.ts';
import type { MailItemId } from '../../sync/operations.ts';
import { contactsPath } from './contact-paths.ts';
import { decodeChangeKey } from './decode.ts';
import { checkCursor, pathOfLink } from './links.ts';
import type { MailboxCaller } from './mailbox-caller.ts';
import { createPageReader, followPages } from './pages.ts';

/** As `TargetReader.changes`. */
export type ReadFolderChanges = (
  folder: Pick<OpenFolder, 'mailboxId' | 'folderId'>,
  cursor: Cursor | null,
  signal: AbortSignal,
) => AsyncIterable<FolderChanges>;

const entrySchema = z.looseObject({ id: z.string().min(1), '@removed': z.object({}).nullish() });

type Entry = z.infer<typeof entrySchema>;

const pageSize = 500;

/**
 * Reads what changed in a folder by delta, without content. The cursor is Graph's delta link.
 *
 * Each page is a part of a batch, so that the looks at many unchanged folders share requests.
 * @see https://learn.microsoft.com/graph/api/contact-delta
 */
export function createFolderChanges(caller: MailboxCaller, graphUrl: string): ReadFolderChanges {
  const readPage = createPageReader(entrySchema, graphUrl);
  return async function* (folder, cursor, signal) {
    const { mailboxId } = folder;
    const first = `${graphUrl}/v1.0${contactsPath(folder)}/delta?$select=changeKey`;
    const start = cursor === null ? first : checkCursor(cursor, graphUrl);
    const prefer = `odata.maxpagesize=${pageSize}`;
    const pages = followPages(start, 'delta', async (link) => {
      const path = pathOfLink(link, graphUrl);
      return readPage(await caller.get({ mailboxId, operation: 'contact.read', path, prefer }, signal));
    });
    for await (const page of pages) yield toChanges(page.value, page.deltaLink);
  };
}

/** Within a page as within a read the last entry of an id wins. */
function toChanges(entries: readonly Entry[], cursor: Cursor | null): FolderChanges {
  const present = new Map<MailItemId, FolderChanges['present'][number]>();
  const removed = new Set<MailItemId>();
  for (const entry of entries) {
    const { id } = entry;
    present.delete(id);
    removed.delete(id);
    if (entry['@removed']) removed.add(id);
    else present.set(id, { mailItemId: id, ...decodeChangeKey(entry) });
  }
  return { present: [...present.values()], removed: [...removed], cursor };
}
