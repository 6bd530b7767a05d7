import { expect } from 'vitest';
import { isEmpty } from '../connectors/memory/mailbox-contents.ts';
import type { ItemId } from '../sync/items.ts';
import { type Company, changeRules, edit, isMember, isOwnCard, listOf } from './fault-model-company.test-fixture.ts';
import { mailboxes } from './fault-model-history.test-fixture.ts';
import { expectOnce, expectPersonal, noteElsewhere } from './fault-model-laws.test-fixture.ts';
import type { Machine } from './fault-model-machine.test-fixture.ts';
import { cardsIn, cardsInPlace, type ModelMailbox } from './fault-model-mailbox.test-fixture.ts';
import { type RunWorld, tenantId } from './run-world.test-fixture.ts';

const hourMs = 3_600_000;
/** A mailbox that could not be used is looked at again after a week. */
const weekHours = 8 * 24;

/** What the past of a history excuses at its end. */
export interface Past {
  /** Highest time that any clock ever showed. */
  readonly latestMs: number;
  /** Our stores were lost, or so old that they were thrown away: nobody knows when an item left the list. */
  readonly forgot: boolean;
  /** Are our stores lost before everything is compared for the last time? */
  readonly losesAll: boolean;
}

/** No faults any more: within a few days every mailbox is what the list and the rules say, and an uninstall leaves nothing. */
export async function expectGoodEnd(machine: Machine, { latestMs, forgot, losesAll }: Past): Promise<void> {
  const { w, company } = machine;
  w.nowMs = Math.max(w.nowMs, latestMs) + weekHours * hourMs;
  for (let mailbox = 1; mailbox <= mailboxes; mailbox += 1)
    edit(w, company, { kind: 'mailbox-state', mailbox, state: null });

  const toClean = await cleanUpsDue(machine);
  await settle(machine, 4);
  for (const mailbox of company.mailboxes) {
    if (isMember(company, mailbox)) expectByRules(machine, mailbox, forgot);
    else if (toClean.has(mailbox.mailboxId) && !mailbox.mayShowTwice) expect(cardsIn(w, mailbox.mailboxId)).toEqual([]);
  }

  forgive(w, company);
  if (losesAll) await loseAll(machine);
  await settle(machine, 3);
  for (const mailbox of company.mailboxes) expectList(machine, mailbox);

  w.world.resetRequestCount();
  await settle(machine, 0);
  for (const operation of ['item.create', 'item.update', 'item.delete', 'item.read', 'stamped.page'] as const)
    expect([operation, w.world.requestCount(operation)]).toEqual([operation, 0]);

  await machine.begin();
  const { end } = await machine.work('uninstall', []);
  expect(end).toMatchObject({ kind: 'run', run: { state: 'done', totals: { foldersFailed: 0 } } });
  for (const { mailboxId } of company.mailboxes) {
    expect(cardsIn(w, mailboxId)).toEqual([]);
    expect(foldersOfOurs(w, mailboxId)).toEqual([]);
  }
  expectPersonal(machine, null, null);
  expect(w.world.personalTouches()).toBe(0);
}

/** Then every mailbox is looked at as a whole, and what a person copied goes. */
async function loseAll(machine: Machine): Promise<void> {
  await machine.loseStores();
  for (const { copied } of machine.company.mailboxes) copied.clear();
}

/** Runs on quiet days, and approves what is held. @param days 0: only now. */
async function settle(machine: Machine, days: number): Promise<void> {
  for (let day = 0; day < Math.max(1, days); day += 1) {
    if (days > 0) machine.w.nowMs += 25 * hourMs;
    await machine.begin();
    await noteElsewhere(machine);
    let { end } = await machine.work('sync', []);
    for (let more = 0; more < 3 && end.kind === 'run' && end.run.heldHash !== null; more += 1) {
      await machine.begin();
      ({ end } = await machine.work('approve', []));
    }
    expect(end).toMatchObject({
      kind: 'run',
      run: { state: 'done', heldHash: null, totals: { foldersFailed: 0, foldersHeld: 0, foldersUnavailable: 0 } },
    });
  }
}

/** Mailboxes that left the audience of which we still know that there is something to take out. */
async function cleanUpsDue({ w, company, stores }: Machine): Promise<ReadonlySet<string>> {
  if (company.rules.leavers === 'keep') return new Set();
  const known = (await Array.fromAsync(stores().replicas.replicas(tenantId, w.sync.syncId))).flat();
  return new Set(known.map(({ mailboxId }) => mailboxId));
}

