import { expect } from 'vitest';
import type { MemoryFolder } from '../connectors/memory/mailbox-contents.ts';
import type { ItemId } from '../sync/items.ts';
import { type Company, type Expected, idsOf, isMember, isOwnCard, listOf } from './fault-model-company.test-fixture.ts';
import type { WorkKind } from './fault-model-history.test-fixture.ts';
import type { Machine, Outcome } from './fault-model-machine.test-fixture.ts';
import { cardsIn, foldersOf, type ModelMailbox } from './fault-model-mailbox.test-fixture.ts';
import { unsteadyItems } from './fault-model-script.test-fixture.ts';
import { tenantId } from './run-world.test-fixture.ts';
import type { LogStore, Run } from './stores.ts';

/** What is there before some work, as far as a law compares it with what is there afterwards. */
export interface Before {
  readonly collection: ReadonlySet<ItemId>;
  /** By the request that reads the list. */
  readonly sources: ReadonlyMap<string, ReadonlySet<ItemId>>;
  readonly list: ReadonlyMap<ItemId, Expected>;
  readonly members: ReadonlySet<string>;
  readonly cards: ReadonlyMap<string, number>;
  /** Mailboxes with cards where the sync does not write now: they go, whoever is on the list. */
  readonly elsewhere: ReadonlySet<string>;
}

const readBy = { gal: 'source.page', cards: 'org-contacts.page' } as const;

export async function lookBefore(machine: Machine): Promise<Before> {
  const { w, company } = machine;
  const stores = machine.stores();
  const sources = new Map<string, ReadonlySet<ItemId>>();
  for (const sourceId of ['gal', 'cards'] as const) {
    sources.set(readBy[sourceId], await liveItems(stores.sources, sourceId));
  }
  return {
    collection: await liveItems(stores.collections, w.sync.collectionId),
    sources,
    list: listOf(company),
    members: membersOf(company),
    cards: new Map(company.mailboxes.map(({ mailboxId }) => [mailboxId, cardsIn(w, mailboxId).length])),
    elsewhere: await noteElsewhere(machine),
  };
}

/** Mailboxes with cards elsewhere. Where our stores know nothing of a place before, only an uninstall looks there. */
export async function noteElsewhere({ w, company, stores }: Machine): Promise<ReadonlySet<string>> {
  const elsewhere = new Set<string>();
  for (const mailbox of company.mailboxes) {
    const { mailboxId } = mailbox;
    const { defaultFolderId } = w.world.mailbox(mailboxId);
    const isElsewhere = ({ folderId, syncId, contacts }: MemoryFolder) =>
      folderId === defaultFolderId
        ? w.sync.placement.kind !== 'default-folder' && contacts.some(({ stamp }) => stamp !== null)
        : w.sync.placement.kind !== 'folder' && syncId !== null;
    if (!foldersOf(w, mailboxId).some(isElsewhere)) continue;
    elsewhere.add(mailboxId);
    const replica = await stores().replicas.replica(tenantId, w.sync.syncId, mailboxId);
    if ((replica?.folderId ?? null) === null) mailbox.mayShowTwice = true;
  }
  return elsewhere;
}

/** Laws that hold after every piece of work, whatever happened in the middle of it. */
export async function expectLaws(machine: Machine, work: WorkKind, before: Before, outcome: Outcome): Promise<void> {
  const { w } = machine;
  expectPersonal(machine, work, outcome);
  expect(w.world.personalTouches()).toBe(0);
  await expectLegalRuns(machine, outcome);
  if (outcome.end.kind === 'run') expectTotals(outcome.end.run, outcome);
  if (work === 'clean-up' || work === 'undo') return;
  await expectNoDeletesByBrokenReads(machine, before, outcome);
  if (work === 'uninstall') return;
  await expectGuarded(machine, before, outcome);
  expectNobodyMissing(machine, before, outcome);
  await expectNoCopies(machine, outcome);
}

