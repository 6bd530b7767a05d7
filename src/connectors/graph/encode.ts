import type { ContactFields, Item, PostalAddress } from '../../sync/items.ts';
import type { OwnContent } from '../../sync/operations.ts';
import { graphAddresses, graphLists, graphTexts, mapiPhones } from './contact-properties.ts';
import { type ItemStamp, marksPropertyId, stampPropertyId, writeItemStamp } from './stamp.ts';

/** How an extended property is emptied; Graph does not document it, so both ways are known. */
export type Clearing = 'empty-text' | 'null';

/** What is written: an item as it is, or what one mailbox has in its place. */
export interface Written {
  readonly item: Item;
  readonly own?: OwnContent;
}

/** Writes items as Graph contacts, as bytes of JSON. Equal items in many mailboxes are written once. */
export interface ContactEncoder {
  /** The body of a create: what the item has. */
  create(written: Written, stamp: ItemStamp): Uint8Array;
  /** The body of an update: all that is ours, so that what the item no longer has is emptied. */
  update(written: Written, stamp: ItemStamp, clearing: Clearing): Uint8Array;
}

type Form = 'create' | Clearing;

/** A body of an item, with the stamp that it was written for: it differs by sync, and one sync comes after the other. */
interface Encoded {
  readonly stamp: ItemStamp;
  readonly bytes: Uint8Array;
}

export function createContactEncoder(): ContactEncoder {
  const known: Readonly<Record<Form, WeakMap<Item, Encoded>>> = {
    create: new WeakMap(),
    'empty-text': new WeakMap(),
    null: new WeakMap(),
  };

  function encode({ item, own }: Written, stamp: ItemStamp, form: Form): Uint8Array {
    if (own !== undefined) return write(own.fields, own.marks, stamp, form);
    const before = known[form].get(item);
    if (before !== undefined && isSameStamp(before.stamp, stamp)) return before.bytes;
    const bytes = write(item.fields, null, stamp, form);
    known[form].set(item, { stamp, bytes });
    return bytes;
  }

  return {
    create: (written, stamp) => encode(written, stamp, 'create'),
    update: (written, stamp, clearing) => encode(written, stamp, clearing),
  };
}

function isSameStamp(one: ItemStamp, other: ItemStamp): boolean {
  return one.syncId === other.syncId && one.itemId === other.itemId && one.contentHash === other.contentHash;
}

function write(fields: ContactFields, marks: string | null, stamp: ItemStamp, form: Form): Uint8Array {
  return Buffer.from(contentIn(form, fields, marks) + close(stamp));
}

function contentIn(form: Form, fields: ContactFields, marks: string | null): string {
  switch (form) {
    case 'create':
      return creation(fields, marks);
    case 'empty-text':
      return replacement(fields, marks, '');
    case 'null':
      return replacement(fields, marks, null);
  }
}

function creation(fields: ContactFields, marks: string | null): string {
  const whole = filed(fields);
  const extended = presentPhones(whole);
  return open(present(whole), marks === null ? extended : [...extended, { id: marksPropertyId, value: marks }]);
}

/** @param absent What empties an extended property. Marks from before go where there are none to set. */
function replacement(fields: ContactFields, marks: string | null, absent: '' | null): string {
  const whole = filed(fields);
  return open(everything(whole), [...everyPhone(whole, absent), { id: marksPropertyId, value: marks ?? absent }]);
}

/**
 * Outlook sorts by `fileAs`. Left to Exchange it is computed once, by a create, and neither follows a new name nor
 * survives an update that empties it; so it is always the name that is shown, unless the list has its own.
 */
function filed(fields: ContactFields): ContactFields {
  return fields.displayName === undefined ? fields : { fileAs: fields.displayName, ...fields };
}

/** Whether an update empties extended properties, so that the way of doing it matters. */
export function clearsProperties({ item, own }: Written): boolean {
  const { fields, marks } = own ?? { fields: item.fields, marks: null };
  return marks === null || mapiPhones.some(([name]) => fields[name] === undefined);
}

interface ExtendedValue {
  readonly id: string;
  readonly value: string | null;
}

/** A body up to the place of the stamp. */
function open(contact: Readonly<Record<string, unknown>>, extended: readonly ExtendedValue[]): string {
  const start = JSON.stringify({ ...contact, singleValueExtendedProperties: extended }).slice(0, -2);
  return extended.length === 0 ? start : `${start},`;
}

function close(stamp: ItemStamp): string {
  return `{"id":"${stampPropertyId}","value":${JSON.stringify(writeItemStamp(stamp))}}]}`;
}

function present(fields: ContactFields): Record<string, unknown> {
  const contact: Record<string, unknown> = {};
  for (const [name, graphName] of graphTexts) {
    if (fields[name] !== undefined) contact[graphName] = fields[name];
  }
  if (fields.birthday !== undefined) contact.birthday = birthday(fields.birthday);
  if (fields.emailAddresses !== undefined) contact.emailAddresses = fields.emailAddresses;
  for (const name of graphLists) {
    if (fields[name] !== undefined) contact[name] = fields[name];
  }
  for (const name of graphAddresses) {
    const address = fields[name];
    if (address !== undefined) contact[name] = presentAddress(address);
  }
  return contact;
}

function everything(fields: ContactFields): Record<string, unknown> {
  const contact: Record<string, unknown> = {};
  for (const [name, graphName] of graphTexts) contact[graphName] = fields[name] ?? null;
  contact.birthday = fields.birthday === undefined ? null : birthday(fields.birthday);
  contact.emailAddresses = fields.emailAddresses ?? [];
  for (const name of graphLists) contact[name] = fields[name] ?? [];
  for (const name of graphAddresses) contact[name] = wholeAddress(fields[name] ?? {});
  return contact;
}

function presentAddress({ street, city, state, postalCode, country }: PostalAddress): Record<string, string> {
  return {
    ...(street === undefined ? {} : { street }),
    ...(city === undefined ? {} : { city }),
    ...(state === undefined ? {} : { state }),
    ...(postalCode === undefined ? {} : { postalCode }),
    ...(country === undefined ? {} : { countryOrRegion: country }),
  };
}

/** Every part is named, so that it comes out the same whether Graph replaces an address or merges it. */
function wholeAddress({ street, city, state, postalCode, country }: PostalAddress): Record<string, string | null> {
  return {
    street: street ?? null,
    city: city ?? null,
    state: state ?? null,
    postalCode: postalCode ?? null,
    countryOrRegion: country ?? null,
  };
}

/** Shortly before noon UTC, as Outlook writes it: the day stays the same in nearly every time zone. */
function birthday(date: string): string {
  return `${date}T11:59:00Z`;
}

function presentPhones(fields: ContactFields): readonly ExtendedValue[] {
  return mapiPhones.flatMap(([name, id]) => {
    const value = fields[name];
    return value === undefined ? [] : [{ id, value }];
  });
}

function everyPhone(fields: ContactFields, absent: '' | null): readonly ExtendedValue[] {
  return mapiPhones.map(([name, id]) => ({ id, value: fields[name] ?? absent }));
}
