import {
  addressFields,
  addressParts,
  phoneFields,
  phoneListFields,
  textFields,
  textListFields,
} from '../contact-fields.ts';
import { normalTexts } from '../named-texts.ts';
import { misfit } from '../rule-fit.ts';
import type { SourceRecord } from '../source-record.ts';

/** The texts of one field of a record in normal form: none, one, or a whole list. */
export type FieldReader = (record: SourceRecord) => readonly string[];

/** Tells why this cannot be the name of a field, in a sentence that names the remedy; null: it can. */
export function fieldFault(name: string): string | null {
  if (name !== name.trim()) return 'the name has spaces around it: remove them';
  return misfit('displayName', { kind: 'take', from: name });
}

/** Reads a contact field, part of an address, or otherwise the extra of this name. Of e-mail addresses the address counts. */
export function fieldReader(name: string): FieldReader {
  const single = [...textFields, ...phoneFields].find((field) => field === name);
  if (single !== undefined) return ({ fields }) => normalTexts([fields[single]]);
  const list = [...phoneListFields, ...textListFields].find((field) => field === name);
  if (list !== undefined) return ({ fields }) => normalTexts(fields[list] ?? []);
  if (name === 'emailAddresses') return emailAddresses;
  for (const address of addressFields) {
    const part = addressParts.find((known) => name === `${address}.${known}`);
    if (part !== undefined) return ({ fields }) => normalTexts([fields[address]?.[part]]);
  }
  return extraReader(name);
}

/** Reads an extra, also one that has the name of a contact field. */
export function extraReader(name: string): FieldReader {
  return ({ extra }) => normalTexts([Object.hasOwn(extra, name) ? extra[name] : undefined]);
}

function emailAddresses({ fields }: SourceRecord): readonly string[] {
  return normalTexts(fields.emailAddresses?.map(({ address }) => address) ?? []);
}

/** One way to write a text whatever its case: what comparisons without regard to case compare. */
export function foldCase(text: string): string {
  return text.toLowerCase().normalize('NFC');
}

/** Does the record have an e-mail address? */
export function hasMail(record: SourceRecord): boolean {
  return emailAddresses(record).length > 0;
}

/** Nobody answers these. */
const unanswered: readonly string[] = ['businessFax', 'homeFax', 'otherFax', 'pager', 'telex'];
const answeredPhones = [...phoneFields, ...phoneListFields]
  .filter((name) => !unanswered.includes(name))
  .map((name) => fieldReader(name));

/** Does the record have a telephone number, other than of a fax, pager or telex? A text without digits is none. */
export function hasPhone(record: SourceRecord): boolean {
  return answeredPhones.some((read) => read(record).some((number) => /\p{Nd}/u.test(number)));
}

const domainPattern = /^(\*\.)?[^\s@*.]+(\.[^\s@*.]+)*$/u;

/** Tells why this is no domain to compare with, and the remedy; null: it is one. */
export function domainFault(domain: string): string | null {
  return domainPattern.test(domain) ? null : 'no domain: write example.com, or *.example.com for all below it';
}

/** Judges whether any e-mail address is of one of these domains; `*.example.com` is what is below it, but not itself. */
export function domainTest(domains: readonly string[]): (record: SourceRecord) => boolean {
  const folded = domains.map(foldCase);
  const exact = new Set(folded.filter((domain) => !domain.startsWith('*.')));
  const below = folded.filter((domain) => domain.startsWith('*.')).map((domain) => domain.slice(1));
  return (record) =>
    emailAddresses(record).some((address) => {
      const domain = foldCase(address.slice(address.lastIndexOf('@') + 1));
      return address.includes('@') && (exact.has(domain) || below.some((end) => domain.endsWith(end)));
    });
}
