import { describe, expect, test } from 'vitest';
import type { Stores } from '../../../src/stores/stores.ts';
import { collect, type OpenStores } from './open-stores.ts';
import { sampleApiToken, sampleAuditDraft, sampleMember } from './sample-identity.ts';
import {
  sampleConnection,
  sampleDefinitions,
  sampleItem,
  sampleLink,
  sampleMailbox,
  samplePhoto,
  sampleRead,
  sampleRecord,
  sampleReplica,
  sampleRun,
  sampleTenant,
} from './sample-rows.ts';

type StoreName = Exclude<keyof Stores, 'close'>;
type Call = (stores: Stores, tenantId: string) => Promise<unknown>;
type CallsByMethod = { readonly [Name in StoreName]: { readonly [Method in keyof Stores[Name]]: Call | 'no tenant' } };

const soon = '2026-06-01T00:00:00.000Z';
const pending = { stateHash: 'state-hash', expiresAt: soon };
const sampleCertificate = (idHash: string) => ({ idHash, deletedAt: soon, sealed: Uint8Array.of(1) });
const issue = { mailboxId: 'm', itemId: 'a', code: 'invalid-item', detail: '' };
const link = { put: [sampleLink('a')], remove: [] };
const key = { masterKeyId: 'master', wrapped: Uint8Array.of(1) };

