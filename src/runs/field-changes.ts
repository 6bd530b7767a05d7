import { addressFields, addressParts, fieldNames } from '../sync/contact-fields.ts';
import type { Item } from '../sync/items.ts';
import { textsOf } from '../sync/named-texts.ts';

/** A field of a card with another value; null: nothing in it. */
export interface FieldChange {
  /** As in a mapping: `jobTitle`, `businessAddress.city`; and `photo`, whose values are not told. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

const shownNames: readonly string[] = fieldNames.flatMap((name) => {
  const address = addressFields.find((one) => one === name);
  return address === undefined ? [name] : addressParts.map((part) => `${address}.${part}`);
});

/** Which fields differ, in the order of the normal form. */
export function fieldChanges(before: Item | null, after: Item | null): readonly FieldChange[] {
  const changes = shownNames.flatMap((field): readonly FieldChange[] => {
    const [old, now] = [textOf(before, field), textOf(after, field)];
    return old === now ? [] : [{ field, before: old, after: now }];
  });
  const photos = before?.photo === after?.photo ? [] : [{ field: 'photo', before: null, after: null }];
  return [...changes, ...photos];
}

function textOf(item: Item | null, field: string): string | null {
  if (item === null) return null;
  const texts = textsOf({ fields: item.fields, extra: {} }, field);
  return texts.length === 0 ? null : texts.join(', ');
}
