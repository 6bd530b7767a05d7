import { randomBytes } from 'node:crypto';
import { createMemoryWorld, type MemoryWorld } from '../connectors/memory/world.ts';
import { masterKeyFrom } from '../platform/vault/master-key.ts';
import { createVault } from '../platform/vault/vault.ts';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import type { Stores } from '../stores/stores.ts';
import { defaultGalRules } from '../sync/gal-rules.ts';
import { defaultGuardPolicy } from '../sync/guards.ts';
import { defaultMapping } from '../sync/mapping.ts';
import { defaultMatchRules } from '../sync/merging/match.ts';
import { defaultMergeRules } from '../sync/merging/merge.ts';
import { defaultDriftPolicy } from '../sync/policies.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { defaultWriteRules } from '../sync/write-rules.ts';
import { defaultRunSettings, type RunContext, type Stop } from './context.ts';
import type { AudienceDefinition, CollectionDefinition, SourceDefinition, SyncDefinition } from './definition.ts';
import { type PlannedRun, planSync } from './plan-sync.ts';
import type { ContactSource } from './ports.ts';
import { type RunRequest, runSync } from './run-sync.ts';
import type { Run } from './stores.ts';
import { undoRun } from './undo-run.ts';
import { uninstall } from './uninstall.ts';

export const tenantId = 'tenant-1';

export const testSync: SyncDefinition = {
  syncId: 'sync-1',
  name: 'contacts',
  connectionId: 'connection-1',
  collectionId: 'collection-1',
  audienceId: 'audience-1',
  placement: { kind: 'folder', path: ['Company contacts'] },
  write: defaultWriteRules,
  deletes: { kind: 'delete' },
  drift: defaultDriftPolicy,
  leavers: 'keep',
  ownCard: 'keep',
  guards: defaultGuardPolicy,
  schedule: { kind: 'manual' },
  paused: false,
};

export const testCollection: CollectionDefinition = {
  collectionId: 'collection-1',
  sourceIds: ['gal'],
  match: defaultMatchRules,
  merge: defaultMergeRules,
  filter: [],
  mapping: defaultMapping('DE'),
  guards: defaultGuardPolicy,
};

export const galSource = {
  sourceId: 'gal',
  connectionId: 'connection-1',
  kind: 'gal',
  rules: defaultGalRules,
  photoPixels: null,
} as const satisfies SourceDefinition;

export const everyone: AudienceDefinition = {
  audienceId: 'audience-1',
  include: [{ kind: 'everyone' }],
  exclude: [],
};

/** A company in memory with the program around it. */
export interface RunWorld {
  readonly world: MemoryWorld;
  stores: Stores;
  sync: SyncDefinition;
  collection: CollectionDefinition;
  sources: readonly SourceDefinition[];
  audience: AudienceDefinition;
  /** Sources that come by no connection, by source id. */
  readonly files: Map<string, ContactSource>;
  nowMs: number;
  run(request?: Partial<RunRequest>, stop?: Partial<Stop>, scalePhoto?: RunContext['scalePhoto']): Promise<Run>;
  plan(): Promise<PlannedRun>;
  uninstall(mailboxIds?: readonly string[] | null, stop?: Partial<Stop>): Promise<Run>;
  undo(runId: string): Promise<Run>;
  /** What it works with now, for calls that the world has no short form of. */
  context(): RunContext;
  /** Throws away everything we know, as a lost data folder does; the vault's keys go too. */
  loseStores(): void;
  /** What our folder of a mailbox holds: item id → name, sorted; and each item once. */
  folder(mailboxId: string): ReadonlyMap<string, string>;
}

export function person(number: number, changes: Partial<SourceRecord> = {}): SourceRecord {
  return {
    itemId: `person-${number}`,
    kind: 'account',
    enabled: true,
    hiddenFromLists: false,
    licensed: true,
    fields: { displayName: `Person ${number}`, businessPhones: [`+49 89 1234${number}`] },
    extra: {},
    ...changes,
  };
}

