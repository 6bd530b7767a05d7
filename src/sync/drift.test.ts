import { expect, test } from 'vitest';
import { judgeDrift, sortChanges } from './drift.ts';
import type { ContactFields } from './items.ts';
import type { Link, MailItem } from './operations.ts';
import { sameContent } from './same-content.ts';
import { type CurrentContent, composeContent, defaultWriteRules } from './write-rules.ts';

const link: Link = { itemId: 'anna', mailItemId: 'm1', writtenHash: 'h1', changeKey: 'k1' };
const wanted: ContactFields = { displayName: 'Anna', mobilePhone: '+491' };
const mail = (fields: ContactFields, changes: Partial<MailItem> = {}): MailItem => ({
  mailItemId: 'm1',
  itemId: 'anna',
  contentHash: 'h1',
  changeKey: 'k2',
  fields,
  marks: null,
  ...changes,
});
const compose = () => wanted;
const restore = { edited: 'restore', deleted: 'restore' } as const;
const leave = { edited: 'leave', deleted: 'leave' } as const;
const dismissed: Link = { ...link, dismissed: true };

test('J1: an item that no link names is passed over', () => {
  const seen = { present: [{ mailItemId: 'x', changeKey: 'k1' }], removed: ['y'] };
  expect(sortChanges([link], seen)).toEqual({ untouched: 0, toRead: [], deleted: [] });
});

test('J2: an item at the state of our last write is untouched', () => {
  const seen = { present: [{ mailItemId: 'm1', changeKey: 'k1' }], removed: [] };
  expect(sortChanges([link], seen)).toEqual({ untouched: 1, toRead: [], deleted: [] });
});

test('J3: an item at another state, or at one that is not known, is read', () => {
  const { changeKey: _, ...unknown } = link;
  for (const [known, seen] of [
    [link, { mailItemId: 'm1', changeKey: 'k2' }],
    [link, { mailItemId: 'm1' }],
    [unknown, { mailItemId: 'm1', changeKey: 'k1' }],
    [unknown, { mailItemId: 'm1' }],
  ] as const) {
    expect(sortChanges([known], { present: [seen], removed: [] })).toEqual({
      untouched: 0,
      toRead: [known],
      deleted: [],
    });
  }
});

test('J4: an item that was removed is deleted', () => {
  expect(sortChanges([link], { present: [], removed: ['m1'] })).toEqual({ untouched: 0, toRead: [], deleted: [link] });
});

test('J5: an item that was removed and is there is there; of two states the last one counts', () => {
  const states = [
    { mailItemId: 'm1', changeKey: 'k1' },
    { mailItemId: 'm1', changeKey: 'k3' },
  ];
  expect(sortChanges([link], { present: states, removed: ['m1'] })).toEqual({
    untouched: 0,
    toRead: [link],
    deleted: [],
  });
});

test('J6: what a mailbox may return otherwise is the same content, and its state is remembered', () => {
  const returned = mail({ ...wanted, emailAddresses: [] });
  expect(judgeDrift(link, returned, compose, restore)).toEqual({ kind: 'same', link: { ...link, changeKey: 'k2' } });
  const { changeKey: _, ...unknown } = returned;
  const { changeKey: __, ...forgotten } = link;
  expect(judgeDrift(link, unknown, compose, leave)).toEqual({ kind: 'same', link: forgotten });

  const ours: ContactFields = {
    displayName: 'Anna',
    personalNotes: 'one\ntwo',
    emailAddresses: [{ address: 'anna@example.com', name: 'Anna' }, { address: 'b@example.com' }],
    categories: ['A', 'B'],
    businessAddress: { street: 'A 1\nB' },
  };
  const theirs: ContactFields = {
    displayName: 'Anna',
    fileAs: 'Anna',
    personalNotes: 'one \r\ntwo\r\n',
    emailAddresses: [
      { address: 'Anna@example.com', name: 'x' },
      { address: 'b@example.com', name: 'b' },
    ],
    categories: ['b', 'A'],
    businessAddress: { street: 'A 1\r\nB' },
  };
  expect(sameContent(ours, theirs)).toBe(true);
  expect(sameContent(ours, { ...theirs, emailAddresses: [...(theirs.emailAddresses ?? [])].reverse() })).toBe(false);
  expect(sameContent(ours, { ...theirs, categories: ['A'] })).toBe(false);
  expect(sameContent(ours, { ...theirs, fileAs: 'Other' })).toBe(false);
  expect(sameContent(ours, { ...theirs, personalNotes: 'one two' })).toBe(false);
  expect(sameContent({ surname: 'M' }, { surname: 'M', fileAs: 'M' })).toBe(true);
});

