import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { defaultGuardPolicy } from '../sync/guards.ts';
import { type DeletePolicy, type DriftPolicy, defaultDriftPolicy } from '../sync/policies.ts';
import { defaultWriteRules } from '../sync/write-rules.ts';
import type { Placement, SyncDefinition } from './definition.ts';
import type { PlannedMailbox } from './plan-mailbox.ts';
import { planSync } from './plan-sync.ts';
import { createRunWorld, everyone, person, type RunWorld, tenantId } from './run-world.test-fixture.ts';

type Edit =
  | { readonly kind: 'person'; readonly number: number; readonly name: number }
  | { readonly kind: 'remove-person'; readonly number: number }
  | { readonly kind: 'licence'; readonly mailbox: number; readonly has: boolean }
  | { readonly kind: 'remove-mailbox'; readonly mailbox: number }
  | { readonly kind: 'exclude'; readonly mailboxes: readonly number[] }
  | { readonly kind: 'sync'; readonly change: Partial<SyncDefinition> }
  | { readonly kind: 'collection'; readonly number: number }
  | { readonly kind: 'pass-hours'; readonly hours: number }
  /** A run was broken off in this mailbox, maybe after an answer was lost. */
  | { readonly kind: 'break-off'; readonly mailbox: number; readonly copies: boolean }
  /** The owner deleted a card of ours for good, and a look has found that. */
  | { readonly kind: 'dismiss'; readonly mailbox: number; readonly card: number }
  | { readonly kind: 'lose-stores' };

const people = 6;
const mailboxes = 4;
const mailboxNumber = fc.integer({ min: 1, max: mailboxes });
const personNumber = fc.integer({ min: 1, max: people + 2 });

const driftWith = (change: Partial<DriftPolicy>): DriftPolicy => ({ ...defaultDriftPolicy, ...change });

const syncChange: fc.Arbitrary<Partial<SyncDefinition>> = fc.oneof(
  fc.record({ leavers: fc.constantFrom('keep', 'clean-up') }),
  fc.record({ leavers: fc.constant('clean-up') }),
  fc.record({ ownCard: fc.constantFrom('keep', 'leave-out') }),
  fc.record({ write: fc.constantFrom(defaultWriteRules, { ...defaultWriteRules, notesDelimiter: '-- mine --' }) }),
  fc.record({ deletes: fc.constant<DeletePolicy>({ kind: 'keep-days', days: 1 }) }),
  fc.record({
    deletes: fc.constantFrom<DeletePolicy>({ kind: 'delete' }, { kind: 'keep' }, { kind: 'keep-days', days: 1 }),
  }),
  fc.record({ drift: fc.record({ deleted: fc.constantFrom('restore', 'leave') }).map(driftWith) }),
  fc.record({
    placement: fc.constantFrom<Placement>(
      { kind: 'folder', path: ['Company contacts'] },
      { kind: 'default-folder', category: 'Company' },
    ),
  }),
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('person'), number: personNumber, name: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('remove-person'), number: personNumber }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('licence'), mailbox: mailboxNumber, has: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove-mailbox'), mailbox: mailboxNumber }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('exclude'), mailboxes: fc.uniqueArray(mailboxNumber) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('sync'), change: syncChange }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('collection'), number: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass-hours'), hours: fc.constantFrom(1, 30) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('break-off'), mailbox: mailboxNumber, copies: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('dismiss'), mailbox: mailboxNumber, card: fc.nat(people) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose-stores') }) },
);

const round = fc.record({
  edits: fc.array(edit, { maxLength: 4 }),
  decision: fc.constantFrom('approve', 'refuse', 'leave'),
});

const idOf = (mailbox: number) => `mailbox-${mailbox}`;

async function apply(w: RunWorld, change: Edit): Promise<void> {
  switch (change.kind) {
    case 'person': {
      const { number, name } = change;
      const emailAddresses = [{ address: `m${number}@example.com` }];
      return w.world.putPerson(person(number, { fields: { displayName: `Name ${name}`, emailAddresses } }));
    }
    case 'remove-person':
      return w.world.removePerson(`person-${change.number}`);
    case 'licence': {
      // One that is gone does not come back under its id.
      if (!cardsOf(w).has(idOf(change.mailbox))) return;
      const excluded = change.has ? null : 'no-exchange-licence';
      return w.world.putMailbox({
        mailboxId: idOf(change.mailbox),
        address: `m${change.mailbox}@example.com`,
        excluded,
      });
    }
    case 'remove-mailbox':
      return w.world.removeMailbox(idOf(change.mailbox));
    case 'exclude':
      // By group: whoever is named must exist.
      w.world.putGroup('excluded', change.mailboxes.map(idOf));
      w.audience = { ...everyone, exclude: [{ kind: 'group', groupId: 'excluded' }] };
      return;
    case 'sync':
      if (change.change.placement !== undefined && !(await isPlaceKnown(w))) return;
      w.sync = { ...w.sync, ...change.change };
      return;
    case 'collection': {
      const collectionId = `collection-${change.number}`;
      w.sync = { ...w.sync, collectionId };
      w.collection = { ...w.collection, collectionId };
      return;
    }
    case 'pass-hours':
      w.nowMs += change.hours * 3_600_000;
      return;
    case 'break-off': {
      const replica = await w.stores.replicas.replica(tenantId, w.sync.syncId, idOf(change.mailbox));
      if (replica === null || replica.state !== 'ready') return;
      await w.stores.replicas.saveReplica(tenantId, { ...replica, state: 'writing' });
      if (!change.copies || replica.folderId === null || !cardsOf(w).has(replica.mailboxId)) return;
      const contents = w.world.mailbox(replica.mailboxId);
      const card = contents.folder(replica.folderId)?.contacts.find(({ stamp }) => stamp !== null);
      if (card !== undefined) contents.addContact(replica.folderId, { stamp: card.stamp, fields: card.fields });
      return;
    }
    case 'dismiss': {
      const { replicas } = w.stores;
      const mailboxId = idOf(change.mailbox);
      const replica = await replicas.replica(tenantId, w.sync.syncId, mailboxId);
      if (w.sync.drift.deleted !== 'leave' || replica?.state !== 'ready' || !cardsOf(w).has(mailboxId)) return;
      const links = (await Array.fromAsync(replicas.allLinks(tenantId, w.sync.syncId, mailboxId))).flat();
      const link = links[change.card];
      if (link === undefined || link.dismissed) return;
      w.world.mailbox(mailboxId).deleteContact(link.mailItemId);
      return replicas.writeLinks(tenantId, w.sync.syncId, mailboxId, {
        put: [{ ...link, dismissed: true }],
        remove: [],
      });
    }
    case 'lose-stores':
      if (await isPlaceKnown(w)) w.loseStores();
  }
}

