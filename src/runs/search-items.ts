import { z } from 'zod';
import type { ItemId } from '../sync/items.ts';
import type { ItemIndex } from './item-index.ts';
import { type ItemSummary, summarizeItem } from './item-summary.ts';

export interface ItemPage {
  readonly items: readonly ItemSummary[];
  /** Null: it was the last page. */
  readonly nextCursor: string | null;
  /** Of all pages. */
  readonly total: number;
}

const cursorSchema = z.tuple([z.string().max(1_000), z.int().min(0)]);

/**
 * A page of a collection, by name. A cursor names the last item and its place: what came or went meanwhile neither repeats
 * nor skips others, and no name is in it.
 * @param cursor One that cannot be read begins anew.
 */
export function searchItems(index: ItemIndex, search: string, cursor: string | null, limit: number): ItemPage {
  const found = index.search(search);
  const from = cursor === null ? -1 : lastPlace(index, cursor);
  const start = from < 0 ? 0 : found.findIndex(({ itemId }) => index.placeOf(itemId) > from);
  const page = start < 0 ? [] : found.slice(start, start + limit);
  const last = page.at(-1);
  const isEnd = last === undefined || found.at(-1) === last;
  return {
    items: page.map(summarizeItem),
    nextCursor: isEnd ? null : toCursor(last.itemId, index.placeOf(last.itemId)),
    total: found.length,
  };
}

function toCursor(itemId: ItemId, place: number): string {
  return Buffer.from(JSON.stringify([itemId, place])).toString('base64url');
}

/** -1: from the beginning. An item that is gone had its place before what is there now. */
function lastPlace(index: ItemIndex, cursor: string): number {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) return -1;
  const [itemId, place] = parsed.data;
  const now = index.placeOf(itemId);
  return now < 0 ? place - 1 : now;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