/** One call of every method of every store, all with the same ids, so that only the tenant tells rows apart. */
const calls: CallsByMethod = {
  tenants: {
    saveTenant: ({ tenants }, tenantId) => tenants.saveTenant(sampleTenant({ tenantId })),
    saveConnection: ({ tenants }, tenantId) => tenants.saveConnection(tenantId, sampleConnection()),
    savePendingConsent: ({ tenants }, tenantId) => tenants.savePendingConsent(tenantId, pending),
    tenant: ({ tenants }, tenantId) => tenants.tenant(tenantId),
    tenants: 'no tenant',
    connections: ({ tenants }, tenantId) => tenants.connections(tenantId),
    removeConnection: ({ tenants }, tenantId) => tenants.removeConnection(tenantId, 'connection-1'),
    takePendingConsent: ({ tenants }, tenantId) => tenants.takePendingConsent(tenantId, 'state-hash'),
  },
  definitions: {
    saveDefinitions: async ({ definitions }, tenantId) => {
      const { revision } = await definitions.definitions(tenantId);
      return definitions.saveDefinitions(tenantId, sampleDefinitions(), revision);
    },
    definitions: ({ definitions }, tenantId) => definitions.definitions(tenantId),
  },
  documents: {
    putDocument: async ({ documents }, tenantId) => {
      const known = await documents.document(tenantId, 'settings', 'one');
      return documents.putDocument(tenantId, 'settings', 'one', { tenantId }, known?.revision ?? 0);
    },
    document: ({ documents }, tenantId) => documents.document(tenantId, 'settings', 'one'),
    documents: ({ documents }, tenantId) => documents.documents(tenantId, 'settings'),
    removeDocument: ({ documents }, tenantId) => documents.removeDocument(tenantId, 'settings', 'one'),
  },
  members: {
    saveMembers: ({ members }, tenantId) => members.saveMembers(tenantId, () => [sampleMember()]),
    members: ({ members }, tenantId) => members.members(tenantId),
    membershipsOf: 'no tenant',
    invitationsTo: 'no tenant',
    groupsOf: 'no tenant',
  },
  apiTokens: {
    addApiToken: async ({ apiTokens }, tenantId) => {
      await apiTokens.removeApiToken(tenantId, 'token-1');
      await apiTokens.addApiToken(tenantId, sampleApiToken());
    },
    apiTokens: ({ apiTokens }, tenantId) => apiTokens.apiTokens(tenantId),
    noteTokenUse: ({ apiTokens }, tenantId) => apiTokens.noteTokenUse(tenantId, 'token-1', soon),
    removeApiToken: ({ apiTokens }, tenantId) => apiTokens.removeApiToken(tenantId, 'token-1'),
    apiTokenById: 'no tenant',
  },
  audit: {
    append: ({ audit }, tenantId) => audit.append(tenantId, sampleAuditDraft()),
    head: ({ audit }, tenantId) => audit.head(tenantId),
    entriesBefore: ({ audit }, tenantId) => audit.entriesBefore(tenantId, null, 9),
    entriesAfter: ({ audit }, tenantId) => audit.entriesAfter(tenantId, 0, 9),
  },
  // People's, not a tenant's: who may read them is decided by the person.
  sessions: {
    addSession: 'no tenant',
    sessionBySecret: 'no tenant',
    sessionsOf: 'no tenant',
    noteUse: 'no tenant',
    removeSession: 'no tenant',
    removeSessionsOf: 'no tenant',
    removeSessionsBefore: 'no tenant',
    languageOf: 'no tenant',
    saveLanguage: 'no tenant',
  },
  answers: { begin: 'no tenant', end: 'no tenant', forget: 'no tenant', removeOldAnswers: 'no tenant' },
  sources: {
    append: ({ sources }, tenantId) => sources.append(tenantId, 'people', [sampleRecord('a'), sampleRecord('b', null)]),
    completeRead: ({ sources }, tenantId) => sources.completeRead(tenantId, 'people', sampleRead()),
    head: ({ sources }, tenantId) => sources.head(tenantId, 'people'),
    hashes: ({ sources }, tenantId) => sources.hashes(tenantId, 'people', ['a']),
    entries: ({ sources }, tenantId) => sources.entries(tenantId, 'people', ['a', 'b']),
    itemIds: ({ sources }, tenantId) => collect(sources.itemIds(tenantId, 'people')),
    changes: ({ sources }, tenantId) => collect(sources.changes(tenantId, 'people', 0, 9)),
  },
  collections: {
    append: ({ collections }, tenantId) =>
      collections.append(tenantId, 'people', [sampleItem('a'), sampleItem('b', null)]),
    completeRead: ({ collections }, tenantId) => collections.completeRead(tenantId, 'people', sampleRead()),
    head: ({ collections }, tenantId) => collections.head(tenantId, 'people'),
    hashes: ({ collections }, tenantId) => collections.hashes(tenantId, 'people', ['a']),
    entries: ({ collections }, tenantId) => collections.entries(tenantId, 'people', ['a', 'b']),
    itemIds: ({ collections }, tenantId) => collect(collections.itemIds(tenantId, 'people')),
    changes: ({ collections }, tenantId) => collect(collections.changes(tenantId, 'people', 0, 9)),
    asOf: ({ collections }, tenantId) => collect(collections.asOf(tenantId, 'people', 0)),
    ripen: ({ collections }, tenantId) => collections.ripen(tenantId, 'people', 30, soon),
  },
  photos: {
    putPhoto: ({ photos }, tenantId) => photos.putPhoto(tenantId, 'gal', samplePhoto('a'), Uint8Array.of(1)),
    photos: ({ photos }, tenantId) => photos.photos(tenantId, 'gal', ['a']),
    image: ({ photos }, tenantId) => photos.image(tenantId, 'hash-1'),
    removePhotos: ({ photos }, tenantId) => photos.removePhotos(tenantId, 'gal', ['a']),
  },
  mailboxes: {
    putMailboxes: ({ mailboxes }, tenantId) => mailboxes.putMailboxes(tenantId, 'x', [sampleMailbox('m')]),
    saveCursor: ({ mailboxes }, tenantId) => mailboxes.saveCursor(tenantId, 'x', 'cursor'),
    cursor: ({ mailboxes }, tenantId) => mailboxes.cursor(tenantId, 'x'),
    cursors: ({ mailboxes }, tenantId) => mailboxes.cursors(tenantId),
    mailboxes: ({ mailboxes }, tenantId) => collect(mailboxes.mailboxes(tenantId, 'x')),
    mailboxIds: ({ mailboxes }, tenantId) => collect(mailboxes.mailboxIds(tenantId, 'x')),
    address: ({ mailboxes }, tenantId) => mailboxes.address(tenantId, 'x', 'm'),
    removeMailboxes: ({ mailboxes }, tenantId) => mailboxes.removeMailboxes(tenantId, 'x', ['m']),
  },
  pages: {
    heads: ({ pages }, tenantId) => pages.heads(tenantId, ['people']),
    replicaCounts: ({ pages }, tenantId) => pages.replicaCounts(tenantId, new Map([['sync-1', 0]])),
    latestRuns: ({ pages }, tenantId) => pages.latestRuns(tenantId, ['sync-1'], 9),
    runs: ({ pages }, tenantId) => pages.runs(tenantId, { syncId: null, state: null, before: null, limit: 9 }),
    issues: async ({ pages }, tenantId) => {
      const issues = await pages.issues(tenantId, 'r', null, 0, 9);
      return issues.map(({ place: _, ...rest }) => rest);
    },
    issueGroups: ({ pages }, tenantId) => pages.issueGroups(tenantId, 'r'),
    issuesOfMailbox: ({ pages }, tenantId) => pages.issuesOfMailbox(tenantId, 'm', 9),
    replicasOf: ({ pages }, tenantId) => pages.replicasOf(tenantId, ['sync-1'], ['m']),
    mailboxesWith: ({ pages }, tenantId) => pages.mailboxesWith(tenantId, 'sync-1', null),
  },
  replicas: {
    addReplicas: ({ replicas }, tenantId) => replicas.addReplicas(tenantId, 'sync-1', ['m']),
    saveReplica: ({ replicas }, tenantId) =>
      replicas.saveReplica(tenantId, sampleReplica('m', { state: 'ready', version: 3, driftCursor: 'cursor' })),
    writeLinks: ({ replicas }, tenantId) => replicas.writeLinks(tenantId, 'sync-1', 'm', link),
    replica: ({ replicas }, tenantId) => replicas.replica(tenantId, 'sync-1', 'm'),
    replicas: ({ replicas }, tenantId) => collect(replicas.replicas(tenantId, 'sync-1')),
    replicasBehind: ({ replicas }, tenantId) => collect(replicas.replicasBehind(tenantId, 'sync-1', 9, soon)),
    countReplicas: ({ replicas }, tenantId) => replicas.countReplicas(tenantId, 'sync-1', 0),
    allLinks: ({ replicas }, tenantId) => collect(replicas.allLinks(tenantId, 'sync-1', 'm')),
    links: ({ replicas }, tenantId) => replicas.links(tenantId, 'sync-1', 'm', ['a']),
    countLinks: ({ replicas }, tenantId) => replicas.countLinks(tenantId, 'sync-1', 'm'),
    forgetVersions: ({ replicas }, tenantId) => replicas.forgetVersions(tenantId, 'sync-1'),
    removeReplica: ({ replicas }, tenantId) => replicas.removeReplica(tenantId, 'sync-1', 'm'),
  },
  runs: {
    saveRun: ({ runs }, tenantId) => runs.saveRun(tenantId, sampleRun('r')),
    addIssues: ({ runs }, tenantId) => runs.addIssues(tenantId, 'r', [issue]),
    run: ({ runs }, tenantId) => runs.run(tenantId, 'r'),
    runs: ({ runs }, tenantId) => runs.runs(tenantId, 'sync-1', 9),
    issues: ({ runs }, tenantId) => runs.issues(tenantId, 'r', 9),
  },
  retention: {
    purgeBefore: ({ retention }, tenantId) => retention.purgeBefore(tenantId, '2027-01-01T00:00:00.000Z'),
  },
  listCache: {
    forgetLists: ({ listCache }, tenantId) =>
      listCache.forgetLists(tenantId, {
        connectionIds: ['x'],
        sourceIds: ['people', 'gal'],
        collectionIds: ['people'],
        syncIds: ['sync-1'],
      }),
  },
  tenantData: {
    amounts: ({ tenantData }, tenantId) => tenantData.amounts(tenantId),
    removeTenant: ({ tenantData }, tenantId) => tenantData.removeTenant(tenantId, () => sampleCertificate(tenantId)),
    certificate: 'no tenant',
  },
  // Last: a made-up key would keep the others from opening what is sealed.
  wrappedKeys: {
    addWrappedKey: async ({ wrappedKeys }, tenantId) => void (await wrappedKeys.addWrappedKey(tenantId, key)),
    wrappedKey: ({ wrappedKeys }, tenantId) => wrappedKeys.wrappedKey(tenantId),
  },
};

