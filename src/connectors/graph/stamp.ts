import { ConnectorError } from '../../runs/connector-error.ts';
import type { ItemId } from '../../sync/items.ts';
import type { ContentHash } from '../../sync/log.ts';
import { isObject } from './answer.ts';
import { literal } from './links.ts';

/** The namespace of our extended properties; never changes, as stamps in mailboxes are found by it. */
const namespace = '{e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35}';

/** The property on each item of ours. */
export const stampPropertyId = `String ${namespace} Name RingbookStamp`;
/** The property on each folder of ours. */
export const folderStampPropertyId = `String ${namespace} Name RingbookFolder`;

/** The property on each item that tells which values of it were ours. */
export const marksPropertyId = `String ${namespace} Name RingbookMarks`;

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

/** On a folder that we made only to hold one of ours. No sync has an empty id. */
export const parentFolderStamp = `${version}||parent`;

/** What our stamp says of a folder. */
export type FolderStamp = { readonly kind: 'sync'; readonly syncId: string } | { readonly kind: 'parent' };

/** Reads the stamp of a folder; null for what is not exactly one, and so not ours. */
export function parseFolderStamp(value: string): FolderStamp | null {
  if (value === parentFolderStamp) return { kind: 'parent' };
  const [, syncId] = /^1\|([^|]+)$/s.exec(value) ?? [];
  return syncId === undefined ? null : { kind: 'sync', syncId };
}

const stampPattern = /^1\|([^|]+)\|(.+)\|([^|]+)$/s;

/** Reads a stamp; null for what is not exactly one, and so not ours. */
export function parseItemStamp(value: string): ItemStamp | null {
  const [, syncId, itemId, contentHash] = stampPattern.exec(value) ?? [];
  if (syncId === undefined || itemId === undefined || contentHash === undefined) return null;
  return { syncId, itemId, contentHash };
}

/**
 * Compares ids of extended properties as Exchange does: a name is case-sensitive; type, namespace and tag are not, and
 * answers spell them in their own way (`String 0x3a24`).
 */
export function isProperty(id: string, expected: string): boolean {
  if (id === expected) return true;
  if (id.toLowerCase() !== expected.toLowerCase()) return false;
  const nameAt = expected.indexOf('} Name ');
  return nameAt < 0 || id.slice(nameAt + '} Name '.length) === expected.slice(nameAt + '} Name '.length);
}

/** `$filter`: what bears exactly this value. */
export function whereProperty(id: string, value: string): string {
  return `singleValueExtendedProperties/Any(ep: ep/id eq ${literal(id)} and ep/value eq ${literal(value)})`;
}

/** `$filter`: what has this property, whatever its value. */
export function whereHasProperty(id: string): string {
  return `singleValueExtendedProperties/Any(ep: ep/id eq ${literal(id)} and ep/value ne null)`;
}

/** `$expand`: values are shown only when asked for. */
export function withProperties(ids: readonly string[]): string {
  return `singleValueExtendedProperties($filter=${ids.map((id) => `id eq ${literal(id)}`).join(' or ')})`;
}

/**
 * The value of a property in an answer; an empty one is none.
 * @throws {ConnectorError} `invalid-answer`: what cannot be read may be ours, so it is never taken for nobody's.
 */
export function propertyValue(entity: unknown, propertyId: string): string | null {
  const properties = isObject(entity) ? (entity.singleValueExtendedProperties ?? []) : undefined;
  if (!Array.isArray(properties)) throw unreadable();
  for (const property of properties) {
    const { id, value } = isObject(property) ? property : {};
    if (typeof id !== 'string') throw unreadable();
    if (!isProperty(id, propertyId)) continue;
    if (typeof value === 'string') return value || null;
    if (value !== null && value !== undefined) throw unreadable();
  }
  return null;
}

function unreadable(): ConnectorError {
  return new ConnectorError({ code: 'invalid-answer', detail: 'extended properties that cannot be read' });
}
