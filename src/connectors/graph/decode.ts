import { ConnectorError } from '../../runs/connector-error.ts';
import type { StampedItem } from '../../sync/operations.ts';
import { isObject } from './answer.ts';
import { maxIdCharacters } from './answer-limits.ts';
import { isEntityId } from './answer-values.ts';
import type { ReadText } from './batch.ts';
import { checkLink } from './links.ts';
import { checkEntries } from './pages.ts';
import { type ItemStamp, parseItemStamp, propertyValue, stampPropertyId } from './stamp.ts';

/**
 * Reads the id of what an answer holds. Written by hand, as the answer of every create goes through here.
 * @returns Null if there is none.
 */
export function decodeId(body: unknown): string | null {
  const id = isObject(body) ? body.id : undefined;
  return isEntityId(id) ? id : null;
}

/** What `decodeId` and `decodeChangeKey` need of an item. */
export function stateOf(body: unknown, text: ReadText): unknown {
  if (!isObject(body)) return undefined;
  const { id, changeKey, '@odata.etag': etag } = body;
  return { id: text(id), changeKey: text(changeKey), '@odata.etag': text(etag) };
}

/** The state of an item: the same in answers to creates, updates, lists and deltas. Empty: it is not told. */
export function decodeChangeKey(body: unknown): { readonly changeKey?: string } {
  if (!isObject(body)) return {};
  const { changeKey, '@odata.etag': etag } = body;
  if (isChangeKey(changeKey)) return { changeKey };
  // The entity tag is the change key in the form of HTTP: `W/"…"`.
  const [, key] = isChangeKey(etag) ? (/^(?:W\/)?"(.+)"$/.exec(etag) ?? []) : [];
  return key === undefined ? {} : { changeKey: key };
}

function isChangeKey(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maxIdCharacters;
}

/**
 * The stamp on an item, of whatever sync; null: there is none, or nothing that is exactly one.
 * @throws {ConnectorError} `invalid-answer`: nobody knows whether it has one.
 */
export function stampOf(entry: unknown): ItemStamp | null {
  return parseItemStamp(propertyValue(entry, stampPropertyId) ?? '');
}

export interface ListPage<T> {
  readonly entries: readonly T[];
  readonly nextLink: string | null;
}

/**
 * Reads a page of contacts down to those that bear a stamp of the sync: what is none or another's is not ours.
 * @throws {ConnectorError} `invalid-answer`: not a page of contacts.
 */
export function decodeStampedPage(body: unknown, syncId: string, graphUrl: string): ListPage<StampedItem> {
  const { entries, nextLink } = decodeList(body, graphUrl);
  const stamped: StampedItem[] = [];
  for (const entry of entries) {
    const mailItemId = idOf(entry);
    const stamp = stampOf(entry);
    if (stamp?.syncId === syncId) {
      const { itemId, contentHash } = stamp;
      stamped.push({ mailItemId, itemId, contentHash, ...decodeChangeKey(entry) });
    }
  }
  return { entries: stamped, nextLink };
}

/** Reads a page of anything down to its ids. @throws {ConnectorError} `invalid-answer` */
export function decodeIdPage(body: unknown, graphUrl: string): ListPage<string> {
  const { entries, nextLink } = decodeList(body, graphUrl);
  return { entries: entries.map(idOf), nextLink };
}

/** Reads a page of anything. @throws {ConnectorError} `invalid-answer` */
export function decodeList(body: unknown, graphUrl: string): ListPage<unknown> {
  const entries = checkEntries(isObject(body) ? body.value : undefined);
  const nextLink = isObject(body) ? body['@odata.nextLink'] : undefined;
  if (nextLink === undefined || nextLink === null) return { entries, nextLink: null };
  if (typeof nextLink !== 'string') throw invalid('a list with an unreadable next link');
  return { entries, nextLink: checkLink(nextLink, graphUrl) };
}

/** What was asked for by its id must be what comes. @throws {ConnectorError} `invalid-answer` */
export function checkId(entry: unknown, asked: string): void {
  if (idOf(entry) !== asked) throw invalid('an answer about something else');
}

/** @throws {ConnectorError} `invalid-answer` */
export function idOf(entry: unknown): string {
  const id = decodeId(entry);
  if (id === null) throw invalid('an entry without id');
  return id;
}

function invalid(detail: string): ConnectorError {
  return new ConnectorError({ code: 'invalid-answer', detail });
}
