import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { Definitions } from '../../../src/runs/definition.ts';
import type { Replica, RunState } from '../../../src/runs/stores.ts';
import type { Stores } from '../../../src/stores/stores.ts';
import type { Link } from '../../../src/sync/operations.ts';
import { collect, implementations, type TestStores } from './open-stores.ts';
import {
  sampleConnection,
  sampleDefinitions,
  sampleItem,
  sampleLink,
  sampleMailbox,
  samplePhoto,
  sampleRead,
  sampleRecord,
  sampleRun,
  sampleSync,
} from './sample-rows.ts';

/** A call on stores; two implementations must answer it alike. */
interface Step {
  readonly call: string;
  run(stores: TestStores): Promise<unknown>;
}

/** Makes steps of one kind: `values` chooses the arguments, which show in a failed test's report. */
function steps<Value>(
  call: string,
  values: fc.Arbitrary<Value>,
  run: (stores: TestStores, value: Value) => Promise<unknown>,
): fc.Arbitrary<Step> {
  return values.map((value) => ({ call: `${call} ${JSON.stringify(value)}`, run: (stores) => run(stores, value) }));
}

// Few ids, so that calls meet; some differ only in case, some are no plain text.
const tenantId = fc.constantFrom('t1', 't2');
const syncId = fc.constantFrom('s', 'S');
const id = fc.constantFrom('a', 'A', 'b', "c'd", 'é', 'f_', '10', '9');
const ids = fc.array(id, { maxLength: 5 });
const instant = fc.integer({ min: 1, max: 9 }).map((day) => `2026-01-0${day}T00:00:00.000Z`);
const version = fc.integer({ min: 0, max: 12 });
const item = fc
  .tuple(id, fc.option(fc.constantFrom('Ada', 'Zoë 🦊', '"quoted"')))
  .map(([itemId, name]) => sampleItem(itemId, name));

const record = fc
  .tuple(id, fc.option(fc.constantFrom('Ada', 'Bo')))
  .map(([itemId, name]) => sampleRecord(itemId, name));

const replica: fc.Arbitrary<Replica> = fc.record({
  syncId,
  mailboxId: id,
  folderId: fc.option(fc.constantFrom('folder', 'Folder')),
  state: fc.constantFrom('unknown', 'ready', 'ready', 'writing', 'unavailable', 'leaving'),
  version,
  failureCode: fc.option(fc.constantFrom('mailbox-not-found', 'throttled')),
  lookAgainAt: fc.option(instant),
  syncedAt: fc.option(instant),
  driftCursor: fc.option(fc.constantFrom('cursor-1', 'cursor-2')),
  lookAt: fc.option(instant),
});

/** Two syncs of one collection, or each of its own; which is which purging must know. */
const definitions = fc
  .array(fc.constantFrom('s', 'other'), { minLength: 1, maxLength: 2 })
  .map((collectionIds): Definitions => {
    const all = sampleDefinitions();
    const syncs = collectionIds.map((collectionId, index) =>
      sampleSync({ syncId: index === 0 ? 's' : 'S', name: `sync-${index}`, collectionId }),
    );
    return {
      ...all,
      collections: all.collections.flatMap((one) => ['s', 'other'].map((collectionId) => ({ ...one, collectionId }))),
      syncs,
    };
  });

const jpeg = fc.option(fc.constantFrom(Uint8Array.of(1), Uint8Array.of(2, 0)));

const linkExtras: fc.Arbitrary<Partial<Link>> = fc.constantFrom(
  {},
  { changeKey: 'k', photo: 'h' },
  { dismissed: true },
);

const runState = fc.constantFrom<RunState>('running', 'done', 'held', 'refused', 'cancelled', 'failed');
const issues = fc.array(fc.record({ mailboxId: fc.option(id), itemId: fc.option(id), code: id, detail: fc.string() }));

