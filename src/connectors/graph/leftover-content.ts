import { z } from 'zod';
import { ConnectorError } from '../../runs/connector-error.ts';
import { canonicalJson } from '../../sync/canonical-json.ts';
import { isObject, parseJson } from './answer.ts';
import { graphAddresses, graphLists, graphTexts, mapiPhones } from './contact-properties.ts';
import { isProperty } from './stamp.ts';

/** What of a contact can be written again under the same name. */
const writable: readonly string[] = [
  ...graphTexts.map(([, graphName]) => graphName),
  ...graphLists,
  ...graphAddresses,
  'birthday',
  'children',
  'emailAddresses',
];

const contentSchema = z.record(z.string(), z.unknown());

/** The extended properties that a contact is kept with: its telephone numbers, and what it was found by. */
export function keptProperties(foundBy: string | null): readonly string[] {
  const phones = mapiPhones.map(([, id]) => id);
  return foundBy === null ? phones : [...phones, foundBy];
}

/**
 * All of a Graph contact that a create can bring back, as JSON. Its photo is not among it.
 *
 * @param properties Ids of the extended properties that are kept with it.
 */
export function writeContent(entry: unknown, properties: readonly string[]): string {
  const kept: Record<string, unknown> = {};
  if (!isObject(entry)) return '{}';
  for (const name of writable) {
    if (!isEmpty(entry[name])) kept[name] = entry[name];
  }
  const { singleValueExtendedProperties: given } = entry;
  const extended = (Array.isArray(given) ? given : []).flatMap((property) => {
    if (!isObject(property) || typeof property.value !== 'string' || property.value === '') return [];
    const { id, value } = property;
    return typeof id === 'string' && properties.some((known) => isProperty(id, known)) ? [{ id, value }] : [];
  });
  if (extended.length > 0) kept.singleValueExtendedProperties = extended;
  return JSON.stringify(kept);
}

/** The body of the create that brings a contact back. @throws {ConnectorError} `invalid-item`: not what was kept. */
export function readContent(content: string): string {
  const kept = contentSchema.safeParse(parseJson(content));
  if (!kept.success) throw new ConnectorError({ code: 'invalid-item', detail: 'a kept contact that cannot be read' });
  const known = Object.entries(kept.data).filter(
    ([name]) => writable.includes(name) || name === 'singleValueExtendedProperties',
  );
  return JSON.stringify(Object.fromEntries(known));
}

/** Ids of the extended properties that bodies have. */
export function propertiesOf(bodies: readonly string[]): readonly string[] {
  const ids = bodies.flatMap((body) => extendedOf(parseJson(body)).map(({ id }) => id));
  return [...new Set(ids)].filter((id) => typeof id === 'string');
}

/** Equal for contents that are equal, in whatever order a service tells them. */
export function comparable(content: string): string {
  const parsed = parseJson(content);
  if (!isObject(parsed)) return '';
  const { singleValueExtendedProperties: _, ...rest } = parsed;
  const extended = extendedOf(parsed).map(({ id, value }) => canonicalJson([String(id).toLowerCase(), value]));
  return canonicalJson([rest, extended.sort()]);
}

function extendedOf(content: unknown): readonly Readonly<Record<string, unknown>>[] {
  const given = isObject(content) ? content.singleValueExtendedProperties : undefined;
  return Array.isArray(given) ? given.filter(isObject) : [];
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
