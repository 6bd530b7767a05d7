import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { Definitions, SyncDefinition } from '../runs/definition.ts';
import { definitionsSchema } from '../runs/definition-schema.ts';
import { anyDefinitions, context, groupId } from './definitions.test-fixture.ts';
import { diffDefinitions } from './diff-definitions.ts';
import { parseDefinitionFile } from './parse-definition-file.ts';

const before = parseDefinitionFile(
  `version: 1
sources:
  people: gal
  staff: { kind: group, groupId: ${groupId} }
  suppliers: { kind: csv, file: a.csv, id: { column: A }, columns: { A: displayName } }
collections:
  all: { sources: [people, staff], filter: [{ action: exclude, where: { kind: hidden, is: true } }] }
audiences: { everyone: { include: [everyone], exclude: [{ kind: mailboxes, mailboxes: [m1] }] } }
syncs: { contacts: { collection: all, audience: everyone } }
`,
  context,
);

function withSync(change: Partial<SyncDefinition>): Definitions {
  return { ...before, syncs: before.syncs.map((sync) => ({ ...sync, ...change })) };
}

function changed(after: Definitions) {
  const changes = diffDefinitions(before, after);
  expect(changes).toHaveLength(1);
  const [change] = changes;
  if (change?.kind !== 'changed') throw new Error('not changed');
  return change;
}

test('a removed sync leaves its folders, an added one begins', () => {
  const without = { ...before, syncs: [] };
  expect(diffDefinitions(before, without)).toEqual([
    { kind: 'removed', part: 'sync', id: 'contacts', effects: ['folders-stay'] },
  ]);
  expect(diffDefinitions(without, before)).toEqual([
    { kind: 'added', part: 'sync', id: 'contacts', effects: ['sync-begins'] },
  ]);
});

test('sources, collections and audiences that come or go do nothing by themselves', () => {
  const none = { sources: [], collections: [], audiences: [], syncs: [] };
  const added = diffDefinitions(none, { ...before, syncs: [] });
  expect(added.map(({ part, id }) => `${part} ${id}`)).toEqual([
    'source people',
    'source staff',
    'source suppliers',
    'collection all',
    'audience everyone',
  ]);
  expect(added.flatMap(({ effects }) => effects)).toEqual([]);
});

test('a changed mapping may write all cards again', () => {
  const collections = before.collections.map((collection) => ({
    ...collection,
    mapping: { ...collection.mapping, fields: { companyName: { kind: 'fixed' as const, value: 'Example' } } },
  }));
  expect(changed({ ...before, collections })).toEqual({
    kind: 'changed',
    part: 'collection',
    id: 'all',
    values: [{ path: 'mapping.fields.companyName', before: null, after: '{"kind":"fixed","value":"Example"}' }],
    effects: ['cards-written-again'],
  });
});

test('values are shown at their place, in the words of the file', () => {
  const filter = [{ action: 'exclude' as const, where: { kind: 'hidden' as const, is: false } }];
  const collections = before.collections.map((one) => ({ ...one, sourceIds: ['people'], filter }));
  expect(changed({ ...before, collections }).values).toEqual([
    { path: 'sources', before: '["people","staff"]', after: '["people"]' },
    { path: 'filter[0].where.is', before: 'true', after: 'false' },
  ]);
  const long = withSync({ placement: { kind: 'folder', path: ['x'.repeat(200)] } });
  expect(changed(long).values).toEqual([{ path: 'folder', before: 'Company contacts', after: `${'x'.repeat(79)}…` }]);
});

