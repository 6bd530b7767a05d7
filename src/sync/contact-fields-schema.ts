import { z } from 'zod';
import type { ContactFields, EmailAddress, PostalAddress } from './items.ts';

/** A schema for every property of T, so that a property added to T is not forgotten here. */
type Shape<T> = { readonly [K in keyof T]-?: z.ZodType };

const text = z.string();
const optionalText = text.exactOptional();
const optionalTexts = z.array(text).exactOptional();

const postalAddress = z
  .strictObject({
    street: optionalText,
    city: optionalText,
    state: optionalText,
    postalCode: optionalText,
    country: optionalText,
  } satisfies Shape<PostalAddress>)
  .exactOptional();

const emailAddress = z.strictObject({ address: text, name: optionalText } satisfies Shape<EmailAddress>);

/** Contact fields as they are kept as JSON: every property, and no other. */
export const contactFieldsSchema = z.strictObject({
  displayName: optionalText,
  fileAs: optionalText,
  title: optionalText,
  givenName: optionalText,
  middleName: optionalText,
  surname: optionalText,
  generation: optionalText,
  initials: optionalText,
  nickName: optionalText,
  phoneticGivenName: optionalText,
  phoneticSurname: optionalText,
  phoneticCompanyName: optionalText,
  companyName: optionalText,
  department: optionalText,
  jobTitle: optionalText,
  profession: optionalText,
  manager: optionalText,
  assistantName: optionalText,
  spouseName: optionalText,
  officeLocation: optionalText,
  businessHomePage: optionalText,
  personalNotes: optionalText,
  birthday: optionalText,
  mobilePhone: optionalText,
  businessFax: optionalText,
  homeFax: optionalText,
  otherFax: optionalText,
  pager: optionalText,
  otherPhone: optionalText,
  primaryPhone: optionalText,
  carPhone: optionalText,
  radioPhone: optionalText,
  callbackPhone: optionalText,
  companyMainPhone: optionalText,
  assistantPhone: optionalText,
  isdn: optionalText,
  telex: optionalText,
  ttyTddPhone: optionalText,
  emailAddresses: z.array(emailAddress).exactOptional(),
  businessPhones: optionalTexts,
  homePhones: optionalTexts,
  imAddresses: optionalTexts,
  businessAddress: postalAddress,
  homeAddress: postalAddress,
  otherAddress: postalAddress,
  categories: optionalTexts,
} satisfies Shape<ContactFields>);
