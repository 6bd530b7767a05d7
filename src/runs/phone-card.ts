import { phoneFields, phoneListFields } from '../sync/contact-fields.ts';
import type { ContactFields, FieldName, Item } from '../sync/items.ts';
import type { Change } from '../sync/log.ts';
import { showPhone } from '../sync/shown-phone.ts';
import { composeContent } from '../sync/write-rules.ts';
import type { SyncDefinition } from './definition.ts';
import { numbersOf } from './item-index.ts';
import type { OpenedLog } from './log-cache.ts';
import { createPresentation } from './presentation.ts';

/** An item as a phone has it after a sync. */
export interface PhoneCard {
  readonly fields: ContactFields;
  readonly numbers: readonly CardNumber[];
}

export interface CardNumber {
  readonly field: FieldName;
  readonly value: string;
  readonly shown: string;
  readonly recognised: boolean;
  /** Name of the country in the reader's language; null: not known. */
  readonly region: string | null;
  /** How many others of the list have the number too: a phone shows one of them. */
  readonly sharedWith: number;
}

/** Whose phone it is, and who looks. */
export interface CardReader {
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly language: 'en' | 'de';
}

/**
 * Shows an item as a sync writes it into a mailbox where nothing was before, and as a phone shows its numbers.
 * @param log The sync's collection.
 * @param hashKey As `composeContent` takes it.
 */
export function phoneCard(
  entry: Change,
  log: OpenedLog<Item>,
  sync: SyncDefinition,
  { country, language }: CardReader,
  hashKey: Uint8Array,
): PhoneCard {
  const presentation = createPresentation(sync);
  const wanted = presentation.present(entry).item?.fields ?? {};
  const { fields } = composeContent(wanted, null, presentation.rules, hashKey);
  const holders = holdersOf(log);
  const regions = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const numbers = phonesOf(fields).map(({ field, value }): CardNumber => {
    const { shown, recognised, country: region } = showPhone(value, country);
    const others = (holders.get(value) ?? 1) - 1;
    return { field, value, shown, recognised, region: nameOf(regions, region), sharedWith: Math.max(0, others) };
  });
  return { fields, numbers };
}

/** In the order in which phones show them. */
function phonesOf(fields: ContactFields): readonly { readonly field: FieldName; readonly value: string }[] {
  const order = ['mobilePhone', ...phoneListFields, ...phoneFields.filter((name) => name !== 'telex')] as const;
  return [...new Set(order)].flatMap((field) => [fields[field] ?? []].flat().map((value) => ({ field, value })));
}

/** Of a number that belongs to no country, as +800, there is no name. */
function nameOf(regions: Intl.DisplayNames, country: string | null): string | null {
  return country === null || !/^[A-Z]{2}$/.test(country) ? null : (regions.of(country) ?? null);
}

const counted = new WeakMap<OpenedLog<Item>, ReadonlyMap<string, number>>();

/** How many items have each number; counted once for each opened log. */
function holdersOf(log: OpenedLog<Item>): ReadonlyMap<string, number> {
  const known = counted.get(log);
  if (known !== undefined) return known;
  const holders = new Map<string, number>();
  for (const { item } of log.entries.values()) {
    for (const number of new Set(numbersOf(item.fields))) holders.set(number, (holders.get(number) ?? 0) + 1);
  }
  counted.set(log, holders);
  return holders;
}
