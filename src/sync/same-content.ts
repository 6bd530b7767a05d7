import { addressParts, fieldNames } from './contact-fields.ts';
import type { ContactFields, EmailAddress, FieldName } from './items.ts';
import { normalizeText } from './normalize.ts';

/**
 * Writes the value of a field so that what a mailbox may return in its place gives an equal text: line breaks of any
 * kind, white space at ends of lines, e-mail addresses without names and case, categories without order and case.
 *
 * @returns `''` if the field is absent or empty.
 * @see docs/sync-model.md#drift, row J6
 */
export function comparableValue(name: FieldName, value: ContactFields[FieldName]): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return comparableText(value);
  if (isList(value)) {
    const entries = value.map(comparableEntry).filter((entry) => entry !== '');
    if (entries.length === 0) return '';
    return JSON.stringify(name === 'categories' ? [...new Set(entries.map(lowerCase))].sort() : entries);
  }
  const parts = addressParts.map((part) => comparableText(value[part] ?? ''));
  return parts.every((part) => part === '') ? '' : JSON.stringify(parts);
}

/**
 * Does a mailbox hold what it should, as far as a mailbox returns what was written?
 *
 * @param expected Fields as they were or would be written. A contact without `fileAs` is filed under its display name;
 *   one that has neither may be filed as the mailbox likes.
 */
export function sameContent(expected: ContactFields, actual: ContactFields): boolean {
  return fieldNames.every((name) => {
    if (name !== 'fileAs') return comparableValue(name, expected[name]) === comparableValue(name, actual[name]);
    const filed = filedAs(expected);
    return filed === '' || filed === filedAs(actual);
  });
}

function filedAs({ fileAs, displayName }: ContactFields): string {
  return comparableText(fileAs ?? '') || comparableText(displayName ?? '');
}

function isList(value: object): value is readonly (string | EmailAddress)[] {
  return Array.isArray(value);
}

function comparableEntry(entry: string | EmailAddress): string {
  return typeof entry === 'string' ? comparableText(entry) : lowerCase(comparableText(entry.address));
}

function comparableText(text: string): string {
  return normalizeText(text.replace(/[^\S\r\n]*(?:\r\n|\r|\n)/g, '\n')) ?? '';
}

const lowerCase = (text: string): string => text.toLowerCase();