/** What people have of their own is what they themselves made of it; only a clean-up takes what another product left. */
export function expectPersonal({ w, company, kept }: Machine, work: WorkKind | null, outcome: Outcome | null): void {
  for (const mailbox of company.mailboxes) {
    const names = foldersOf(w, mailbox.mailboxId)
      .flatMap(({ contacts }) => contacts)
      .flatMap(({ stamp, fields }) => (stamp === null ? [fields.displayName ?? ''] : []));
    const isOld = (name: string) => name.startsWith('Old ');
    expect(names.filter((name) => !isOld(name)).toSorted()).toEqual(mailbox.own.toSorted());
    const old = names.filter(isOld).toSorted();
    if (work === 'clean-up') {
      const gone = mailbox.old.filter((name) => !old.includes(name));
      for (const name of gone) expect(kept.some(({ content }) => content.includes(name))).toBe(true);
      const isQuiet = outcome?.end.kind === 'none' && outcome.happened.length === 0;
      if (isQuiet && mailbox.isUsable) expect(old).toEqual([]);
      mailbox.old = old;
    } else {
      expect(old).toEqual(mailbox.old.toSorted());
    }
  }
}

async function expectLegalRuns(machine: Machine, { end, happened }: Outcome): Promise<void> {
  const runs = await runsOf(machine);
  const running = runs.filter(({ state }) => state === 'running');
  expect(running.length).toBeLessThanOrEqual(1);
  if (end.kind !== 'run') return;
  const { run } = end;
  expect(running).toEqual([]);
  expect(await machine.stores().runs.run(tenantId, run.runId)).toEqual(run);
  expect(run.endedAt).not.toBeNull();
  switch (run.state) {
    case 'done':
      expect(run.reason).toBe(run.heldHash === null ? null : 'refused');
      break;
    case 'held':
      expect(run.heldHash).not.toBeNull();
      break;
    case 'cancelled':
      expect(happened.some(({ kind }) => kind === 'drain' || kind === 'cancel')).toBe(true);
      break;
    case 'failed':
      expect(happened.some(({ kind }) => kind === 'fail' || kind === 'cut')).toBe(true);
      break;
    case 'running':
    case 'refused':
      expect.unreachable(`a run ends ${run.state}`);
  }
  if (happened.length === 0) expect(run.totals.foldersFailed).toBe(0);
}

/** What is counted took effect; where nothing came between, what took effect is counted. */
function expectTotals({ state, totals }: Run, { effects, happened }: Outcome): void {
  const count = (operation: string) => effects.filter((call) => call.operation === operation).length;
  expect(totals.created).toBeLessThanOrEqual(count('item.create'));
  expect(totals.updated).toBeLessThanOrEqual(count('item.update'));
  expect(totals.deleted).toBeLessThanOrEqual(count('item.delete'));
  if (happened.length > 0 || state === 'failed') return;
  expect({ created: totals.created, deleted: totals.deleted }).toEqual({
    created: count('item.create'),
    deleted: count('item.delete'),
  });
  const { listDeletesHeld, deletesHeld } = totals;
  expect(listDeletesHeld).toBeLessThanOrEqual(deletesHeld);
}

async function expectNoDeletesByBrokenReads(machine: Machine, before: Before, { brokenReads }: Outcome): Promise<void> {
  for (const sourceId of ['gal', 'cards'] as const) {
    const live = await liveItems(machine.stores().sources, sourceId);
    if (!brokenReads.has(readBy[sourceId])) continue;
    for (const itemId of before.sources.get(readBy[sourceId]) ?? []) expect([...live]).toContain(itemId);
  }
}

