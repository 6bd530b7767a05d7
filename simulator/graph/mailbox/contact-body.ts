import { internContent } from '../../world/contact-contents.ts';
import type { ContactContent } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import {
  addressMembers,
  collectionLimits,
  contactProperties,
  emailMembers,
  emailSlots,
  type PropertyKind,
} from './contact-properties.ts';
import {
  cannotConvert,
  cannotRead,
  type ExtendedChange,
  isRecord,
  mergeExtended,
  readExtendedProperties,
} from './extended-properties.ts';

/** What a request body says of a contact. */
export interface ContactBody {
  /** By name; null or undefined takes a value away. Only properties that can be written. */
  readonly properties: ReadonlyMap<string, unknown>;
  readonly extended: ExtendedChange;
}

interface EmailAddress {
  readonly name?: string;
  readonly address?: string;
}

const typeName = 'microsoft.graph.contact';
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,12})?)?(Z|[+-]\d\d:\d\d)$/i;

/**
 * Reads and checks the body of a create or update. Read-only properties and annotations are ignored, as Graph does.
 *
 * @throws {GraphError} 400 `RequestBodyRead` for unknown properties and wrong types, `ErrorInvalidRequest` for too many
 *   values, `ErrorPropertyValidation` for extended properties; 501 for open extensions.
 */
export function readContactBody(body: unknown): ContactBody {
  if (!isRecord(body)) throw cannotRead('The request body is not a JSON object.');
  const properties = new Map<string, unknown>();
  let extended: ExtendedChange = {};
  for (const name of Object.keys(body)) {
    const value = body[name];
    const kind = contactProperties.get(name);
    if (kind === undefined) {
      if (name.includes('@')) continue;
      throw unknownProperty(name, typeName);
    }
    if (name === 'singleValueExtendedProperties' || name === 'multiValueExtendedProperties') {
      extended = { ...extended, ...readExtendedProperties(name, value) };
    } else if (kind === 'navigation') {
      throw new GraphError(
        501,
        'NotImplemented',
        `The navigation property '${name}' cannot be written with a contact.`,
      );
    } else if (kind !== 'read-only') {
      properties.set(name, readValue(name, kind, value));
    }
  }
  return { properties, extended };
}

/** The content that a create makes. */
export function newContent(body: ContactBody): ContactContent {
  return mergeContent(emptyContent, body);
}

/** The content after an update: absent properties stay, null clears, collections and complex values are replaced. */
export function mergeContent(content: ContactContent, body: ContactBody): ContactContent {
  const merged: Record<string, unknown> = {};
  for (const [name, kind] of contactProperties) {
    if (kind === 'read-only' || kind === 'navigation' || kind === 'email') continue;
    const value =
      kind === 'emails'
        ? mergeEmails(content.properties[name], body.properties)
        : body.properties.has(name)
          ? body.properties.get(name)
          : content.properties[name];
    if (value !== undefined && value !== null) merged[name] = value;
  }
  return internContent(merged, mergeExtended(content.extended, body.extended));
}

const emptyContent: ContactContent = { properties: {}, extended: {} };

function mergeEmails(before: unknown, change: ReadonlyMap<string, unknown>): readonly unknown[] | undefined {
  const all = change.has('emailAddresses') ? change.get('emailAddresses') : before;
  const slots: unknown[] = Array.isArray(all) ? [...all] : [];
  for (const [place, name] of emailSlots.entries()) {
    if (change.has(name)) slots[place] = change.get(name);
  }
  const filled = slots.filter((address) => address !== undefined && address !== null);
  return filled.length === 0 ? undefined : filled;
}

/** Undefined: empty. */
function readValue(name: string, kind: Exclude<PropertyKind, 'read-only' | 'navigation'>, value: unknown): unknown {
  if (value === null) return undefined;
  switch (kind) {
    case 'string':
      if (typeof value !== 'string') throw cannotConvert(value, 'Edm.String');
      return value;
    case 'instant':
      return readInstant(value);
    case 'strings':
      return emptyIsNothing(readCollection(name, value).map(readElement));
    case 'emails':
      return emptyIsNothing(readCollection(name, value).map(readEmail));
    case 'email':
      return readEmail(value);
    case 'address': {
      const address = readMembers(value, addressMembers, 'microsoft.graph.physicalAddress');
      return Object.keys(address).length === 0 ? undefined : address;
    }
  }
}

function readInstant(value: unknown): string {
  if (typeof value !== 'string' || !instant.test(value) || Number.isNaN(Date.parse(value))) {
    throw cannotConvert(value, 'Edm.DateTimeOffset');
  }
  return new Date(value).toISOString().replace(/\.000Z$/, 'Z');
}

function readCollection(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw cannotConvert(value, `Collection(${name})`);
  const limit = collectionLimits.get(name) ?? Number.POSITIVE_INFINITY;
  if (value.length > limit) {
    throw new GraphError(
      400,
      'ErrorInvalidRequest',
      `The collection '${name}' has ${value.length} values; at most ${limit} are supported.`,
    );
  }
  return value;
}

function readElement(value: unknown): string {
  if (typeof value !== 'string') throw cannotConvert(value, 'Edm.String');
  return value;
}

function readEmail(value: unknown): EmailAddress {
  return readMembers(value, emailMembers, 'microsoft.graph.emailAddress');
}

function readMembers(value: unknown, members: readonly string[], type: string): Readonly<Record<string, string>> {
  if (!isRecord(value)) throw cannotConvert(value, type);
  for (const member of Object.keys(value)) {
    if (!members.includes(member) && !member.includes('@')) throw unknownProperty(member, type);
  }
  const result: Record<string, string> = {};
  for (const member of members) {
    const text = value[member];
    if (text === undefined || text === null) continue;
    if (typeof text !== 'string') throw cannotConvert(text, 'Edm.String');
    result[member] = text;
  }
  return result;
}

function emptyIsNothing<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length === 0 ? undefined : values;
}

export function unknownProperty(name: string, type: string): GraphError {
  return cannotRead(
    `The property '${name}' does not exist on type '${type}'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
  );
}
