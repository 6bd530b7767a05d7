import { z } from 'zod';
import type { ContactFields, EmailAddress, PostalAddress } from '../../sync/items.ts';
import type { ContactContent } from './mailbox-contents.ts';

/** A schema for every property of T, so that a property added to T is not forgotten here. */
type Shape<T> = { readonly [K in keyof T]-?: z.ZodType };

const text = z.string().exactOptional();
const texts = z.array(z.string()).exactOptional();
const address = z
  .strictObject({
    street: text,
    city: text,
    state: text,
    postalCode: text,
    country: text,
  } satisfies Shape<PostalAddress>)
  .exactOptional();

const fieldsSchema: z.ZodType<ContactFields> = z.strictObject({
  displayName: text,
  fileAs: text,
  title: text,
  givenName: text,
  middleName: text,
  surname: text,
  generation: text,
  initials: text,
  nickName: text,
  phoneticGivenName: text,
  phoneticSurname: text,
  phoneticCompanyName: text,
  companyName: text,
  department: text,
  jobTitle: text,
  profession: text,
  manager: text,
  assistantName: text,
  spouseName: text,
  officeLocation: text,
  businessHomePage: text,
  personalNotes: text,
  birthday: text,
  mobilePhone: text,
  businessFax: text,
  homeFax: text,
  otherFax: text,
  pager: text,
  otherPhone: text,
  primaryPhone: text,
  carPhone: text,
  radioPhone: text,
  callbackPhone: text,
  companyMainPhone: text,
  assistantPhone: text,
  isdn: text,
  telex: text,
  ttyTddPhone: text,
  emailAddresses: z
    .array(z.strictObject({ address: z.string(), name: text } satisfies Shape<EmailAddress>))
    .exactOptional(),
  businessPhones: texts,
  homePhones: texts,
  imAddresses: texts,
  businessAddress: address,
  homeAddress: address,
  otherAddress: address,
  categories: texts,
} satisfies Shape<ContactFields>);

const contentSchema = z.strictObject({
  fields: fieldsSchema,
  photo: z.string().nullable(),
  properties: z.record(z.string(), z.string()),
});

/** All that is needed to make the contact again. */
export function writeLeftoverContent({ fields, photo = null, properties = {} }: ContactContent): string {
  return JSON.stringify({ fields, photo, properties });
}

/** @throws {z.ZodError} if it is none that was written here. */
export function readLeftoverContent(content: string): ContactContent {
  return { stamp: null, ...contentSchema.parse(JSON.parse(content)) };
}
