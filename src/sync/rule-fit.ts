import { addressFields, addressParts, type FieldKind, fieldKind, fieldNames } from './contact-fields.ts';
import { isIsoDate } from './iso-date.ts';
import type { FieldName } from './items.ts';
import { normalizeText } from './normalize.ts';
import { templateNames } from './template.ts';

/** What goes into one field. Names are contact fields, parts of addresses (`businessAddress.city`) or extras. */
export type FieldRule =
  /** The source's value of the same field, or of another field or extra named by `from`. */
  | { readonly kind: 'take'; readonly from?: string }
  | { readonly kind: 'fixed'; readonly value: string }
  /** `{displayName} ({companyName})`: of a list the first entry; what belongs to a missing value goes with it. */
  | { readonly kind: 'template'; readonly template: string }
  | { readonly kind: 'omit' };

/** What each kind of field can be taken from; extras and parts of addresses count as `text` that may be anything. */
const takesFrom: Readonly<Record<FieldKind, readonly FieldKind[]>> = {
  text: ['text', 'date', 'phone', 'phones', 'emails', 'ims', 'categories'],
  date: ['date'],
  phone: ['phone', 'phones'],
  phones: ['phone', 'phones'],
  emails: ['emails', 'ims'],
  ims: ['ims', 'emails'],
  categories: ['categories', 'text'],
  address: ['address'],
};

/**
 * Tells why a rule cannot fill a field, in a sentence that names the remedy.
 *
 * @returns null: it can.
 * @see docs/sync-model.md#mapping, row M15
 */
export function misfit(field: FieldName, rule: FieldRule): string | null {
  const target = fieldKind(field) ?? 'text';
  switch (rule.kind) {
    case 'omit':
      return null;
    case 'take':
      return rule.from === undefined ? null : misfitOfName(target, rule.from);
    case 'fixed':
      if (target === 'address') return 'an address cannot be a fixed text: take it from another address, or omit it';
      if (normalizeText(rule.value) === undefined)
        return 'the fixed text is empty: use {"kind":"omit"} to leave it out';
      if (target === 'date' && !isIsoDate(rule.value)) return 'a fixed date must look like 1980-02-29';
      return null;
    case 'template': {
      if (target === 'address') return 'an address cannot be a template: take it from another address, or omit it';
      if (target === 'date') return 'a date cannot be a template: take it from a field, or omit it';
      const names = templateNames(rule.template);
      if (names === null) return 'braces do not match: write each name as {name}';
      if (names.length === 0) return 'no name in braces: use {"kind":"fixed"} for a text that is always the same';
      return names.map((name) => misfitOfName('text', name)).find((reason) => reason !== null) ?? null;
    }
  }
}

function misfitOfName(target: FieldKind, name: string): string | null {
  const source = fieldKind(name);
  if (source !== null) {
    if (takesFrom[target].includes(source)) return null;
    if (source === 'address') return `${name} is a whole address: name a part of it, such as ${name}.city`;
    return `${name} holds ${meanings[source]}, this field needs ${meanings[target]}: take it from another field`;
  }
  if (isAddressPart(name)) return target === 'address' ? `${name} is a part: take a whole address` : null;
  const similar = knownNames.find((known) => known.toLowerCase() === name.toLowerCase());
  if (similar !== undefined) return `there is no field ${name}: write ${similar}`;
  if (addressFields.some((address) => name.startsWith(`${address}.`))) {
    return `there is no ${name}: an address has ${addressParts.join(', ')}`;
  }
  if (name.trim() === '') return 'a name is empty: name a field or an extra';
  return target === 'address' ? `${name} is no address: take it from ${addressFields.join(', ')}` : null;
}

const meanings: Readonly<Record<FieldKind, string>> = {
  text: 'a text',
  date: 'a date',
  phone: 'a telephone number',
  phones: 'telephone numbers',
  emails: 'e-mail addresses',
  ims: 'messaging addresses',
  categories: 'categories',
  address: 'an address',
};

const partNames = addressFields.flatMap((address) => addressParts.map((part) => `${address}.${part}`));
const knownNames: readonly string[] = [...fieldNames, ...partNames];

function isAddressPart(name: string): boolean {
  return partNames.includes(name);
}
