import { ConnectorError } from '../../runs/connector-error.ts';
import type { ContactSource, Cursor, FolderId, MailboxId, SourcePage } from '../../runs/ports.ts';
import type { MailItemId } from '../../sync/operations.ts';
import type { SourceRecord } from '../../sync/source-record.ts';
import { parseJson } from './answer.ts';
import { contactPath, contactsPath, defaultFolderId } from './contact-paths.ts';
import { mapiPhones } from './contact-properties.ts';
import { checkId, decodeList, idOf, stampOf } from './decode.ts';
import { decodeContact } from './decode-contact.ts';
import type { ReadDirectory } from './directory-caller.ts';
import { createFolderChanges } from './folder-changes.ts';
import { createFolderTree, hasName, type MailboxFolder } from './folder-tree.ts';
import { queryOf } from './links.ts';
import type { MailboxCaller } from './mailbox-caller.ts';
import { findMailbox } from './mailbox-lookup.ts';
import { stampPropertyId, withProperties } from './stamp.ts';

export interface MailboxFolderSourceOptions {
  readonly graphUrl: string;
  readonly readDirectory: ReadDirectory;
  readonly caller: MailboxCaller;
  /** Address or id. */
  readonly mailbox: string;
  /** Display names from the top; empty: the default folder. */
  readonly folder: readonly string[];
}

/** Changed contacts are asked for one by one; when there are more, reading all of them takes fewer requests. */
const maxSingleReads = 400;

/** What a list leaves out, as it was moved or deleted while it was read, is some; many more are another folder's. */
const maxUnseen = 5_000;

const pageSize = 250;

const expand = { $expand: withProperties([stampPropertyId, ...mapiPhones.map(([, id]) => id)]) };

interface Place {
  readonly mailboxId: MailboxId;
  readonly folderId: FolderId;
}

/** What is known of a contact when it is looked at: null, it is none of the source's. */
type Entry = readonly [MailItemId, SourceRecord | null | 'missing'];

/**
 * Contacts of a folder in a mailbox. What bears a stamp of ours is no source: a copy would become an original.
 *
 * Extended properties cannot be relied on in a delta, so a delta says which contacts changed and they are then read by
 * themselves. The cursor is Graph's delta link and its folder, taken before everything is listed: what changes meanwhile comes again.
 * What the delta has seen and the list has not is asked for, as pages of a list may skip what others move.
 */
