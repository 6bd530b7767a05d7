import { expect, test } from 'vitest';
import { defaultGalRules } from '../sync/gal-rules.ts';
import { defaultGuardPolicy } from '../sync/guards.ts';
import type { CollectionDefinition, Definitions, SyncDefinition } from './definition.ts';
import { connectionsOfSync, listsOfConnection } from './lists-of-connection.ts';

const collection = (collectionId: string, sourceIds: readonly string[]): CollectionDefinition => ({
  collectionId,
  sourceIds,
  match: { by: ['id'], idFrom: null },
  merge: { fields: {} },
  filter: [],
  mapping: { fields: {}, phones: { defaultCountry: 'DE', extensions: [] } },
  guards: defaultGuardPolicy,
});

const sync = (syncId: string, collectionId: string): SyncDefinition => ({
  syncId,
  name: syncId,
  connectionId: 'connection-1',
  collectionId,
  audienceId: 'all',
  placement: { kind: 'folder', path: ['Company'] },
  write: { fields: {}, notesDelimiter: null, categories: 'replace' },
  deletes: { kind: 'keep' },
  drift: { edited: 'restore', deleted: 'leave', lookEveryHours: 24 },
  leavers: 'keep',
  ownCard: 'keep',
  guards: defaultGuardPolicy,
  schedule: { kind: 'manual' },
  paused: false,
});

const definitions: Definitions = {
  sources: [
    { kind: 'gal', sourceId: 'gal', connectionId: 'connection-1', rules: defaultGalRules, photoPixels: null },
    { kind: 'organizational-contacts', sourceId: 'others', connectionId: 'connection-2' },
    { kind: 'csv', sourceId: 'file', file: 'members.csv', id: { column: 'Nr' }, columns: {}, join: [] },
  ],
  collections: [
    collection('people', ['gal', 'file']),
    collection('mixed', ['others', 'gal']),
    collection('foreign', ['others', 'file']),
  ],
  audiences: [{ audienceId: 'all', include: [{ kind: 'everyone' }], exclude: [] }],
  syncs: [sync('sync-people', 'people'), sync('sync-mixed', 'mixed'), sync('sync-foreign', 'foreign')],
};

test('what a connection gave: its sources but no files, the collections with any of them, the syncs of these', () => {
  expect(listsOfConnection(definitions, 'connection-1')).toEqual({
    connectionIds: ['connection-1'],
    sourceIds: ['gal'],
    collectionIds: ['people', 'mixed'],
    syncIds: ['sync-people', 'sync-mixed'],
  });
  expect(listsOfConnection(definitions, 'connection-2')).toMatchObject({
    sourceIds: ['others'],
    collectionIds: ['mixed', 'foreign'],
  });
});

test('a sync works with the connection of its mailboxes and those of its sources', () => {
  expect(connectionsOfSync(definitions, 'sync-people')).toEqual(['connection-1']);
  expect(connectionsOfSync(definitions, 'sync-foreign')).toEqual(['connection-1', 'connection-2']);
  expect(connectionsOfSync(definitions, 'gone')).toEqual([]);
});