const anyStep = fc.oneof(
  steps('setNow', instant, async (stores, at) => stores.setNow(at)),
  steps('append', fc.tuple(tenantId, syncId, fc.array(item, { maxLength: 6 })), ({ collections }, args) =>
    collections.append(...args),
  ),
  steps(
    'completeRead',
    fc.tuple(tenantId, syncId, instant, fc.boolean(), fc.option(id)),
    ({ collections }, [tenant, collection, readAt, snapshot, cursor]) =>
      collections.completeRead(tenant, collection, sampleRead({ readAt, snapshot, cursor })),
  ),
  steps('asOf', fc.tuple(tenantId, syncId, version), ({ collections }, args) => collect(collections.asOf(...args))),
  steps('ripen', fc.tuple(tenantId, syncId, fc.constantFrom(1, 7), instant), ({ collections }, args) =>
    collections.ripen(...args),
  ),
  steps('append to source', fc.tuple(tenantId, syncId, fc.array(record, { maxLength: 4 })), ({ sources }, args) =>
    sources.append(...args),
  ),
  steps('completeRead of source', fc.tuple(tenantId, syncId, instant), ({ sources }, [tenant, source, readAt]) =>
    sources.completeRead(tenant, source, sampleRead({ readAt })),
  ),
  steps(
    'putPhoto',
    fc.tuple(tenantId, syncId, id, fc.option(fc.constantFrom('h', 'H')), instant, jpeg),
    ({ photos }, [tenant, source, itemId, hash, checkedAt, image]) =>
      photos.putPhoto(tenant, source, samplePhoto(itemId, { hash, checkedAt }), image),
  ),
  steps('removePhotos', fc.tuple(tenantId, syncId, ids), ({ photos }, args) => photos.removePhotos(...args)),
  steps('saveDefinitions', fc.tuple(tenantId, definitions, fc.integer({ min: 0, max: 2 })), (stores, args) =>
    stores.definitions.saveDefinitions(...args),
  ),
  steps('forgetVersions', fc.tuple(tenantId, syncId), ({ replicas }, args) => replicas.forgetVersions(...args)),
  steps('changes', fc.tuple(tenantId, syncId, version, version), ({ collections }, args) =>
    collect(collections.changes(...args)),
  ),
  steps('putMailboxes', fc.tuple(tenantId, syncId, ids), ({ mailboxes }, [tenant, connection, mailboxIds]) =>
    mailboxes.putMailboxes(
      tenant,
      connection,
      mailboxIds.map((mailboxId, index) => sampleMailbox(mailboxId, index % 2 ? { excluded: 'guest' } : {})),
    ),
  ),
  steps('removeMailboxes', fc.tuple(tenantId, syncId, ids), ({ mailboxes }, args) =>
    mailboxes.removeMailboxes(...args),
  ),
  steps('saveCursor', fc.tuple(tenantId, syncId, fc.option(id)), ({ mailboxes }, args) =>
    mailboxes.saveCursor(...args),
  ),
  steps('addReplicas', fc.tuple(tenantId, syncId, ids), ({ replicas }, args) => replicas.addReplicas(...args)),
  steps('saveReplica', fc.tuple(tenantId, replica), ({ replicas }, args) => replicas.saveReplica(...args)),
  steps('removeReplica', fc.tuple(tenantId, syncId, id), ({ replicas }, args) => replicas.removeReplica(...args)),
  steps('replicasBehind', fc.tuple(tenantId, syncId, version, instant), ({ replicas }, args) =>
    collect(replicas.replicasBehind(...args)),
  ),
  steps('countReplicas', fc.tuple(tenantId, syncId, version), ({ replicas }, args) => replicas.countReplicas(...args)),
  steps(
    'writeLinks',
    fc.tuple(tenantId, syncId, id, fc.boolean(), ids, ids, id, linkExtras),
    ({ replicas }, [tenant, sync, mailbox, clear, put, remove, written, extras]) =>
      replicas.writeLinks(tenant, sync, mailbox, {
        clear,
        put: put.map((itemId) => ({ ...sampleLink(itemId, written), ...extras })),
        remove,
      }),
  ),
  steps(
    'saveRun',
    fc.tuple(tenantId, syncId, id, runState, instant),
    ({ runs }, [tenant, sync, runId, state, startedAt]) =>
      runs.saveRun(tenant, sampleRun(runId, { syncId: sync, state, startedAt })),
  ),
  steps('addIssues', fc.tuple(tenantId, id, issues), ({ runs }, args) => runs.addIssues(...args)),
  steps(
    'saveConnection',
    fc.tuple(tenantId, id, fc.constantFrom('connected' as const, 'withdrawn' as const)),
    ({ tenants }, [tenant, connectionId, state]) =>
      tenants.saveConnection(tenant, sampleConnection({ connectionId, state })),
  ),
  steps('savePendingConsent', fc.tuple(tenantId, id, instant), ({ tenants }, [tenant, stateHash, expiresAt]) =>
    tenants.savePendingConsent(tenant, { stateHash, expiresAt }),
  ),
  steps('takePendingConsent', fc.tuple(tenantId, id), ({ tenants }, args) => tenants.takePendingConsent(...args)),
  steps('purgeBefore', fc.tuple(tenantId, instant), ({ retention }, args) => retention.purgeBefore(...args)),
);

