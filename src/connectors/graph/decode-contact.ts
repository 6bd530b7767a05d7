import { z } from 'zod';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { DraftFields } from '../../sync/contact-fields.ts';
import type { ContactFields, PostalAddress } from '../../sync/items.ts';
import { normalizeFields } from '../../sync/normalize.ts';
import { maxTextCharacters } from './answer-limits.ts';
import { entityId, optionalText as text } from './answer-values.ts';
import { graphTexts, mapiPhones } from './contact-properties.ts';
import { propertyValue } from './stamp.ts';

const texts = z.array(z.string().max(maxTextCharacters).nullable()).nullish();
const address = z.object({ street: text, city: text, state: text, postalCode: text, countryOrRegion: text }).nullish();

const contactSchema = z.object({
  id: entityId,
  birthday: text,
  emailAddresses: z.array(z.object({ address: text, name: text }).nullable()).nullish(),
  businessPhones: texts,
  homePhones: texts,
  imAddresses: texts,
  categories: texts,
  children: texts,
  businessAddress: address,
  homeAddress: address,
  otherAddress: address,
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: text })).nullish(),
});

const textsSchema = z.object(Object.fromEntries(graphTexts.map(([, name]) => [name, text])));

/**
 * Reads what is known of a Graph contact, as it came: nothing else is in it, however deep.
 * @throws {ConnectorError} `invalid-answer`: not a contact. Details name properties, never values.
 */
export function readContact(body: unknown) {
  return { ...parse(textsSchema, body), ...parse(contactSchema, body) };
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new ConnectorError({ code: 'invalid-answer', detail: `a contact that cannot be read at "${where}"` });
}

/**
 * Reads a Graph contact, with the extended properties that were asked for, into fields in normal form.
 *
 * What Exchange makes up is left out: an address shown as its own name, and a card filed under the name that it shows.
 * @throws {ConnectorError} As `readContact`.
 */
export function decodeContact(body: unknown): ContactFields {
  const contact = parse(contactSchema, body);
  const all = parse(textsSchema, body);
  const fields: DraftFields = {};
  for (const [name, graphName] of graphTexts) {
    const value = all[graphName];
    if (typeof value === 'string') fields[name] = value;
  }
  for (const [name, id] of mapiPhones) {
    const value = propertyValue(contact, id);
    if (value !== null) fields[name] = value;
  }
  if (typeof contact.birthday === 'string') fields.birthday = contact.birthday.slice(0, 10);
  fields.emailAddresses = (contact.emailAddresses ?? []).flatMap((email) => {
    const { address: mail, name } = email ?? {};
    if (typeof mail !== 'string') return [];
    return [typeof name === 'string' && name !== mail ? { address: mail, name } : { address: mail }];
  });
  fields.businessPhones = kept(contact.businessPhones);
  fields.homePhones = kept(contact.homePhones);
  fields.imAddresses = kept(contact.imAddresses);
  fields.categories = kept(contact.categories);
  fields.businessAddress = postalAddress(contact.businessAddress);
  fields.homeAddress = postalAddress(contact.homeAddress);
  fields.otherAddress = postalAddress(contact.otherAddress);
  const normal = normalizeFields(fields);
  const { fileAs, ...rest } = normal;
  return fileAs === undefined || fileAs === normal.displayName ? rest : normal;
}

function kept(values: readonly (string | null)[] | null | undefined): readonly string[] {
  return (values ?? []).filter((value) => value !== null);
}

function postalAddress(value: z.infer<typeof address>): PostalAddress {
  const { street, city, state, postalCode, countryOrRegion } = value ?? {};
  return {
    ...(typeof street === 'string' ? { street } : {}),
    ...(typeof city === 'string' ? { city } : {}),
    ...(typeof state === 'string' ? { state } : {}),
    ...(typeof postalCode === 'string' ? { postalCode } : {}),
    ...(typeof countryOrRegion === 'string' ? { country: countryOrRegion } : {}),
  };
}
