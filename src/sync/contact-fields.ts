import type { ContactFields, ContactPhones, ContactTexts, FieldName, PostalAddress } from './items.ts';

/** Fields with one text value, in the order of the normal form. `birthday` is an ISO date and apart (`fieldKind`). */
export const textFields = [
  'displayName',
  'fileAs',
  'title',
  'givenName',
  'middleName',
  'surname',
  'generation',
  'initials',
  'nickName',
  'phoneticGivenName',
  'phoneticSurname',
  'phoneticCompanyName',
  'companyName',
  'department',
  'jobTitle',
  'profession',
  'manager',
  'assistantName',
  'spouseName',
  'officeLocation',
  'businessHomePage',
  'personalNotes',
  'birthday',
] as const satisfies readonly (keyof ContactTexts)[];

/** Fields with one telephone number. */
export const phoneFields = [
  'mobilePhone',
  'businessFax',
  'homeFax',
  'otherFax',
  'pager',
  'otherPhone',
  'primaryPhone',
  'carPhone',
  'radioPhone',
  'callbackPhone',
  'companyMainPhone',
  'assistantPhone',
  'isdn',
  'telex',
  'ttyTddPhone',
] as const satisfies readonly (keyof ContactPhones)[];

export const phoneListFields = ['businessPhones', 'homePhones'] as const satisfies readonly FieldName[];
export const textListFields = ['imAddresses', 'categories'] as const satisfies readonly FieldName[];
export const addressFields = ['businessAddress', 'homeAddress', 'otherAddress'] as const satisfies readonly FieldName[];
export const addressParts = [
  'street',
  'city',
  'state',
  'postalCode',
  'country',
] as const satisfies readonly (keyof PostalAddress)[];

export type PhoneListField = (typeof phoneListFields)[number];
export type TextListField = (typeof textListFields)[number];
export type AddressField = (typeof addressFields)[number];

/** Every contact field, in the order of the normal form. */
export const fieldNames = [
  ...textFields,
  ...phoneFields,
  'emailAddresses',
  ...phoneListFields,
  ...textListFields,
  ...addressFields,
] as const satisfies readonly FieldName[];

/** How many entries a list may have: what both Graph and Exchange keep. Lists not named here have no limit. */
export const listLimits = {
  emailAddresses: 3,
  businessPhones: 2,
  homePhones: 2,
  imAddresses: 3,
} as const satisfies Partial<Record<FieldName, number>>;

/** What a field holds, as far as mapping rules care. */
export type FieldKind = 'text' | 'date' | 'phone' | 'phones' | 'emails' | 'ims' | 'categories' | 'address';

const kinds: ReadonlyMap<string, FieldKind> = new Map<FieldName, FieldKind>([
  ...textFields.map((name) => [name, name === 'birthday' ? 'date' : 'text'] as const),
  ...phoneFields.map((name) => [name, 'phone'] as const),
  ['emailAddresses', 'emails'],
  ...phoneListFields.map((name) => [name, 'phones'] as const),
  ['imAddresses', 'ims'],
  ['categories', 'categories'],
  ...addressFields.map((name) => [name, 'address'] as const),
]);

/** What the named field holds; null: no contact field has this name. */
export function fieldKind(name: string): FieldKind | null {
  return kinds.get(name) ?? null;
}

/** Is this the name of a contact field? */
export function isFieldName(name: string): name is FieldName {
  return kinds.has(name);
}

/** Contact fields under construction. */
export type DraftFields = { -readonly [Name in keyof ContactFields]: ContactFields[Name] };