const everyId = ['a', 'A', 'b', "c'd", 'é', 'f_', '10', '9'];

/** All that can be read of both tenants. */
async function everything(stores: Stores): Promise<unknown> {
  const seen: unknown[] = [];
  for (const tenant of ['t1', 't2']) {
    seen.push(
      await stores.tenants.connections(tenant),
      await stores.definitions.definitions(tenant),
      ...(await Promise.all(['h', 'H'].map((hash) => stores.photos.image(tenant, hash)))).map(
        (image) => image && [...image],
      ),
    );
    for (const sync of ['s', 'S']) {
      seen.push(
        await stores.collections.head(tenant, sync),
        await stores.collections.hashes(tenant, sync, everyId),
        await collect(stores.collections.changes(tenant, sync, 0, 1000)),
        await stores.sources.head(tenant, sync),
        await collect(stores.sources.changes(tenant, sync, 0, 1000)),
        await stores.photos.photos(tenant, sync, everyId),
        (await collect(stores.collections.itemIds(tenant, sync))).toSorted(),
        await stores.mailboxes.cursor(tenant, sync),
        await collect(stores.mailboxes.mailboxes(tenant, sync)),
        await collect(stores.replicas.replicas(tenant, sync)),
        await stores.runs.runs(tenant, sync, 5),
      );
      for (const mailboxId of everyId) {
        seen.push(
          await stores.replicas.links(tenant, sync, mailboxId, everyId),
          await collect(stores.replicas.allLinks(tenant, sync, mailboxId)),
          await stores.replicas.countLinks(tenant, sync, mailboxId),
        );
      }
    }
    for (const runId of everyId) seen.push(await stores.runs.issues(tenant, runId, 5));
  }
  return seen;
}

/** What a step gives or throws. */
async function answer(step: Step, stores: TestStores): Promise<unknown> {
  return step.run(stores).then(
    (value) => ({ value: value ?? null }),
    (error) => ({ code: error instanceof Error && 'code' in error ? error.code : String(error) }),
  );
}

property.prop([fc.array(anyStep, { minLength: 10, maxLength: 80, size: 'max' })], { numRuns: 60 })(
  'any sequence of calls has the same answers and leaves the same rows in every implementation',
  async (sequence) => {
    const all = await Promise.all(implementations.map(async ([name, open]) => ({ name, stores: await open() })));
    const [model, ...others] = all;
    if (!model) throw new Error('there is no implementation');
    for (const step of sequence) {
      const expected = await answer(step, model.stores);
      for (const { name, stores } of others) {
        expect({ name, call: step.call, ...Object(await answer(step, stores)) }).toEqual({
          name,
          call: step.call,
          ...Object(expected),
        });
      }
    }
    const expected = await everything(model.stores);
    for (const { stores } of others) expect(await everything(stores)).toEqual(expected);
  },
  60_000,
);