/** But for those that we made around something that is the person's by now. */
function foldersOfOurs(w: RunWorld, mailboxId: string): readonly string[] {
  const contents = w.world.mailbox(mailboxId);
  const left = contents
    .folders()
    .filter((folder) => folder.syncId !== null || (folder.madeAsParent && isEmpty(contents, folder)));
  return left.map(({ displayName }) => displayName);
}

/** By the rules as they are: what the person deleted or changed may be as they left it, where that is what the rules say. */
function expectByRules(machine: Machine, mailbox: ModelMailbox, forgot: boolean): void {
  const { w, company } = machine;
  const { rules } = company;
  const { mailboxId } = mailbox;
  if (!mailbox.mayShowTwice) expectOnce(machine, mailbox);
  const cards = new Map(cardsInPlace(w, mailboxId).map(({ stamp, fields }) => [stamp?.itemId ?? '', fields]));
  for (const [itemId, item] of listOf(company)) {
    const fields = cards.get(itemId);
    cards.delete(itemId);
    if (rules.ownCard === 'leave-out' && isOwnCard(mailbox, item)) {
      if (!mailbox.copied.has(itemId)) expect(fields).toBeUndefined();
      continue;
    }
    if (mailbox.refused.has(itemId) || mailbox.copied.has(itemId)) continue;
    if (fields === undefined) {
      const mayBeAway = rules.deleted === 'leave' && mailbox.deleted.has(itemId);
      if (!mayBeAway) expect.unreachable(`${itemId} is missing in ${mailboxId}`);
      continue;
    }
    if (company.leftEdits && mailbox.edited.has(itemId)) continue;
    expectCard(fields, item, mailboxId);
  }
  const mayStay = rules.deletes === 'keep' || (rules.deletes === 'keep-days' && forgot);
  if (!mayStay)
    expectNone(
      [...cards.keys()].filter((itemId) => !mailbox.copied.has(itemId)),
      mailboxId,
    );
}

function expectCard(
  { displayName: name, companyName: company, mobilePhone: mobile }: ReturnType<typeof cardsIn>[number]['fields'],
  item: { readonly name: string; readonly company: string | undefined; readonly mobile: string | undefined },
  mailboxId: string,
): void {
  expect({ mailboxId, name, company, mobile }).toEqual({
    mailboxId,
    name: item.name,
    company: item.company,
    mobile: item.mobile,
  });
}

function expectNone(itemIds: readonly ItemId[], mailboxId: string): void {
  expect({ mailboxId, strays: itemIds }).toEqual({ mailboxId, strays: [] });
}

/** Rules that leave nothing to anybody; what was refused without a reason, or left, becomes something else. */
function forgive(w: RunWorld, company: Company): void {
  const needsChange = company.leftEdits || company.mailboxes.some(({ refused }) => refused.size > 0);
  changeRules(w, company, {
    ...(needsChange ? { company: !company.rules.company } : {}),
    ownCard: 'keep',
    deletes: 'delete',
    edited: 'restore',
    deleted: 'restore',
    first: true,
    others: true,
    guards: 'trusting',
  });
  for (let mailbox = 1; mailbox <= mailboxes; mailbox += 1) edit(w, company, { kind: 'licence', mailbox, has: true });
}

/** Every mailbox equals the collection. */
function expectList(machine: Machine, mailbox: ModelMailbox): void {
  const { w, company } = machine;
  const { mailboxId } = mailbox;
  if (!mailbox.mayShowTwice) expectOnce(machine, mailbox);
  const isCopied = (itemId: ItemId) => mailbox.copied.has(itemId);
  const list = new Map([...listOf(company)].filter(([itemId]) => !isCopied(itemId)));
  const cards = cardsInPlace(w, mailboxId).filter(({ stamp }) => !isCopied(stamp?.itemId ?? ''));
  expect({ mailboxId, items: cards.map(({ stamp }) => stamp?.itemId ?? '').toSorted() }).toEqual({
    mailboxId,
    items: [...list.keys()].toSorted(),
  });
  for (const { stamp, fields } of cards) {
    const item = list.get(stamp?.itemId ?? '');
    if (item !== undefined) expectCard(fields, item, mailboxId);
  }
}
