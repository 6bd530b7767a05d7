/** The shapes of what is stored as JSON: every row is parsed, also one that only this program can have sealed. */
import { z } from 'zod';
import type { Audience, SourceDefinition, SyncDefinition } from '../runs/definition.ts';
import type { RunTotals } from '../runs/stores.ts';
import { type FailureCode, failures } from '../sync/failure.ts';
import type { GalRules } from '../sync/gal-rules.ts';
import type { GuardPolicy } from '../sync/guards.ts';
import type { ContactFields, EmailAddress, Item, PostalAddress } from '../sync/items.ts';
import type { ExtensionRule, FieldRule, Mapping } from '../sync/mapping.ts';
import { StoreError } from './store-error.ts';

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

const contactFields = z.strictObject({
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

export const itemSchema: z.ZodType<Item> = z.strictObject({
  kind: z.literal('contact'),
  itemId: text,
  fields: contactFields,
} satisfies Shape<Item>);

const galRules = z.strictObject({
  kinds: z.array(z.enum(['account', 'shared-mailbox', 'room', 'equipment', 'guest', 'contact'])),
  includeDisabled: z.boolean(),
  includeHidden: z.boolean(),
  includeUnlicensed: z.boolean(),
  includeWithoutMail: z.boolean(),
} satisfies Shape<GalRules>);

const fieldRule: z.ZodType<FieldRule> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('take'), from: optionalText }),
  z.strictObject({ kind: z.literal('fixed'), value: text }),
  z.strictObject({ kind: z.literal('template'), template: text }),
  z.strictObject({ kind: z.literal('omit') }),
]);

const mapping = z.strictObject({
  fields: z.partialRecord(contactFields.keyof(), fieldRule),
  phones: z.strictObject({
    defaultCountry: text,
    countryFrom: optionalText,
    extensions: z.array(
      z.strictObject({ prefix: text, length: z.number(), fullNumber: text } satisfies Shape<ExtensionRule>),
    ),
  } satisfies Shape<Mapping['phones']>),
} satisfies Shape<Mapping>);

const audience: z.ZodType<Audience> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('group'), groupId: text }),
  z.strictObject({ kind: z.literal('mailboxes'), mailboxes: z.array(text) }),
]);

export const syncDefinitionSchema: z.ZodType<SyncDefinition> = z.strictObject({
  syncId: text,
  name: text,
  connectionId: text,
  source: z.strictObject({ kind: z.literal('gal'), rules: galRules } satisfies Shape<SourceDefinition>),
  mapping,
  audience,
  folderName: text,
  guards: z.strictObject({
    maxDeletes: z.number(),
    maxDeleteShare: z.number(),
    freeDeletes: z.number(),
  } satisfies Shape<GuardPolicy>),
} satisfies Shape<SyncDefinition>);

const count = z.number();

export const runTotalsSchema: z.ZodType<RunTotals> = z.strictObject({
  created: count,
  updated: count,
  deleted: count,
  foldersSynced: count,
  foldersUnavailable: count,
  foldersFailed: count,
  foldersHeld: count,
  deletesHeld: count,
  listDeletesHeld: count.default(0),
  issues: count,
} satisfies Shape<RunTotals>);

function isFailureCode(value: unknown): value is FailureCode {
  return typeof value === 'string' && Object.hasOwn(failures, value);
}

export const failureCodeSchema = z.custom<FailureCode>(isFailureCode);

/** @throws {StoreError} `unreadable-row`: not JSON, or not what the schema says. The message holds no content. */
export function readStored<Value>(schema: z.ZodType<Value>, json: string): Value {
  const parsed = schema.safeParse(parseJson(json));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new StoreError('unreadable-row', `Something stored does not have the shape it should have: ${places}.`);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Without its cause, whose message quotes the text.
    throw new StoreError('unreadable-row', 'Something stored is no JSON.');
  }
}
