import { expect, test } from 'vitest';
import { mailboxesOf } from './mailboxes-of.ts';

const replicas = { unknown: 1, ready: 20, writing: 3, unavailable: 4, leaving: 5, atHead: 19 };

test('counts the folders of these syncs that stay', () => {
  const syncs = [
    { syncId: 'a', replicas },
    { syncId: 'b', replicas },
  ];
  expect(mailboxesOf(syncs, ['a'])).toBe(28);
  expect(mailboxesOf(syncs, [])).toBe(0);
});