export function createRunWorld(people: number, mailboxes: number): RunWorld {
  const world = createMemoryWorld({ pageSize: 3 });
  for (let number = 1; number <= people; number += 1) world.putPerson(person(number));
  for (let number = 1; number <= mailboxes; number += 1) {
    world.putMailbox({ mailboxId: `mailbox-${number}`, address: `m${number}@example.com`, excluded: null });
    const contents = world.mailbox(`mailbox-${number}`);
    contents.addContact(contents.defaultFolderId, { stamp: null, fields: { displayName: 'Mother' } });
    const own = contents.addFolder('Family', null);
    contents.addContact(own, { stamp: null, fields: { displayName: 'Person 1' } });
  }
  const parts = () => {
    const stores = createMemoryStores({ now: () => new Date(fixture.nowMs).toISOString(), pageSize: 2 });
    const masterKey = masterKeyFrom(randomBytes(32), 'test');
    return { stores, vault: createVault({ keys: stores.wrappedKeys, masterKey }) };
  };
  const ids = Array.from({ length: 1000 }, (_, index) => `run-${index + 1}`).values();
  const contextOf = (): RunContext => ({
    tenantId,
    sync: fixture.sync,
    collection: fixture.collection,
    sources: fixture.sources,
    audience: fixture.audience,
    connector: world.connector(),
    openSource: (source) => {
      const file = fixture.files.get(source.sourceId);
      if (file !== undefined) return file;
      if (source.kind === 'csv') throw new Error('no such file');
      return world.connector().source(source);
    },
    directoryOf: (source) => (source.kind === 'csv' ? null : world.connector().mailboxes),
    photosOf: (source) => (source.kind === 'csv' ? null : world.connector().photos),
    scalePhoto: async (image) => image,
    stores: fixture.stores,
    vault: current.vault,
    now: () => new Date(fixture.nowMs).toISOString(),
    newId: () => ids.next().value ?? '',
    settings: { ...defaultRunSettings, foldersInFlight: 3, operationsPerChunk: 2 },
  });
  const never = new AbortController().signal;
  const goOn: Stop = { drain: never, cancel: never };
  const fixture: RunWorld = {
    world,
    stores: createMemoryStores({ now: () => new Date(0).toISOString() }),
    sync: testSync,
    collection: testCollection,
    sources: [galSource],
    audience: everyone,
    files: new Map(),
    nowMs: Date.parse('2026-01-01T00:00:00Z'),
    run(request = {}, stop = {}, scalePhoto = async (image) => image) {
      fixture.nowMs += 60_000;
      return runSync({ ...contextOf(), scalePhoto }, { approve: null, ...request }, () => {}, { ...goOn, ...stop });
    },
    plan: () => planSync(contextOf(), goOn.cancel),
    uninstall(mailboxIds = null, stop = {}) {
      fixture.nowMs += 60_000;
      return uninstall(contextOf(), mailboxIds, () => {}, { ...goOn, ...stop });
    },
    undo(runId) {
      fixture.nowMs += 60_000;
      return undoRun(contextOf(), runId, () => {}, goOn);
    },
    context: contextOf,
    loseStores() {
      current = parts();
      fixture.stores = current.stores;
    },
    folder(mailboxId) {
      const ours = world
        .mailbox(mailboxId)
        .folders()
        .filter((folder) => folder.syncId === fixture.sync.syncId);
      const contacts = ours.flatMap((folder) => folder.contacts);
      const entries = contacts.map(({ stamp, fields }) => [stamp?.itemId ?? '', fields.displayName ?? ''] as const);
      if (ours.length > 1) throw new Error(`${ours.length} folders of ours in ${mailboxId}`);
      if (new Set(entries.map(([itemId]) => itemId)).size !== entries.length) throw new Error('an item is there twice');
      return new Map(entries.toSorted(([a], [b]) => a.localeCompare(b)));
    },
  };
  let current = parts();
  fixture.stores = current.stores;
  return fixture;
}
