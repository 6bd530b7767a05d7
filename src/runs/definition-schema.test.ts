import { expect, test } from 'vitest';
import { defaultGalRules } from '../sync/gal-rules.ts';
import { defaultGuardPolicy } from '../sync/guards.ts';
import { defaultMapping } from '../sync/mapping.ts';
import { defaultMatchRules } from '../sync/merging/match.ts';
import { defaultMergeRules } from '../sync/merging/merge.ts';
import { defaultDriftPolicy } from '../sync/policies.ts';
import { defaultWriteRules } from '../sync/write-rules.ts';
import type { Definitions } from './definition.ts';
import { definitionsSchema } from './definition-schema.ts';

const right = {
  sources: [{ sourceId: 'people', kind: 'gal', connectionId: 'c', rules: defaultGalRules, photoPixels: 96 }],
  collections: [
    {
      collectionId: 'all',
      sourceIds: ['people'],
      match: defaultMatchRules,
      merge: defaultMergeRules,
      filter: [{ action: 'include', where: { kind: 'not', of: { kind: 'source', in: ['people'] } } }],
      mapping: defaultMapping('DE'),
      guards: defaultGuardPolicy,
    },
  ],
  audiences: [{ audienceId: 'everyone', include: [{ kind: 'everyone' }], exclude: [] }],
  syncs: [
    {
      syncId: 's',
      name: 'contacts',
      connectionId: 'c',
      collectionId: 'all',
      audienceId: 'everyone',
      placement: { kind: 'folder', path: ['Company', 'Contacts'] },
      write: defaultWriteRules,
      deletes: { kind: 'delete' },
      drift: defaultDriftPolicy,
      leavers: 'keep',
      ownCard: 'keep',
      guards: defaultGuardPolicy,
      schedule: { kind: 'every', minutes: 60 },
      paused: false,
    },
  ],
} satisfies Definitions;

const [source] = right.sources;
const [collection] = right.collections;
const [sync] = right.syncs;

function faultsOf(changed: object): readonly string[] {
  const parsed = definitionsSchema.safeParse({ ...right, ...changed });
  return parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

test('complete definitions are taken as they are', () => {
  expect(definitionsSchema.parse(right)).toEqual(right);
});

test('names that name nothing are faults at their place', () => {
  expect(
    faultsOf({
      collections: [
        {
          ...collection,
          sourceIds: ['people', 'people', 'nobody'],
          merge: { fields: { jobTitle: { kind: 'first', order: ['staff'] } } },
          filter: [{ action: 'exclude', where: { kind: 'any', of: [{ kind: 'source', in: ['people', 'staff'] }] } }],
        },
      ],
      syncs: [{ ...sync, collectionId: 'other', audienceId: 'other' }],
    }),
  ).toEqual([
    'collections.0.sourceIds.1: the collection names the source people twice: remove one',
    'collections.0.sourceIds.2: there is no source nobody: define it, or name one of people',
    'collections.0.merge.fields.jobTitle.order.0: there is no source of this collection staff: define it, or name one of people, nobody',
    'collections.0.filter.0.where.of.0.in.1: there is no source of this collection staff: define it, or name one of people, nobody',
    'syncs.0.collectionId: there is no collection other: define it, or name one of all',
    'syncs.0.audienceId: there is no audience other: define it, or name one of everyone',
  ]);
});

test('ids and names are there once', () => {
  expect(faultsOf({ sources: [source, source] })).toEqual([
    'sources.1.sourceId: people is there twice: each must be unique',
  ]);
  expect(faultsOf({ syncs: [sync, { ...sync, syncId: 't' }, { ...sync, name: 'other' }] })).toEqual([
    'syncs.2.syncId: s is there twice: each must be unique',
    'syncs.1.name: contacts is there twice: each must be unique',
  ]);
});

test.each([
  { sources: [{ ...source, extra: 1 }] },
  { sources: [{ ...source, sourceId: 'No Slug' }] },
  { sources: [{ ...source, photoPixels: 1 }] },
  { sources: [{ sourceId: 'a', kind: 'csv', file: 'a.csv', id: { column: 'A' } }] },
  { audiences: [{ audienceId: 'everyone', include: [], exclude: [] }] },
  { audiences: [{ audienceId: 'everyone', include: [{ kind: 'group', groupId: 'sales' }], exclude: [] }] },
  { syncs: [{ ...sync, placement: { kind: 'folder', path: [] } }] },
  { syncs: [{ ...sync, placement: { kind: 'folder', path: ['a\nb'] } }] },
  { syncs: [{ ...sync, placement: { kind: 'default-folder', category: 'a, b' } }] },
  { syncs: [{ ...sync, leavers: 'forget' }] },
])('%j is refused', (changed) => {
  expect(faultsOf(changed).length).toBeGreaterThan(0);
});