/** Methods that change rows that are there; the others of `calls` only read, or make the rows that these change. */
const destructive = new Set([
  'takePendingConsent',
  'removeConnection',
  'removeDocument',
  'noteTokenUse',
  'removeApiToken',
  'ripen',
  'removePhotos',
  'removeMailboxes',
  'forgetVersions',
  'removeReplica',
  'purgeBefore',
  'forgetLists',
  'removeTenant',
]);

const storeNames = Object.keys(calls).filter((name): name is StoreName => Object.hasOwn(calls, name));

function callsOf(name: StoreName): [method: string, call: Call][] {
  return Object.entries(calls[name]).flatMap(([method, call]) => (call === 'no tenant' ? [] : [[method, call]]));
}

const allCalls = storeNames.flatMap((name) =>
  callsOf(name).map(([method, call]) => ({ call, method, title: `${name}.${method}` })),
);

/** Everything that can be read of a tenant, without a change to it. A pending consent can only be read by taking it. */
async function everythingOf(stores: Stores, tenantId: string): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  for (const { title, method, call } of allCalls) {
    const reads = !destructive.has(method) && !/^(save|add|put|write|append|complete)/.test(method);
    if (reads) seen[title] = await call(stores, tenantId);
  }
  return seen;
}

async function fill(stores: Stores, tenantId: string): Promise<void> {
  for (const { method, call } of allCalls) {
    if (!destructive.has(method)) await call(stores, tenantId);
  }
}

