import type { ContactFields, ItemId } from './items.ts';

/** What an entry of an address list is, as far as the service tells. */
export type EntryKind = 'account' | 'shared-mailbox' | 'room' | 'equipment' | 'guest' | 'contact';

/** One entry of a list before filtering and mapping. */
export interface SourceRecord {
  readonly itemId: ItemId;
  readonly kind: EntryKind;
  /** May it sign in? Shared mailboxes and rooms usually may not. */
  readonly enabled: boolean;
  readonly hiddenFromLists: boolean;
  readonly licensed: boolean;
  readonly fields: ContactFields;
  /** Values that are no contact field but can be taken into one: `extensionAttribute1`, `employeeId`, `country`. */
  readonly extra: Readonly<Record<string, string>>;
  /** Hash of the photo, which is kept apart. */
  readonly photo?: string;
}
