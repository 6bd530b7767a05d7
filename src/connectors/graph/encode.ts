import type { ContactFields, ContactPhones, ContactTexts, Item, PostalAddress } from '../../sync/items.ts';
import { type ItemStamp, stampPropertyId, writeItemStamp } from './stamp.ts';

type GraphText = Exclude<keyof ContactTexts, 'birthday'>;

/** Our texts under Graph's names. */
const texts: readonly (readonly [keyof ContactFields & (GraphText | 'mobilePhone'), string])[] = [
  ['displayName', 'displayName'],
  ['fileAs', 'fileAs'],
  ['title', 'title'],
  ['givenName', 'givenName'],
  ['middleName', 'middleName'],
  ['surname', 'surname'],
  ['generation', 'generation'],
  ['initials', 'initials'],
  ['nickName', 'nickName'],
  ['phoneticGivenName', 'yomiGivenName'],
  ['phoneticSurname', 'yomiSurname'],
  ['phoneticCompanyName', 'yomiCompanyName'],
  ['companyName', 'companyName'],
  ['department', 'department'],
  ['jobTitle', 'jobTitle'],
  ['profession', 'profession'],
  ['manager', 'manager'],
  ['assistantName', 'assistantName'],
  ['spouseName', 'spouseName'],
  ['officeLocation', 'officeLocation'],
  ['businessHomePage', 'businessHomePage'],
  ['personalNotes', 'personalNotes'],
  ['mobilePhone', 'mobilePhone'],
];

/**
 * Numbers that Graph's contact has no property for, by their MAPI property.
 * @see https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocntc
 */
const extraPhones: readonly (readonly [Exclude<keyof ContactPhones, 'mobilePhone'>, string])[] = [
  ['businessFax', 'String 0x3A24'],
  ['homeFax', 'String 0x3A25'],
  ['otherFax', 'String 0x3A23'],
  ['pager', 'String 0x3A21'],
  ['otherPhone', 'String 0x3A1F'],
  ['primaryPhone', 'String 0x3A1A'],
  ['carPhone', 'String 0x3A1E'],
  ['radioPhone', 'String 0x3A1D'],
  ['callbackPhone', 'String 0x3A02'],
  ['companyMainPhone', 'String 0x3A57'],
  ['assistantPhone', 'String 0x3A2E'],
  ['isdn', 'String 0x3A2D'],
  ['telex', 'String 0x3A2C'],
  ['ttyTddPhone', 'String 0x3A4B'],
];

const lists = ['businessPhones', 'homePhones', 'imAddresses', 'categories'] as const;
const addresses = ['businessAddress', 'homeAddress', 'otherAddress'] as const;

/** How an extended property is emptied; Graph does not document it, so both ways are known. */
export type Clearing = 'empty-text' | 'null';

/** Writes items as Graph contacts. Equal items in many mailboxes are serialized once. */
export interface ContactEncoder {
  /** The body of a create: what the item has. */
  create(item: Item, stamp: ItemStamp): string;
  /** The body of an update: all that is ours, so that what the item no longer has is emptied. */
  update(item: Item, stamp: ItemStamp, clearing: Clearing): string;
}

/** The item's part of a body, without the stamp that differs by sync. */
interface Content {
  readonly create: string;
  readonly update: string;
  readonly updateByNull: string;
}

export function createContactEncoder(): ContactEncoder {
  const known = new WeakMap<Item, Content>();

  function contentOf(item: Item): Content {
    const cached = known.get(item);
    if (cached !== undefined) return cached;
    const fields = filed(item.fields);
    const content = {
      create: open(present(fields), presentPhones(fields)),
      update: open(everything(fields), everyPhone(fields, '')),
      updateByNull: open(everything(fields), everyPhone(fields, null)),
    };
    known.set(item, content);
    return content;
  }

  return {
    create: (item, stamp) => contentOf(item).create + close(stamp),
    update(item, stamp, clearing) {
      const content = contentOf(item);
      switch (clearing) {
        case 'empty-text':
          return content.update + close(stamp);
        case 'null':
          return content.updateByNull + close(stamp);
      }
    },
  };
}

/**
 * Outlook sorts by `fileAs`. Left to Exchange it is computed once, by a create, and neither follows a new name nor
 * survives an update that empties it; so it is always the name that is shown, unless the list has its own.
 */
function filed(fields: ContactFields): ContactFields {
  return fields.displayName === undefined ? fields : { fileAs: fields.displayName, ...fields };
}

/** Whether an update of the item empties extended properties, so that the way of doing it matters. */
export function clearsProperties(item: Item): boolean {
  return extraPhones.some(([name]) => item.fields[name] === undefined);
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
  for (const [name, graphName] of texts) {
    if (fields[name] !== undefined) contact[graphName] = fields[name];
  }
  if (fields.birthday !== undefined) contact.birthday = birthday(fields.birthday);
  if (fields.emailAddresses !== undefined) contact.emailAddresses = fields.emailAddresses;
  for (const name of lists) {
    if (fields[name] !== undefined) contact[name] = fields[name];
  }
  for (const name of addresses) {
    const address = fields[name];
    if (address !== undefined) contact[name] = presentAddress(address);
  }
  return contact;
}

function everything(fields: ContactFields): Record<string, unknown> {
  const contact: Record<string, unknown> = {};
  for (const [name, graphName] of texts) contact[graphName] = fields[name] ?? null;
  contact.birthday = fields.birthday === undefined ? null : birthday(fields.birthday);
  contact.emailAddresses = fields.emailAddresses ?? [];
  for (const name of lists) contact[name] = fields[name] ?? [];
  for (const name of addresses) contact[name] = wholeAddress(fields[name] ?? {});
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
  return extraPhones.flatMap(([name, id]) => {
    const value = fields[name];
    return value === undefined ? [] : [{ id, value }];
  });
}

function everyPhone(fields: ContactFields, absent: '' | null): readonly ExtendedValue[] {
  return extraPhones.map(([name, id]) => ({ id, value: fields[name] ?? absent }));
}
