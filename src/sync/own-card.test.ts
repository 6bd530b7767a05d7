import { expect, test } from 'vitest';
import type { Item } from './items.ts';
import { ownedBy } from './own-card.ts';

const card = (itemId: string, ...addresses: readonly string[]): Item => ({
  kind: 'contact',
  itemId,
  fields: { displayName: 'Anna', emailAddresses: addresses.map((address) => ({ address })) },
});
const isOwn = ownedBy({ mailboxId: 'anna', address: 'Anna@Example.com' });

test('Y1: the item with the id of the mailbox is the owner’s', () => {
  expect(isOwn(card('anna'))).toBe(true);
  expect(isOwn({ kind: 'contact', itemId: 'anna', fields: {} })).toBe(true);
  expect(isOwn(card('ANNA'))).toBe(false);
});

test('Y2: the item with the address of the mailbox is the owner’s, whatever the case', () => {
  expect(isOwn(card('row-1', 'aNNA@example.COM'))).toBe(true);
});

test('Y3: any of the item’s addresses counts', () => {
  expect(isOwn(card('row-1', 'a@example.com', 'b@example.com', 'anna@example.com'))).toBe(true);
});

test('Y4: an item of another id and address is not the owner’s, and a mailbox without an address has no card by it', () => {
  const other = card('row-1', 'hanna@example.com', 'anna@example.com.au');
  expect(isOwn(other)).toBe(false);
  expect(isOwn(other)).toBe(false);
  expect(ownedBy({ mailboxId: 'anna', address: '' })(card('row-1', ''))).toBe(false);
  expect(ownedBy({ mailboxId: 'hanna', address: 'hanna@example.com' })(other)).toBe(true);
});
