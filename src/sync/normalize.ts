import {
  addressFields,
  addressParts,
  type DraftFields,
  phoneFields,
  phoneListFields,
  textFields,
  textListFields,
} from './contact-fields.ts';
import type { ContactFields, EmailAddress, PostalAddress } from './items.ts';

/**
 * Brings contact fields into normal form, so that equal contents are equal values.
 *
 * Texts lose outer white space and characters that no wire format can carry, and are composed to Unicode NFC; what is
 * empty then is absent. Lists keep their order and all their entries, also above the limits: cutting is the mapping's
 * business, which reports it. Keys come in a fixed order.
 */
export function normalizeFields(fields: ContactFields): ContactFields {
  const normal: DraftFields = {};
  for (const name of textFields) {
    const text = normalizeText(fields[name]);
    if (text !== undefined) normal[name] = text;
  }
  for (const name of phoneFields) {
    const text = normalizeText(fields[name]);
    if (text !== undefined) normal[name] = text;
  }
  const emailAddresses = present(fields.emailAddresses?.map(normalizeEmail));
  if (emailAddresses !== undefined) normal.emailAddresses = emailAddresses;
  for (const name of [...phoneListFields, ...textListFields]) {
    const texts = present(fields[name]?.map(normalizeText));
    if (texts !== undefined) normal[name] = texts;
  }
  for (const name of addressFields) {
    const address = normalizeAddress(fields[name]);
    if (address !== undefined) normal[name] = address;
  }
  return normal;
}

/** All that neither XML 1.0 nor a service's text fields can hold: control characters but tab and line ends, non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unsendable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** The normal form of one text; undefined: nothing is left of it. */
export function normalizeText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const normal = text.toWellFormed().replace(unsendable, '').normalize('NFC').trim();
  return normal === '' ? undefined : normal;
}

function normalizeEmail(email: EmailAddress): EmailAddress | undefined {
  const address = normalizeText(email.address);
  if (address === undefined) return undefined;
  const name = normalizeText(email.name);
  return name === undefined ? { address } : { address, name };
}

function normalizeAddress(address: PostalAddress | undefined): PostalAddress | undefined {
  if (address === undefined) return undefined;
  const normal: { -readonly [Part in keyof PostalAddress]: PostalAddress[Part] } = {};
  for (const part of addressParts) {
    const text = normalizeText(address[part]);
    if (text !== undefined) normal[part] = text;
  }
  return Object.keys(normal).length === 0 ? undefined : normal;
}

function present<Entry>(entries: readonly (Entry | undefined)[] | undefined): readonly Entry[] | undefined {
  const kept = entries?.filter((entry) => entry !== undefined);
  return kept === undefined || kept.length === 0 ? undefined : kept;
}
