import type { Api } from '../../../src/api/contract/contract.ts';

/** A contact field. */
export type FieldName = keyof Api['getItem']['answer']['fields'];
export type FieldGroup = 'name' | 'work' | 'phone' | 'reach' | 'address' | 'other';
export type AddressField = 'businessAddress' | 'homeAddress' | 'otherAddress';

/** Every contact field where people look for it: what phones show first, then what few have. */
export const fieldsByGroup = {
  name: [
    'displayName',
    'givenName',
    'surname',
    'title',
    'middleName',
    'generation',
    'initials',
    'nickName',
    'fileAs',
    'phoneticGivenName',
    'phoneticSurname',
  ],
  work: [
    'companyName',
    'department',
    'jobTitle',
    'officeLocation',
    'profession',
    'manager',
    'assistantName',
    'businessHomePage',
    'phoneticCompanyName',
  ],
  phone: [
    'mobilePhone',
    'businessPhones',
    'homePhones',
    'companyMainPhone',
    'assistantPhone',
    'primaryPhone',
    'otherPhone',
    'carPhone',
    'radioPhone',
    'callbackPhone',
    'businessFax',
    'homeFax',
    'otherFax',
    'pager',
    'isdn',
    'telex',
    'ttyTddPhone',
  ],
  reach: ['emailAddresses', 'imAddresses'],
  address: ['businessAddress', 'homeAddress', 'otherAddress'],
  other: ['categories', 'personalNotes', 'birthday', 'spouseName'],
} as const satisfies Record<FieldGroup, readonly FieldName[]>;

export const fieldGroups = ['name', 'work', 'phone', 'reach', 'address', 'other'] as const;

export const allFields: readonly FieldName[] = fieldGroups.flatMap((group) => fieldsByGroup[group]);

export const addressFields = fieldsByGroup.address;
export const addressParts = ['street', 'postalCode', 'city', 'state', 'country'] as const;
export type AddressPart = (typeof addressParts)[number];

const listFields: ReadonlySet<string> = new Set<FieldName>([
  'emailAddresses',
  'businessPhones',
  'homePhones',
  'imAddresses',
  'categories',
]);

export function isFieldName(name: string): name is FieldName {
  return allFields.some((field) => field === name);
}

/** Does it hold several values? */
export function isListField(name: string): boolean {
  return listFields.has(name);
}

export function isAddressField(name: string): name is AddressField {
  return addressFields.some((field) => field === name);
}

/** `businessAddress.city`; null: something else. */
export function addressPartOf(name: string): { readonly address: AddressField; readonly part: AddressPart } | null {
  const [first = '', second] = name.split('.');
  const part = addressParts.find((one) => one === second);
  return part === undefined || !isAddressField(first) ? null : { address: first, part };
}
