import type { Api } from '../../../src/api/contract/contract.ts';
import { linesOf } from '../fields/field-value.ts';

export type Preview = Api['getPhonePreview']['answer'];
export type CardNumber = Preview['numbers'][number];
export type Person = Api['listItems']['answer']['items'][number];
export type Sync = Api['listSyncs']['answer']['items'][number];

type FieldName = keyof Preview['fields'];

/** The first line of a field; empty: there is none. */
export function textOf({ fields }: Pick<Preview, 'fields'>, name: FieldName): string {
  return linesOf(fields[name])[0] ?? '';
}

/** What a phone calls a card by: its name, else what else there is. */
export function shownName(preview: Pick<Preview, 'fields'>): string {
  const names = [textOf(preview, 'displayName'), textOf(preview, 'companyName'), ...mailsOf(preview)];
  return names.find((name) => name !== '') ?? '';
}

/** Numbers that call: faxes and pagers don't. */
export function callingNumbers(numbers: readonly CardNumber[]): readonly CardNumber[] {
  return numbers.filter(({ field }) => !/fax|pager|isdn|telex|tty/i.test(field));
}

/**
 * What a phone shows of a caller whom it does not know; null: what the list has is no number at all.
 * Of an extension only the end is known.
 */
export function unknownCaller({ shown }: Pick<CardNumber, 'shown'>): string | null {
  if (shown.replace(/\D/g, '').length < 3) return null;
  return /^[+0]/.test(shown) ? shown : `… ${shown}`;
}

export interface CardRow {
  readonly field: FieldName;
  readonly kind: 'mail' | 'address' | 'link' | 'text';
  readonly lines: readonly string[];
}

const rowKinds: readonly (readonly [field: FieldName, kind: CardRow['kind']])[] = [
  ['emailAddresses', 'mail'],
  ['imAddresses', 'text'],
  ['businessAddress', 'address'],
  ['homeAddress', 'address'],
  ['otherAddress', 'address'],
  ['businessHomePage', 'link'],
  ['birthday', 'text'],
  ['officeLocation', 'text'],
  ['personalNotes', 'text'],
];

/** What a contact card shows below its numbers, in the order of phones; each mail address in a row of its own. */
export function cardRows(preview: Pick<Preview, 'fields'>): readonly CardRow[] {
  return rowKinds.flatMap(([field, kind]): readonly CardRow[] => {
    if (field === 'emailAddresses') return mailsOf(preview).map((address) => ({ field, kind, lines: [address] }));
    const lines = linesOf(preview.fields[field]);
    return lines.length === 0 ? [] : [{ field, kind, lines }];
  });
}

function mailsOf({ fields: { emailAddresses } }: Pick<Preview, 'fields'>): readonly string[] {
  return Array.isArray(emailAddresses) ? emailAddresses.flatMap(addressOf) : [];
}

function addressOf(value: unknown): readonly string[] {
  const hasAddress = typeof value === 'object' && value !== null && 'address' in value;
  return hasAddress && typeof value.address === 'string' ? [value.address] : [];
}

/** Who shows best what a phone shows: the first with a photo and a number, else with a number, else the first. */
export function firstShown(people: readonly Person[]): Person | null {
  const reachable = people.filter(({ phone }) => phone?.startsWith('+'));
  return reachable.find(({ hasPhoto }) => hasPhoto) ?? reachable[0] ?? people[0] ?? null;
}

/** Those who stand around a person in a list; of someone who is not in it, nobody. */
export function neighbours(people: readonly Person[], itemId: string, count: number): readonly Person[] {
  const at = people.findIndex((one) => one.itemId === itemId);
  if (at === -1) return [];
  const start = Math.max(0, Math.min(at - Math.floor(count / 2), people.length - count));
  return people.slice(start, start + count);
}

/** The letter under which a contact list has a name; anything else is under `#`. */
export function letterOf(name: string): string {
  const first = name.normalize('NFD').charAt(0).toUpperCase();
  return /\p{L}/u.test(first) ? first : '#';
}