export function createMailboxFolderSource(options: MailboxFolderSourceOptions): ContactSource {
  const { graphUrl, readDirectory, caller } = options;
  const tree = createFolderTree(caller, graphUrl);
  const readChanges = createFolderChanges(caller, graphUrl);

  async function findPlace(signal: AbortSignal): Promise<Place> {
    const mailboxId = await findMailbox(options.mailbox, graphUrl, readDirectory, signal);
    let folderId: FolderId | null = null;
    for (const [index, name] of options.folder.entries()) {
      const siblings: readonly MailboxFolder[] = await tree.children(mailboxId, folderId, signal);
      const named = siblings.filter((folder) => hasName(folder, name));
      const [found] = named.map((folder) => folder.folderId).sort();
      if (found === undefined) {
        const detail = `the mailbox has no contact folder of the name at place ${index + 1} of the source's folder`;
        throw new ConnectorError({ code: 'not-found', detail });
      }
      folderId = found;
    }
    return { mailboxId, folderId: folderId ?? defaultFolderId };
  }

  async function readDelta(place: Place, from: Cursor | null, signal: AbortSignal) {
    const there = new Map<MailItemId, boolean>();
    let cursor: Cursor | null = null;
    for await (const page of readChanges(place, from, signal)) {
      for (const { mailItemId } of page.present) there.set(mailItemId, true);
      for (const mailItemId of page.removed) there.set(mailItemId, false);
      ({ cursor } = page);
    }
    const ids = [...there];
    return {
      present: ids.flatMap(([id, isThere]) => (isThere ? [id] : [])),
      removed: ids.flatMap(([id, isThere]) => (isThere ? [] : [id])),
      cursor,
    };
  }

  async function readSingly(place: Place, ids: readonly MailItemId[], signal: AbortSignal): Promise<readonly Entry[]> {
    const { mailboxId } = place;
    const readOne = async (id: MailItemId): Promise<Entry> => {
      const path = `${contactPath(place, id)}?${queryOf(expand)}`;
      const body = await caller.find({ mailboxId, operation: 'contact.read', path }, signal);
      if (body === undefined) return [id, 'missing'];
      checkId(body, id);
      return [id, recordOf(body)];
    };
    return await Promise.all(ids.map(readOne));
  }

  async function* snapshot(signal: AbortSignal): AsyncGenerator<SourcePage, void, undefined> {
    const place = await findPlace(signal);
    const { present, cursor } = await readDelta(place, null, signal);
    const unseen = new Set(present);
    const path = `${contactsPath(place)}?${queryOf({ $top: String(pageSize), ...expand })}`;
    const decode = (body: unknown) => {
      const { entries, nextLink } = decodeList(body, graphUrl);
      return { entries: entries.map((entry): Entry => [idOf(entry), recordOf(entry)]), nextLink };
    };
    const read = { mailboxId: place.mailboxId, operation: 'contact.read', path } as const;
    for await (const entries of caller.list(read, decode, signal)) {
      for (const [id] of entries) unseen.delete(id);
      yield { records: recordsOf(entries), removed: [], cursor: null };
    }
    if (unseen.size > maxUnseen) {
      throw new ConnectorError({ code: 'invalid-answer', detail: 'a list of contacts that leaves too many out' });
    }
    const rest = recordsOf(await readSingly(place, [...unseen], signal));
    yield { records: rest, removed: [], cursor: writeCursor(place, cursor) };
  }

  async function* changes(from: Cursor, signal: AbortSignal): AsyncGenerator<SourcePage, void, undefined> {
    const place = await findPlace(signal);
    const { present, removed, cursor } = await readDelta(place, readCursor(from, place), signal);
    if (present.length > maxSingleReads) {
      throw new ConnectorError({ code: 'cursor-expired', detail: 'more has changed than is read one by one' });
    }
    const entries = await readSingly(place, present, signal);
    if (entries.some(([, record]) => record === 'missing')) {
      // The delta says it is there: who left must not follow from one answer that contradicts another.
      throw new ConnectorError({ code: 'cursor-expired', detail: 'a contact that changed is not there' });
    }
    const ours = entries.flatMap(([id, record]) => (record === null ? [id] : []));
    yield { records: recordsOf(entries), removed: [...removed, ...ours], cursor: writeCursor(place, cursor) };
  }

  return { read: (cursor, signal) => (cursor === null ? snapshot(signal) : changes(cursor, signal)) };
}

/** Of the folder that it was taken in: another one of the same name has nothing in common with it. */
function writeCursor({ mailboxId, folderId }: Place, link: Cursor | null): Cursor | null {
  return link === null ? null : JSON.stringify([mailboxId, folderId, link]);
}

/** @throws {ConnectorError} `cursor-expired`: it is of another folder. */
function readCursor(cursor: Cursor, { mailboxId, folderId }: Place): Cursor {
  const parts = parseJson(cursor);
  if (Array.isArray(parts) && parts[0] === mailboxId && parts[1] === folderId && typeof parts[2] === 'string') {
    return parts[2];
  }
  throw new ConnectorError({ code: 'cursor-expired', detail: 'the cursor is of another folder' });
}

function recordsOf(entries: readonly Entry[]): readonly SourceRecord[] {
  return entries.flatMap(([, record]) => (record === null || record === 'missing' ? [] : [record]));
}

function recordOf(entry: unknown): SourceRecord | null {
  if (stampOf(entry) !== null) return null;
  const fields = decodeContact(entry);
  const country = fields.businessAddress?.country;
  return {
    itemId: idOf(entry),
    kind: 'contact',
    enabled: true,
    hiddenFromLists: false,
    licensed: false,
    fields,
    extra: country === undefined ? {} : { country },
  };
}
