import {
  type AddressField,
  addressFields,
  addressParts,
  type PhoneListField,
  phoneFields,
  phoneListFields,
  type TextListField,
  textFields,
  textListFields,
} from '../sync/contact-fields.ts';

type SingleField = (typeof textFields)[number] | (typeof phoneFields)[number];
type AddressPart = (typeof addressParts)[number];

/** A place for values, as read from a definition. */
export type Target =
  | { readonly kind: 'single'; readonly field: SingleField }
  | { readonly kind: 'list'; readonly field: PhoneListField | TextListField }
  | { readonly kind: 'emails' }
  /** `free`: the first address that is still empty. */
  | { readonly kind: 'address'; readonly address: AddressField | 'free'; readonly part: AddressPart }
  | { readonly kind: 'extra'; readonly name: string }
  | { readonly kind: 'ignore' };

const targets: ReadonlyMap<string, Target> = new Map<string, Target>([
  ...[...textFields, ...phoneFields].map((field) => [field, { kind: 'single', field }] as const),
  ...[...phoneListFields, ...textListFields].map((field) => [field, { kind: 'list', field }] as const),
  ['emailAddresses', { kind: 'emails' }],
  ...addressFields.flatMap((address) =>
    addressParts.map((part) => [`${address}.${part}`, { kind: 'address', address, part }] as const),
  ),
  ...addressParts.map((part) => [`address.${part}`, { kind: 'address', address: 'free', part }] as const),
  ['ignore', { kind: 'ignore' }],
]);

/** Reads a target as people write it; null: it is none. */
export function parseTarget(text: string): Target | null {
  const extra = /^extra\.([A-Za-z][A-Za-z0-9]*)$/.exec(text)?.[1];
  return extra === undefined ? (targets.get(text) ?? null) : { kind: 'extra', name: extra };
}