/** Nothing left the list, and no stray a folder, in numbers that a person should have seen. */
async function expectGuarded(machine: Machine, before: Before, { approved, effects }: Outcome): Promise<void> {
  const { w, company } = machine;
  const { freeDeletes, maxDeleteShare } = w.collection.guards;
  const live = await liveItems(machine.stores().collections, w.sync.collectionId);
  const gone = [...before.collection].filter((itemId) => !live.has(itemId)).length;
  const isUsual = gone <= freeDeletes || gone <= maxDeleteShare * before.collection.size;
  if (!isUsual) expect(approved?.totals.listDeletesHeld ?? 0).toBeGreaterThanOrEqual(gone);
  const ids = [...new Set(effects.flatMap(({ itemId }) => itemId ?? []))];
  const known = await machine.stores().collections.entries(tenantId, w.sync.collectionId, ids);
  for (const mailbox of company.mailboxes) {
    if (!isSteadyMember(mailbox, company, before)) continue;
    const strays = effects.filter(
      ({ operation, mailboxId, itemId }) =>
        operation === 'item.delete' && mailboxId === mailbox.mailboxId && !known.has(itemId ?? ''),
    ).length;
    const held = (before.cards.get(mailbox.mailboxId) ?? 0) + mailbox.deleted.size;
    const mayGo = strays <= freeDeletes || strays <= maxDeleteShare * held;
    const approvedStrays = (approved?.totals.deletesHeld ?? 0) - (approved?.totals.listDeletesHeld ?? 0);
    if (!mayGo) expect(approvedStrays).toBeGreaterThanOrEqual(strays);
  }
}

/** A mailbox of which nothing was to be taken out as a whole. */
const isSteadyMember = (mailbox: ModelMailbox, company: Company, { members, elsewhere }: Before) =>
  !company.isMoving &&
  members.has(mailbox.mailboxId) &&
  isMember(company, mailbox) &&
  !elsewhere.has(mailbox.mailboxId);

/** No card went of anyone who was on the list all the time, unless another card of theirs stays. */
function expectNobodyMissing(machine: Machine, before: Before, { effects, happened }: Outcome): void {
  const { w, company } = machine;
  if (happened.some(({ kind }) => kind === 'empty')) return;
  const unsteady = unsteadyItems(happened);
  const list = listOf(company);
  for (const mailbox of company.mailboxes) {
    if (!isSteadyMember(mailbox, company, before)) continue;
    const there = new Set(cardsIn(w, mailbox.mailboxId).map(({ stamp }) => stamp?.itemId));
    for (const { operation, mailboxId, itemId } of effects) {
      if (operation !== 'item.delete' || mailboxId !== mailbox.mailboxId || itemId === null) continue;
      const item = list.get(itemId);
      if (item === undefined || !before.list.has(itemId) || unsteady.has(itemId)) continue;
      if (company.rules.ownCard === 'leave-out' && isOwnCard(mailbox, item)) continue;
      const isThere = idsOf(item.number).some((id) => there.has(id) || mailbox.deleted.has(id));
      expect({ mailboxId, itemId, isThere }).toEqual({ mailboxId, itemId, isThere: true });
    }
  }
}

/** After a run in which nothing went wrong no mailbox that it could use shows a card twice. */
async function expectNoCopies(machine: Machine, { end, happened }: Outcome): Promise<void> {
  const { w, company } = machine;
  if (end.kind !== 'run' || end.run.state !== 'done' || happened.length > 0) return;
  for (const mailbox of company.mailboxes) {
    const replica = await machine.stores().replicas.replica(tenantId, w.sync.syncId, mailbox.mailboxId);
    if (replica?.state === 'ready' && !mailbox.mayShowTwice) expectOnce(machine, mailbox);
  }
}

export function expectOnce({ w }: Machine, { mailboxId, copied }: ModelMailbox): void {
  const ids = cardsIn(w, mailboxId).flatMap(({ stamp }) => stamp?.itemId ?? []);
  const once = ids.filter((itemId) => !copied.has(itemId));
  expect(once.toSorted()).toEqual([...new Set(once)].toSorted());
}

function membersOf(company: Company): ReadonlySet<string> {
  return new Set(company.mailboxes.filter((mailbox) => isMember(company, mailbox)).map(({ mailboxId }) => mailboxId));
}

export function runsOf(machine: Machine): Promise<readonly Run[]> {
  return machine.stores().runs.runs(tenantId, machine.w.sync.syncId, 1000);
}

async function liveItems(log: Pick<LogStore<unknown>, 'itemIds'>, logId: string): Promise<ReadonlySet<ItemId>> {
  return new Set((await Array.fromAsync(log.itemIds(tenantId, logId))).flat());
}
