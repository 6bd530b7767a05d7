import { expect, test } from 'vitest';
import type { Audience, Sync } from '../definition.ts';
import { faultsOf, placeOf } from './form-faults.ts';
import { audienceOf, changedParts, formOf, newForm, rebase, rulesOf, syncOf } from './sync-form.ts';

const group = '6f0e2f3a-0000-4000-8000-0000000000aa';
const audience: Audience = {
  audienceId: 'pilot',
  include: [
    { kind: 'mailboxes', mailboxes: ['a@example.com'] },
    { kind: 'group', groupId: group },
  ],
  exclude: [{ kind: 'mailboxes', mailboxes: ['b@example.com'] }],
};
const sync: Sync = {
  syncId: 'id',
  name: 'contacts',
  connectionId: 'c',
  collectionId: 'colleagues',
  audienceId: 'pilot',
  placement: { kind: 'folder', path: ['Company', 'Contacts'] },
  write: { fields: { jobTitle: { write: 'if-empty', whenEmpty: 'leave' } }, notesDelimiter: '---', categories: 'add' },
  deletes: { kind: 'keep-days', days: 7 },
  drift: { edited: 'leave', deleted: 'restore', lookEveryHours: 6 },
  leavers: 'clean-up',
  ownCard: 'leave-out',
  guards: newForm('x').guards,
  schedule: { kind: 'daily', at: ['06:00'], days: [1, 2] },
  paused: true,
};
const usable = { ...newForm('Company'), name: 'contacts', connectionId: 'c', collectionId: 'colleagues' };

test('a sync comes out of its form as it went in', () => {
  expect(syncOf(formOf(sync, audience), sync)).toEqual(sync);
  const others: readonly Partial<Sync>[] = [
    { placement: { kind: 'default-folder', category: 'Company' } },
    { deletes: { kind: 'delete' } },
    { deletes: { kind: 'keep' } },
    { schedule: { kind: 'manual' } },
    { schedule: { kind: 'every', minutes: 15 } },
  ];
  for (const other of others) {
    const changed = { ...sync, ...other };
    expect(syncOf(formOf(changed, audience), changed)).toEqual(changed);
  }
});

test('an audience that means the same stays as it was written, in its order', () => {
  const form = formOf(sync, audience).audience;
  expect(audienceOf(form, audience)).toBe(audience);
  expect(audienceOf({ ...form, who: 'everyone' }, audience)).toEqual({ ...audience, include: [{ kind: 'everyone' }] });
});

test('rules are groups, then named mailboxes; nothing named is no rule', () => {
  expect(rulesOf({ ...usable.audience, who: 'some', groups: [group], mailboxes: ['a@example.com'] }).include).toEqual([
    { kind: 'group', groupId: group },
    { kind: 'mailboxes', mailboxes: ['a@example.com'] },
  ]);
  expect(rulesOf({ ...usable.audience, who: 'some' })).toEqual({ include: [], exclude: [] });
});

test('a form that begins with the usual values has no faults once it is named', () => {
  expect([...faultsOf(usable, [])]).toEqual([]);
  expect([...faultsOf(newForm('Company'), []).keys()]).toEqual(['name', 'connectionId', 'collectionId']);
});

test('each wrong value is a fault at its field', () => {
  const { schedule, guards, audience: who, placement } = usable;
  const faultAt = (change: Partial<typeof usable>) => [...faultsOf({ ...usable, ...change }, ['taken'])];
  expect(faultAt({ name: 'Contacts' })).toEqual([['name', 'slug']]);
  expect(faultAt({ name: 'taken' })).toEqual([['name', 'taken']]);
  expect(faultAt({ audience: { ...who, who: 'some' } })).toEqual([['audience', 'audience']]);
  expect(faultAt({ placement: { ...placement, path: ['A', ' B'] } })).toEqual([['placement.path', 'folder']]);
  expect(faultAt({ placement: { ...placement, kind: 'default-folder', category: 'a,b' } })).toEqual([
    ['placement.category', 'category'],
  ]);
  expect(faultAt({ deletes: { kind: 'keep-days', days: 0 } })).toEqual([['deletes.days', 'days']]);
  expect(faultAt({ deletes: { kind: 'delete', days: 0 } })).toEqual([]);
  expect(faultAt({ guards: { ...guards, maxDeleteShare: 1.01 } })).toEqual([['guards.maxDeleteShare', 'share']]);
  expect(faultAt({ guards: { ...guards, freeLeavers: Number.NaN } })).toEqual([['guards.freeLeavers', 'count']]);
  expect(faultAt({ schedule: { ...schedule, minutes: 10_081 } })).toEqual([['schedule.minutes', 'minutes']]);
  expect(faultAt({ schedule: { ...schedule, kind: 'daily', at: ['06:00', '06:00'] } })).toEqual([
    ['schedule.at', 'times'],
  ]);
  expect(faultAt({ schedule: { ...schedule, kind: 'daily', days: [] } })).toEqual([['schedule.days', 'weekdays']]);
  expect(faultAt({ schedule: { ...schedule, kind: 'manual', minutes: 0, at: [], days: [] } })).toEqual([]);
  expect(faultAt({ write: { ...usable.write, notesDelimiter: '  ' } })).toEqual([
    ['write.notesDelimiter', 'delimiter'],
  ]);
});

test('faults of the server find their field', () => {
  expect(placeOf('body.sync.placement.path.0')).toBe('placement.path');
  expect(placeOf('body.sync.placement.category')).toBe('placement.category');
  expect(placeOf('body.sync.guards.maxDeletes')).toBe('guards.maxDeletes');
  expect(placeOf('body.audience.include.0.groupId')).toBe('audience');
  expect(placeOf('body.sync.nameless')).toBe(null);
});

test('changes of two people are put together part by part', () => {
  const mine = { ...usable, leavers: 'clean-up', ownCard: 'leave-out' } as const;
  const theirs = { ...usable, ownCard: 'keep', leavers: 'keep', name: 'other' } as const;
  expect(changedParts(usable, mine)).toEqual(['leavers', 'ownCard']);
  expect(rebase(usable, mine, theirs)).toEqual({ form: { ...mine, name: 'other' }, clashes: [] });
  const both = { ...usable, leavers: 'keep', deletes: { kind: 'keep', days: 30 } } as const;
  expect(rebase(usable, { ...usable, deletes: { kind: 'keep-days', days: 3 } }, both).clashes).toEqual(['deletes']);
});
