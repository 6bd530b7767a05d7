import { z } from 'zod';
import type { ContactFields, ContactPhones, ContactTexts, PostalAddress } from '../../../src/sync/items.ts';

/** What the outside says of a contact: Graph's properties, and extended properties by id. */
export interface GraphContact {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly extended: Readonly<Record<string, string | readonly string[]>>;
}

const texts: Readonly<Record<string, keyof ContactTexts | 'mobilePhone'>> = {
  displayName: 'displayName',
  fileAs: 'fileAs',
  title: 'title',
  givenName: 'givenName',
  middleName: 'middleName',
  surname: 'surname',
  generation: 'generation',
  initials: 'initials',
  nickName: 'nickName',
  yomiGivenName: 'phoneticGivenName',
  yomiSurname: 'phoneticSurname',
  yomiCompanyName: 'phoneticCompanyName',
  companyName: 'companyName',
  department: 'department',
  jobTitle: 'jobTitle',
  profession: 'profession',
  manager: 'manager',
  assistantName: 'assistantName',
  spouseName: 'spouseName',
  officeLocation: 'officeLocation',
  businessHomePage: 'businessHomePage',
  personalNotes: 'personalNotes',
  mobilePhone: 'mobilePhone',
};

/** MAPI tags of the numbers that Graph has no property for (MS-OXPROPS). */
const phoneTags: ReadonlyMap<number, keyof ContactPhones> = new Map([
  [0x3a24, 'businessFax'],
  [0x3a25, 'homeFax'],
  [0x3a23, 'otherFax'],
  [0x3a21, 'pager'],
  [0x3a1f, 'otherPhone'],
  [0x3a1a, 'primaryPhone'],
  [0x3a1e, 'carPhone'],
  [0x3a1d, 'radioPhone'],
  [0x3a02, 'callbackPhone'],
  [0x3a57, 'companyMainPhone'],
  [0x3a2e, 'assistantPhone'],
  [0x3a2d, 'isdn'],
  [0x3a2c, 'telex'],
  [0x3a4b, 'ttyTddPhone'],
]);

const text = z.string().nullish();
const list = z.array(z.string()).nullish();
const address = z.object({
  street: text,
  city: text,
  state: text,
  postalCode: text,
  countryOrRegion: text,
});
const rest = z.object({
  birthday: text,
  businessPhones: list,
  homePhones: list,
  imAddresses: list,
  categories: list,
  emailAddresses: z.array(z.object({ address: z.string(), name: text })).nullish(),
  businessAddress: address.nullish(),
  homeAddress: address.nullish(),
  otherAddress: address.nullish(),
});

/** The fields of a contact as an address book shows them, told from its properties alone: an empty one is absent. */
export function contactFieldsOf({ properties, extended }: GraphContact): ContactFields {
  const fields: Record<string, unknown> = {};
  for (const [property, field] of Object.entries(texts)) put(fields, field, properties[property]);
  for (const [id, value] of Object.entries(extended)) {
    const tag = /^String (0x[\da-f]+)$/i.exec(id)?.[1];
    const field = tag === undefined ? undefined : phoneTags.get(Number(tag));
    if (field !== undefined) put(fields, field, value);
  }
  const { birthday, emailAddresses, businessAddress, homeAddress, otherAddress, ...lists } = rest.parse(properties);
  put(fields, 'birthday', birthday?.slice(0, 10));
  for (const [field, value] of Object.entries(lists)) put(fields, field, value);
  put(
    fields,
    'emailAddresses',
    emailAddresses?.map(({ address: mail, name }) => (name ? { address: mail, name } : { address: mail })),
  );
  put(fields, 'businessAddress', postalAddress(businessAddress));
  put(fields, 'homeAddress', postalAddress(homeAddress));
  put(fields, 'otherAddress', postalAddress(otherAddress));
  return fields;
}

function postalAddress(value: z.infer<typeof address> | null | undefined): PostalAddress {
  const parts: Record<string, string> = {};
  put(parts, 'street', value?.street);
  put(parts, 'city', value?.city);
  put(parts, 'state', value?.state);
  put(parts, 'postalCode', value?.postalCode);
  put(parts, 'country', value?.countryOrRegion);
  return parts;
}

function put(into: Record<string, unknown>, key: string, value: unknown): void {
  const empty = value === undefined || value === null || value === '' || Object.keys(Object(value)).length === 0;
  if (!empty) into[key] = value;
}