/** What a call gives or throws. */
async function outcome(call: Call, stores: Stores, tenantId: string): Promise<unknown> {
  return call(stores, tenantId).then(
    (value) => ({ value }),
    (error) => ({ error: error instanceof Error ? error.message : error }),
  );
}

/** No call, of any store, with one tenant's id shows or changes what is another's. */
export function isolationContract(name: string, open: OpenStores): void {
  describe(`isolation of tenants in ${name}`, () => {
    test('every method of every store is tried here', async () => {
      const { setNow, close, ...stores } = await open();
      expect(Object.keys(stores).toSorted()).toEqual(Object.keys(calls).toSorted());
      for (const storeName of storeNames) {
        expect(Object.keys(stores[storeName]).toSorted()).toEqual(Object.keys(calls[storeName]).toSorted());
      }
    });

    test('the rows that must not be seen are there', async () => {
      const stores = await open();
      const empty = await everythingOf(stores, 'tenant-a');
      await fill(stores, 'tenant-a');
      const filled = await everythingOf(stores, 'tenant-a');
      for (const read of Object.keys(empty)) expect([read, filled[read]]).not.toEqual([read, empty[read]]);
    });

    test.each(allCalls)('$title of one tenant and the rows of another', async ({ call }) => {
      const [stores, empty] = [await open(), await open()];
      await fill(stores, 'tenant-a');
      const before = await everythingOf(stores, 'tenant-a');
      expect(await outcome(call, stores, 'tenant-b')).toEqual(await outcome(call, empty, 'tenant-b'));
      expect(await everythingOf(stores, 'tenant-a')).toEqual(before);
      expect(await stores.tenants.takePendingConsent('tenant-a', 'state-hash')).toEqual(pending);
    });

    test.each(allCalls)('$title of one tenant, when both have the same ids', async ({ call }) => {
      const stores = await open();
      await fill(stores, 'tenant-a');
      await fill(stores, 'tenant-b');
      const before = await everythingOf(stores, 'tenant-a');
      await call(stores, 'tenant-b');
      expect(await everythingOf(stores, 'tenant-a')).toEqual(before);
      expect(await stores.tenants.takePendingConsent('tenant-a', 'state-hash')).toEqual(pending);
    });

    test('of a tenant that is removed, no method of any store shows anything', async () => {
      const stores = await open();
      const empty = await everythingOf(stores, 'tenant-a');
      await fill(stores, 'tenant-a');
      await fill(stores, 'tenant-b');
      const others = await everythingOf(stores, 'tenant-b');
      await stores.tenantData.removeTenant('tenant-a', () => sampleCertificate('certificate'));
      expect(await everythingOf(stores, 'tenant-a')).toEqual(empty);
      expect(await stores.tenants.takePendingConsent('tenant-a', 'state-hash')).toBeNull();
      expect(await everythingOf(stores, 'tenant-b')).toEqual(others);
      expect((await stores.tenants.tenants()).map(({ tenantId }) => tenantId)).toEqual(['tenant-b']);
    });
  });
}
