import { phoneFields, phoneListFields } from '../sync/contact-fields.ts';
import type { ContactFields, Item, ItemId } from '../sync/items.ts';
import { createTextSearch } from '../sync/text-search.ts';
import type { OpenedLog } from './log-cache.ts';

/** Items of a collection by name. */
export interface ItemIndex {
  readonly items: readonly Item[];
  /** Where an item is; -1: it is not there. */
  placeOf(itemId: ItemId): number;
  /** The items that a text means, in the same order: parts of names, addresses and numbers. */
  search(text: string): readonly Item[];
}

const indexes = new WeakMap<OpenedLog<Item>, Map<string, ItemIndex>>();

/** The items by name, as people of the language sort them; made once for each opened log. */
export function itemIndexOf(log: OpenedLog<Item>, language: 'en' | 'de'): ItemIndex {
  const byLanguage = indexes.get(log) ?? new Map<string, ItemIndex>();
  indexes.set(log, byLanguage);
  const index = byLanguage.get(language) ?? createItemIndex(log, language);
  byLanguage.set(language, index);
  return index;
}

function createItemIndex({ entries }: OpenedLog<Item>, language: string): ItemIndex {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const items = [...entries.values()]
    .map(({ item }) => item)
    .sort((a, b) => compare(a.fields.displayName ?? '', b.fields.displayName ?? '') || (a.itemId < b.itemId ? -1 : 1));
  const places = new Map(items.map(({ itemId }, place) => [itemId, place]));
  const search = createTextSearch(items, ({ fields }) => searchedTexts(fields));
  return { items, placeOf: (itemId) => places.get(itemId) ?? -1, search };
}

/** What people look for an entry by. */
export function searchedTexts(fields: ContactFields) {
  return {
    texts: [
      fields.displayName,
      fields.givenName,
      fields.surname,
      fields.nickName,
      fields.jobTitle,
      fields.department,
      fields.companyName,
      ...(fields.emailAddresses ?? []).map(({ address }) => address),
    ].filter((text) => text !== undefined),
    numbers: numbersOf(fields),
  };
}

/** Every telephone number. */
export function numbersOf(fields: ContactFields): readonly string[] {
  return [
    ...phoneFields.map((name) => fields[name]).filter((number) => number !== undefined),
    ...phoneListFields.flatMap((name) => fields[name] ?? []),
  ];
}