test.each([
  [{ collectionId: 'other' }, ['other-list']],
  [{ audienceId: 'other' }, ['mailboxes-join', 'mailboxes-leave']],
  [{ connectionId: 'other' }, ['folders-stay', 'sync-begins', 'other-mailboxes']],
  [{ placement: { kind: 'folder', path: ['Company', 'Staff'] } }, ['new-folders-only']],
  [{ placement: { kind: 'default-folder', category: 'Company' } }, ['place-changes']],
  [{ write: { fields: {}, notesDelimiter: '---', categories: 'replace' } }, ['cards-looked-at']],
  [{ deletes: { kind: 'keep' } }, ['leavers-kept']],
  [{ deletes: { kind: 'keep-days', days: 3 } }, ['leavers-deleted-later']],
  [{ drift: { edited: 'leave', deleted: 'restore', lookEveryHours: 6 } }, ['edits-left', 'looks-change']],
  [{ leavers: 'clean-up' }, ['left-mailboxes-cleaned']],
  [{ ownCard: 'leave-out' }, ['own-cards-removed']],
  [{ schedule: { kind: 'daily', at: ['06:00'], days: [1] } }, ['schedule-changes']],
  [{ paused: true }, ['sync-pauses']],
] satisfies readonly (readonly [Partial<SyncDefinition>, readonly string[]])[])(
  'of a sync %j has effects',
  (change, effects) => {
    expect(changed(withSync(change)).effects).toEqual(effects);
  },
);

test('what is undone has the opposite effects', () => {
  const after = withSync({
    deletes: { kind: 'keep' },
    leavers: 'clean-up',
    ownCard: 'leave-out',
    paused: true,
    drift: { edited: 'leave', deleted: 'restore', lookEveryHours: 24 },
  });
  expect(diffDefinitions(after, before)[0]?.effects).toEqual([
    'leavers-deleted',
    'edits-restored',
    'left-mailboxes-kept',
    'own-cards-written',
    'sync-resumes',
  ]);
});

test.each([
  [{ include: [{ kind: 'group' as const, groupId }] }, ['mailboxes-join', 'mailboxes-leave']],
  [{ include: [{ kind: 'everyone' as const }, { kind: 'group' as const, groupId }] }, ['mailboxes-join']],
  [{ exclude: [] }, ['mailboxes-join']],
])('of an audience %j has effects', (change, effects) => {
  const audiences = before.audiences.map((audience) => ({ ...audience, ...change }));
  expect(changed({ ...before, audiences }).effects).toEqual(effects);
});

test.each([
  ['people', { rules: { ...galRules(), includeHidden: true } }, ['entries-come']],
  ['people', { rules: { ...galRules(), includeUnlicensed: false } }, ['entries-leave']],
  ['people', { photoPixels: 96 }, ['photos-taken']],
  ['staff', { groupId: `${groupId.slice(0, -1)}b` }, ['source-read-anew', 'entries-come', 'entries-leave']],
  ['suppliers', { id: { column: 'B' } }, ['source-read-anew', 'source-ids-change']],
  ['suppliers', { columns: { A: 'nickName' } }, ['source-read-anew', 'cards-written-again']],
])('of the source %s %j has effects', (id, change, effects) => {
  const sources = before.sources.map((source) => (source.sourceId === id ? { ...source, ...change } : source));
  expect(changed(definitionsSchema.parse({ ...before, sources })).effects).toEqual(effects);
});

prop.prop([anyDefinitions(context)], { numRuns: 30 })('there is no difference to itself, in whatever order', (one) => {
  const turned = {
    sources: one.sources.toReversed(),
    collections: one.collections.toReversed(),
    audiences: one.audiences.toReversed(),
    syncs: one.syncs.toReversed(),
  };
  expect(diffDefinitions(one, turned)).toEqual([]);
});

prop.prop([fc.tuple(anyDefinitions(context), anyDefinitions(context))], { numRuns: 30 })(
  'what is added in one direction is removed in the other, and every change has an effect',
  ([one, other]) => {
    const there = diffDefinitions(one, other);
    const back = diffDefinitions(other, one);
    const named = (changes: typeof there, kind: string) =>
      new Set(changes.filter((change) => change.kind === kind).map(({ part, id }) => `${part} ${id}`));
    expect(named(there, 'added')).toEqual(named(back, 'removed'));
    expect(named(there, 'changed')).toEqual(named(back, 'changed'));
    for (const change of there) if (change.kind === 'changed') expect(change.effects.length).toBeGreaterThan(0);
  },
);

function galRules() {
  const [people] = before.sources;
  if (people?.kind !== 'gal') throw new Error('no directory');
  return people.rules;
}
