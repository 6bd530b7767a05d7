import { addressParts } from './field-names.ts';

/** What a contact field holds, as lines of text; of what the pages don't know, as it is. */
export function linesOf(value: unknown): readonly string[] {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value.flatMap(linesOf);
  if (typeof value === 'object') return linesOfRecord(value);
  return [String(value)];
}

/** The same on one line, of e-mail addresses without names. */
export function plainText(value: unknown): string {
  const entries = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry) => addressOf(entry) ?? linesOf(entry)).join(', ');
}

function addressOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('address' in value)) return null;
  return typeof value.address === 'string' ? value.address : null;
}

function linesOfRecord(value: object): readonly string[] {
  const parts = new Map<string, unknown>(Object.entries(value));
  const address = parts.get('address');
  if (typeof address === 'string') {
    const name = parts.get('name');
    return [typeof name === 'string' && name !== '' && name !== address ? `${name} <${address}>` : address];
  }
  const [street, postalCode, city, state, country] = addressParts.map((part) => textOf(parts.get(part)));
  return [street, [postalCode, city].filter(isText).join(' '), state, country].filter(isText);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
