import { GraphError } from '../errors.ts';
import type { OrderItem } from './query.ts';

/** One page of a collection. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins, null on the last one. */
  readonly nextSkip: number | null;
}

/** Items in the order asked for; equal ones stay as they are. Texts compare case-insensitively, missing values come first. */
export function sortItems<T>(
  items: readonly T[],
  orderby: readonly OrderItem[],
  resolve: (item: T, path: readonly string[]) => unknown,
): readonly T[] {
  if (orderby.length === 0) return items;
  const keyed = items.map((item) => ({ item, keys: orderby.map((order) => sortKey(resolve(item, order.path))) }));
  keyed.sort((a, b) => {
    for (const [index, order] of orderby.entries()) {
      const difference = compareKeys(a.keys[index] ?? null, b.keys[index] ?? null);
      if (difference !== 0) return order.descending ? -difference : difference;
    }
    return 0;
  });
  return keyed.map((entry) => entry.item);
}

/** Cuts the page that begins at `skip`. */
export function pageOf<T>(items: readonly T[], skip: number, size: number): Page<T> {
  const end = skip + size;
  return { items: items.slice(skip, end), nextSkip: end < items.length ? end : null };
}

/**
 * The request's own address with one option put in place of another, as Graph makes its next links.
 *
 * @param url Address without a query.
 * @param query The raw query of the request.
 * @param option Its name without `$`, e.g. `skiptoken`; the value is percent-encoded here.
 */
export function linkWith(
  url: string,
  query: string,
  option: 'skip' | 'skiptoken' | 'deltatoken',
  value: string,
): string {
  const kept = query
    .split('&')
    .filter((pair) => pair !== '' && !isOption(pair, option))
    .map((pair) => pair.replace(/^%24/, '$'));
  return `${url}?${[...kept, `$${option}=${encodeURIComponent(value)}`].join('&')}`;
}

interface ListPosition {
  readonly at: number;
  readonly last: string;
}

/** Makes the `$skiptoken` of a directory list: the place, and the last object shown, so that the list may change between pages. */
export function encodePosition(position: ListPosition): string {
  return Buffer.from(`${position.at}:${position.last}`).toString('base64url');
}

/** @throws {GraphError} 400 `BadRequest` for a token that was not made by {@link encodePosition}. */
export function decodePosition(token: string): ListPosition {
  const match = /^(\d{1,9}):(.+)$/s.exec(Buffer.from(token, 'base64url').toString());
  if (match === null)
    throw new GraphError(400, 'BadRequest', "The value of the '$skiptoken' query option is not valid.");
  return { at: Number(match[1]), last: match[2] ?? '' };
}

/** Where a list goes on: after the last object shown if it is still there, else at the remembered place. */
export function resumeAt(items: readonly { readonly id: string }[], position: ListPosition): number {
  if (items[position.at - 1]?.id === position.last) return position.at;
  const found = items.findIndex((item) => item.id === position.last);
  return found < 0 ? Math.max(0, position.at - 1) : found + 1;
}

function isOption(pair: string, option: string): boolean {
  const name = pair.slice(0, pair.includes('=') ? pair.indexOf('=') : pair.length).toLowerCase();
  return name === `$${option}` || name === `%24${option}`;
}

type SortKey = string | number | boolean | null;

function sortKey(value: unknown): SortKey {
  if (typeof value === 'string') return value.toLowerCase();
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function compareKeys(a: SortKey, b: SortKey): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