test('J7: an item whose stamp names something else than the link was edited', () => {
  for (const stamp of [{ contentHash: 'h0' }, { itemId: 'ben' }]) {
    expect(judgeDrift(link, mail(wanted, stamp), compose, restore)).toEqual({ kind: 'restore-edit' });
    expect(judgeDrift(link, mail(wanted, stamp), compose, leave)).toEqual({
      kind: 'leave-edit',
      link: { ...link, changeKey: 'k2', writtenHash: '' },
    });
  }
});

test('J8: an edited item is restored', () => {
  const edits: readonly ContactFields[] = [{ ...wanted, nickName: 'A' }, { displayName: 'Anna' }, {}];
  for (const edited of edits) {
    expect(judgeDrift(link, mail(edited), compose, restore)).toEqual({ kind: 'restore-edit' });
  }
});

test('J9: an edited item is left, and is not looked at again in that state', () => {
  const verdict = judgeDrift(link, mail({}), compose, leave);
  expect(verdict).toEqual({ kind: 'leave-edit', link: { ...link, changeKey: 'k2' } });
  const left = 'link' in verdict ? [verdict.link] : [];
  expect(sortChanges(left, { present: [mail({})], removed: [] }).untouched).toBe(1);
});

test('J10: a deleted item is created anew', () => {
  expect(judgeDrift(link, null, compose, restore)).toEqual({ kind: 'restore-delete' });
});

test('J11: a deleted item stays away, and the link says so', () => {
  expect(judgeDrift(link, null, compose, leave)).toEqual({ kind: 'leave-delete', link: dismissed });
});

test('J12: an item that is gone when it is read, or is no longer stamped, was deleted', () => {
  const { toRead } = sortChanges([link], { present: [{ mailItemId: 'm1', changeKey: 'k2' }], removed: [] });
  expect(toRead.map((changed) => judgeDrift(changed, null, compose, { ...restore, edited: 'leave' }))).toEqual([
    { kind: 'restore-delete' },
  ]);
});

test('J13: what stays away by the person’s wish is no news, and comes back once it is to be restored', () => {
  expect(sortChanges([dismissed], { present: [], removed: ['m1'] }).deleted).toEqual([dismissed]);
  expect(judgeDrift(dismissed, null, compose, leave)).toEqual({ kind: 'same', link: dismissed });
  expect(judgeDrift(dismissed, null, compose, restore)).toEqual({ kind: 'restore-delete' });
});

test('J14: what the person put back is looked at, and no longer stays away', () => {
  const seen = { present: [{ mailItemId: 'm1', changeKey: 'k1' }], removed: [] };
  expect(sortChanges([dismissed], seen).toRead).toEqual([dismissed]);
  expect(judgeDrift(dismissed, mail(wanted, { changeKey: 'k1' }), compose, leave)).toEqual({ kind: 'same', link });
  expect(judgeDrift(dismissed, mail({}, { changeKey: 'k1' }), compose, leave)).toEqual({ kind: 'leave-edit', link });
});

test('J15: what the list does not want is not restored, and written should it come back', () => {
  for (const policy of [restore, leave]) {
    expect(judgeDrift(link, mail({}), null, policy)).toEqual({
      kind: 'same',
      link: { ...link, changeKey: 'k2', writtenHash: '' },
    });
  }
});

test('J16: what the list does not want and is gone is forgotten', () => {
  for (const known of [link, dismissed]) {
    for (const policy of [restore, leave]) expect(judgeDrift(known, null, null, policy)).toEqual({ kind: 'forget' });
  }
});

test('J17: what write rules leave to the person is no edit', () => {
  const rules = { ...defaultWriteRules, fields: { nickName: { write: 'if-empty', whenEmpty: 'clear' } } } as const;
  const key = new Uint8Array(32);
  const composed = (current: CurrentContent) => composeContent(wanted, current, rules, key).fields;
  expect(judgeDrift(link, mail({ ...wanted, nickName: 'A' }), composed, restore).kind).toBe('same');
  expect(judgeDrift(link, mail({ ...wanted, surname: 'A' }), composed, restore).kind).toBe('restore-edit');
});
