import type { ItemId } from '../../sync/items.ts';
import type { ContentHash } from '../../sync/log.ts';
import { literal } from './links.ts';

/** The namespace of our extended properties; never changes, as stamps in mailboxes are found by it. */
const namespace = '{e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35}';

/** The property on each item of ours. */
export const stampPropertyId = `String ${namespace} Name RingbookStamp`;
/** The property on each folder of ours. */
export const folderStampPropertyId = `String ${namespace} Name RingbookFolder`;

const version = '1';

export interface ItemStamp {
  readonly syncId: string;
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
}

/** `1|{syncId}|{itemId}|{contentHash}`. No sync id or hash contains `|`, so an item id may. */
export function writeItemStamp({ syncId, itemId, contentHash }: ItemStamp): string {
  return `${version}|${syncId}|${itemId}|${contentHash}`;
}

/** `1|{syncId}` */
export function writeFolderStamp(syncId: string): string {
  return `${version}|${syncId}`;
}

const stampPattern = /^1\|([^|]+)\|(.+)\|([^|]+)$/s;

/** Reads a stamp; null for what is not exactly one, and so not ours. */
export function parseItemStamp(value: string): ItemStamp | null {
  const [, syncId, itemId, contentHash] = stampPattern.exec(value) ?? [];
  if (syncId === undefined || itemId === undefined || contentHash === undefined) return null;
  return { syncId, itemId, contentHash };
}

/** Compares ids of extended properties as Exchange does: the name is case-sensitive, type and namespace are not. */
export function isProperty(id: string, expected: string): boolean {
  if (id === expected) return true;
  const nameLength = expected.length - expected.lastIndexOf(' ');
  return id.slice(-nameLength) === expected.slice(-nameLength) && id.toLowerCase() === expected.toLowerCase();
}

/** `$filter`: what bears exactly this value. */
export function whereProperty(id: string, value: string): string {
  return `singleValueExtendedProperties/Any(ep: ep/id eq ${literal(id)} and ep/value eq ${literal(value)})`;
}

/** `$expand`: the value is shown only when asked for. */
export function withProperty(id: string): string {
  return `singleValueExtendedProperties($filter=id eq ${literal(id)})`;
}
