import { addressFields, addressParts, isFieldName, phoneListFields, textListFields } from './contact-fields.ts';
import type { ContactFields } from './items.ts';
import { normalizeText } from './normalize.ts';

/** What texts are read from by their names: fields in normal form, and extras. */
export interface NamedTexts {
  readonly fields: ContactFields;
  readonly extra: Readonly<Record<string, string>>;
}

/** All texts of a field, part of an address, or extra. Whole addresses are no texts. */
export function textsOf(source: NamedTexts, name: string): readonly string[] {
  if (isFieldName(name)) {
    const value = source.fields[name];
    if (typeof value === 'string') return [value];
    if (name === 'emailAddresses') return source.fields.emailAddresses?.map(({ address }) => address) ?? [];
    const list = [...phoneListFields, ...textListFields].find((known) => known === name);
    return list === undefined ? [] : (source.fields[list] ?? []);
  }
  for (const address of addressFields) {
    for (const part of addressParts) {
      if (name === `${address}.${part}`) return normalTexts([source.fields[address]?.[part]]);
    }
  }
  return normalTexts([Object.hasOwn(source.extra, name) ? source.extra[name] : undefined]);
}

/** Texts in normal form, without those of which nothing is left. */
export function normalTexts(texts: readonly (string | undefined)[]): readonly string[] {
  return texts.map(normalizeText).filter((text) => text !== undefined);
}