/** How many contacts bear our stamp in each mailbox that is there. */
function cardsOf(w: RunWorld): ReadonlyMap<string, number> {
  const cards = new Map<string, number>();
  for (let number = 1; number <= mailboxes; number += 1) {
    try {
      const contents = w.world.mailbox(idOf(number));
      const folders = [...contents.folders(), contents.folder(contents.defaultFolderId)];
      const ours = folders.flatMap((folder) => folder?.contacts ?? []).filter(({ stamp }) => stamp !== null);
      cards.set(idOf(number), ours.length);
    } catch {
      // It was removed.
    }
  }
  return cards;
}

/** Are all cards where the last run wrote, in mailboxes that we know of? Others only a look at every mailbox finds. */
async function isPlaceKnown(w: RunWorld): Promise<boolean> {
  const replicas = await replicasOf(w);
  const [last] = await w.stores.runs.runs(tenantId, w.sync.syncId, 1);
  if (last?.setUp?.placement !== w.sync.placement.kind) return false;
  return [...cardsOf(w)].every(([mailboxId, cards]) => cards === 0 || replicas.has(mailboxId));
}

async function replicasOf(w: RunWorld): Promise<ReadonlySet<string>> {
  const replicas = (await Array.fromAsync(w.stores.replicas.replicas(tenantId, w.sync.syncId))).flat();
  return new Set(replicas.map(({ mailboxId }) => mailboxId));
}

test.prop([fc.array(round, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 3 })], { numRuns: 400 })(
  'a plan says what the run then does: in all, in each mailbox, and what it is held by',
  async (rounds, free) => {
    const w = createRunWorld(people, mailboxes);
    const guards = {
      ...defaultGuardPolicy,
      freeDeletes: free,
      freeChanges: free,
      freeLeavers: free,
      maxItems: people + 1,
    };
    w.sync = { ...w.sync, guards };
    w.collection = { ...w.collection, guards };
    for (let number = 1; number <= people; number += 1) await apply(w, { kind: 'person', number, name: 0 });
    for (const { edits, decision } of rounds) {
      for (const change of edits) await apply(w, change);
      const mailboxPlans: PlannedMailbox[] = [];
      const listener = { onItem: () => {}, onMailbox: (planned: PlannedMailbox) => mailboxPlans.push(planned) };
      const replicasBefore = await replicasOf(w);
      const before = cardsOf(w);
      const plan = await planSync(w.context(), new AbortController().signal, listener);
      expect(cardsOf(w)).toEqual(before);

      const run = await w.run();
      const { created, updated, deleted, deletesHeld, listChangesHeld, leaversHeld } = run.totals;
      const { creates, updates, deletes, changesHeld, heldBy } = plan;
      expect({ creates, updates, deletes, deletesHeld: plan.deletesHeld, changesHeld }).toEqual({
        creates: created,
        updates: updated,
        deletes: deleted,
        deletesHeld,
        changesHeld: listChangesHeld,
      });
      expect({ heldBy, leaversHeld: plan.leaversHeld }).toEqual({ heldBy: run.reason, leaversHeld });
      const replicas = await replicasOf(w);
      expect(plan.mailboxesLeaving).toBe(replicasBefore.difference(replicas).size + leaversHeld);
      expect(plan.mailboxesJoining).toBe(replicas.difference(replicasBefore).size);
      expect(plan.mailboxes).toBe(replicas.size - leaversHeld);
      expect(plan.items).toBe((await w.stores.collections.head(tenantId, w.sync.collectionId)).itemCount);

      const after = cardsOf(w);
      const difference = new Map(mailboxPlans.map((planned) => [planned.mailboxId, planned.creates - planned.deletes]));
      expect(difference.size).toBe(mailboxPlans.length);
      for (const [mailboxId, cards] of before) {
        expect([mailboxId, cards + (difference.get(mailboxId) ?? 0)]).toEqual([mailboxId, after.get(mailboxId)]);
      }
      const leavingHeld = mailboxPlans.filter(({ state, deletesHeld: held }) => state === 'leaving' && held > 0);
      if (leaversHeld === 0) expect(leavingHeld).toEqual([]);
      for (const { mailboxId, deletesHeld: held } of leavingHeld) expect(held).toBe(before.get(mailboxId) ?? 0);
      if (run.state !== 'held') continue;
      if (decision === 'approve') await w.run({ approve: run });
      if (decision === 'refuse') await w.stores.runs.saveRun(tenantId, { ...run, state: 'refused' });
    }
  },
);
