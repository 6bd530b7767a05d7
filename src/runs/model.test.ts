import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { defaultGuardPolicy } from '../sync/guards.ts';
import type { ItemId } from '../sync/items.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { ConnectorError } from './connector-error.ts';
import type { ContactSource } from './ports.ts';
import { createRunWorld, everyone, galSource, person, type RunWorld } from './run-world.test-fixture.ts';

/** What a tenant's admins set up, as far as this test turns at it. */
interface Rules {
  readonly company: boolean;
  /** People of this department are left out. */
  readonly exclude: boolean;
  readonly ownCard: 'keep' | 'leave-out';
  readonly deletes: 'delete' | 'keep';
  readonly deleted: 'restore' | 'leave';
  readonly notes: boolean;
  /** Is the first mailbox in the audience? */
  readonly first: boolean;
  readonly leavers: 'keep' | 'clean-up';
}

type Edit =
  | { readonly kind: 'person'; readonly number: number; readonly name: number; readonly board: boolean }
  | { readonly kind: 'remove-person'; readonly number: number }
  | { readonly kind: 'card'; readonly number: number; readonly digit: number }
  | { readonly kind: 'remove-card'; readonly number: number }
  | { readonly kind: 'rules'; readonly change: Partial<Rules> }
  | { readonly kind: 'owner'; readonly mailbox: number; readonly card: number; readonly act: OwnerAct }
  | { readonly kind: 'expire-cursors' };

type OwnerAct = 'rename' | 'note' | 'delete' | 'add-own' | 'add-inside' | 'rename-folder' | 'delete-folder';

const people = 5;
const mailboxes = 3;
const delimiter = '-- mine --';
const numbers = fc.integer({ min: 1, max: people });

const ruleChange: fc.Arbitrary<Partial<Rules>> = fc.oneof(
  fc.record({ company: fc.boolean() }),
  fc.record({ exclude: fc.boolean() }),
  fc.record({ ownCard: fc.constantFrom('keep', 'leave-out') }),
  fc.record({ deletes: fc.constantFrom('delete', 'keep') }),
  fc.record({ deleted: fc.constantFrom('restore', 'leave') }),
  fc.record({ notes: fc.boolean() }),
  fc.record({ first: fc.boolean() }),
  fc.record({ leavers: fc.constantFrom('keep', 'clean-up') }),
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('person'), number: numbers, name: fc.nat(3), board: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove-person'), number: numbers }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('card'), number: numbers, digit: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove-card'), number: numbers }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('rules'), change: ruleChange }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('owner'),
      mailbox: fc.integer({ min: 1, max: mailboxes }),
      card: fc.nat(9),
      act: fc.constantFrom('rename', 'note', 'delete', 'add-own', 'add-inside', 'rename-folder', 'delete-folder'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire-cursors') }) },
);

/** What a reference says that a mailbox holds of ours: by item, what is compared of it. */
interface Expected {
  readonly name: string;
  readonly company: string | undefined;
  readonly mobile: string | undefined;
}

interface ModelMailbox {
  /** Items that were there after the last run. */
  held: Set<ItemId>;
  readonly dismissed: Set<ItemId>;
  /** Items that the owner deleted since the last run. */
  readonly deleted: Set<ItemId>;
  /** Lines of the owner below the delimiter. */
  readonly notes: Map<ItemId, string>;
  readonly own: string[];
  isMember: boolean;
}

/** The whole of what Ringbook should do, said in the simplest way: no versions, no links, no cursors. */
interface Model {
  rules: Rules;
  readonly gal: Map<number, { readonly name: string; readonly board: boolean }>;
  readonly cards: Map<number, string>;
  readonly mailboxes: readonly ModelMailbox[];
}

const addressOf = (number: number) => `m${number}@example.com`;
const personId = (number: number) => `person-${number}`;
const cardId = (number: number) => `cards:card-${number}`;

/** People and cards with the same address are one; a person of the address list gives the id and the name. */
function listOf({ rules, gal, cards }: Model): ReadonlyMap<ItemId, Expected & { readonly number: number }> {
  const company = rules.company ? 'Contoso' : undefined;
  const list = new Map<ItemId, Expected & { number: number }>();
  for (const [number, { name, board }] of gal) {
    if (rules.exclude && board) continue;
    list.set(personId(number), { number, name, company, mobile: cards.get(number) });
  }
  for (const [number, mobile] of cards) {
    if (!list.has(personId(number))) list.set(cardId(number), { number, name: `Card ${number}`, company, mobile });
  }
  return list;
}

/** Plays a run on the model. @returns What each mailbox must hold; null: it is not looked at. */
function playRun(model: Model): readonly (ReadonlyMap<ItemId, Expected | null> | null)[] {
  const { rules } = model;
  const list = listOf(model);
  return model.mailboxes.map((mailbox, index) => {
    const isMember = index > 0 || rules.first;
    const wasMember = mailbox.isMember;
    mailbox.isMember = isMember;
    if (!isMember) {
      if (rules.leavers === 'clean-up' && wasMember) mailbox.held.clear();
      mailbox.dismissed.clear();
      if (rules.leavers === 'clean-up' && wasMember) mailbox.notes.clear();
      return mailbox.held.size === 0 ? new Map() : null;
    }
    const isOwn = ({ number }: { readonly number: number }) => rules.ownCard === 'leave-out' && number === index + 1;
    const expected = new Map<ItemId, Expected | null>();
    for (const [itemId, item] of list) {
      if (isOwn(item)) continue;
      if (mailbox.deleted.has(itemId) && rules.deleted === 'leave' && mailbox.held.has(itemId))
        mailbox.dismissed.add(itemId);
      if (rules.deleted === 'restore') mailbox.dismissed.delete(itemId);
      if (!mailbox.dismissed.has(itemId)) expected.set(itemId, item);
    }
    for (const itemId of mailbox.held) {
      const isGone = mailbox.deleted.has(itemId) || list.has(itemId);
      // Whose card it was that left the list, nobody knows any more.
      if (rules.deletes === 'keep' && !isGone) expected.set(itemId, null);
    }
    for (const itemId of [...mailbox.notes.keys()]) {
      if (!rules.notes || mailbox.deleted.has(itemId) || !expected.has(itemId)) mailbox.notes.delete(itemId);
    }
    mailbox.held = new Set(expected.keys());
    mailbox.deleted.clear();
    return expected;
  });
}

const start: Rules = {
  company: false,
  exclude: false,
  ownCard: 'keep',
  deletes: 'delete',
  deleted: 'restore',
  notes: false,
  first: true,
  leavers: 'keep',
};

function createModel(): Model {
  const mailbox = (): ModelMailbox => ({
    held: new Set(),
    dismissed: new Set(),
    deleted: new Set(),
    notes: new Map(),
    own: ['Mother', 'Person 1'],
    isMember: false,
  });
  // One of each always stays: a list that suddenly is empty waits for a person.
  const gal = new Map([[8, { name: 'Reception', board: false }]]);
  const cards = new Map([[9, '+491701234599']]);
  return { rules: start, gal, cards, mailboxes: Array.from({ length: mailboxes }, mailbox) };
}

function record(number: number, name: string, changes: Partial<SourceRecord>): SourceRecord {
  const fields = { displayName: name, emailAddresses: [{ address: addressOf(number) }], ...changes.fields };
  return person(number, { ...changes, fields });
}

function cardsOf(model: Model): ContactSource {
  return {
    async *read(cursor) {
      if (cursor !== null) throw new ConnectorError({ code: 'cursor-expired', detail: 'always whole' });
      const records = [...model.cards].map(([number, mobilePhone]) =>
        record(number, `Card ${number}`, { itemId: `card-${number}`, kind: 'contact', fields: { mobilePhone } }),
      );
      yield { records, removed: [], cursor: 'end' };
    },
  };
}

/** Cards are gone at once when their folder goes; what a person has in it too. */
const ours = (w: RunWorld, mailboxId: string) =>
  w.world
    .mailbox(mailboxId)
    .folders()
    .filter(({ syncId }) => syncId !== null);

function act(w: RunWorld, model: Model, { mailbox: number, card, act: what }: Extract<Edit, { kind: 'owner' }>): void {
  const mailbox = model.mailboxes[number - 1];
  if (mailbox === undefined || !mailbox.isMember) return;
  const mailboxId = `mailbox-${number}`;
  const contents = w.world.mailbox(mailboxId);
  const [folder] = ours(w, mailboxId);
  if (folder === undefined) return;
  const cards = folder.contacts.filter(({ stamp }) => stamp !== null);
  const chosen = cards[card % Math.max(1, cards.length)];
  switch (what) {
    case 'add-own':
      contents.addContact(contents.defaultFolderId, { stamp: null, fields: { displayName: `Own ${card}` } });
      mailbox.own.push(`Own ${card}`);
      return;
    case 'rename-folder':
      contents.renameFolder(folder.folderId, `Renamed ${card}`);
      return;
    case 'add-inside':
      contents.addContact(folder.folderId, { stamp: null, fields: { displayName: `Inside ${card}` } });
      mailbox.own.push(`Inside ${card}`);
      return;
    case 'delete-folder':
      for (const { fields } of folder.contacts.filter(({ stamp }) => stamp === null)) {
        mailbox.own.splice(mailbox.own.indexOf(fields.displayName ?? ''), 1);
      }
      contents.deleteFolder(folder.folderId);
      for (const known of [mailbox.held, mailbox.dismissed, mailbox.deleted, mailbox.notes]) known.clear();
      return;
    case 'rename':
      if (chosen !== undefined) contents.editContact(chosen.mailItemId, { displayName: 'Nickname' });
      return;
    case 'note': {
      const itemId = chosen?.stamp?.itemId;
      const notes = chosen?.fields.personalNotes;
      if (chosen === undefined || itemId === undefined || notes === undefined || !notes.includes(delimiter)) return;
      contents.editContact(chosen.mailItemId, { personalNotes: `${notes}\nnote ${card}` });
      mailbox.notes.set(itemId, [mailbox.notes.get(itemId), `note ${card}`].filter(Boolean).join('\n'));
      return;
    }
    case 'delete':
      if (chosen?.stamp === undefined || chosen.stamp === null) return;
      contents.deleteContact(chosen.mailItemId);
      mailbox.deleted.add(chosen.stamp.itemId);
  }
}

function apply(w: RunWorld, model: Model, change: Edit): void {
  switch (change.kind) {
    case 'person': {
      const name = `Name ${change.name}`;
      model.gal.set(change.number, { name, board: change.board });
      w.world.putPerson(record(change.number, name, { fields: { department: change.board ? 'Board' : 'Sales' } }));
      return;
    }
    case 'remove-person':
      model.gal.delete(change.number);
      w.world.removePerson(personId(change.number));
      return;
    case 'card':
      model.cards.set(change.number, `+4917012345${change.number}${change.digit}`);
      return;
    case 'remove-card':
      model.cards.delete(change.number);
      return;
    case 'rules':
      model.rules = { ...model.rules, ...change.change };
      return;
    case 'owner':
      act(w, model, change);
      return;
    case 'expire-cursors':
      w.world.expireCursors();
      return;
  }
}

const trusting = { ...defaultGuardPolicy, maxDeleteShare: 1, freeDeletes: 1000, freeChanges: 1000, freeLeavers: 100 };

function setUp(w: RunWorld, { rules }: Model): void {
  const exclude = {
    action: 'exclude',
    where: { kind: 'field', field: 'department', is: 'equal', values: ['Board'] },
  } as const;
  const companyName = { kind: 'fixed', value: 'Contoso' } as const;
  w.collection = {
    ...w.collection,
    sourceIds: ['gal', 'cards'],
    filter: rules.exclude ? [exclude] : [],
    mapping: {
      ...w.collection.mapping,
      fields: { department: { kind: 'omit' }, ...(rules.company ? { companyName } : {}) },
    },
    guards: trusting,
  };
  w.audience = { ...everyone, exclude: rules.first ? [] : [{ kind: 'mailboxes', mailboxes: ['mailbox-1'] }] };
  w.sync = {
    ...w.sync,
    ownCard: rules.ownCard,
    deletes: { kind: rules.deletes },
    drift: { edited: 'restore', deleted: rules.deleted, lookEveryHours: 24 },
    leavers: rules.leavers,
    write: { ...w.sync.write, notesDelimiter: rules.notes ? delimiter : null },
    guards: trusting,
  };
}

function compare(
  w: RunWorld,
  model: Model,
  index: number,
  expected: ReadonlyMap<ItemId, Expected | null> | null,
): void {
  const mailboxId = `mailbox-${index + 1}`;
  const contents = w.world.mailbox(mailboxId);
  const folders = [...contents.folders(), contents.folder(contents.defaultFolderId)].filter(
    (folder) => folder !== null,
  );
  const all = folders.flatMap((folder) => folder.contacts);
  const own = all.filter(({ stamp }) => stamp === null).map(({ fields }) => fields.displayName);
  expect(own.toSorted()).toEqual(model.mailboxes[index]?.own.toSorted());
  if (expected === null) return;
  expect(ours(w, mailboxId).length).toBeLessThanOrEqual(1);
  const cards = all.filter(({ stamp }) => stamp !== null);
  expect(cards.map(({ stamp }) => stamp?.itemId).sort()).toEqual([...expected.keys()].sort());
  for (const { stamp, fields } of cards) {
    const wanted = expected.get(stamp?.itemId ?? '');
    if (wanted === null || wanted === undefined) continue;
    const { displayName: name, companyName: company, mobilePhone: mobile, personalNotes: notes } = fields;
    expect({ name, company, mobile }).toEqual({ name: wanted.name, company: wanted.company, mobile: wanted.mobile });
    const mine = model.mailboxes[index]?.notes.get(stamp?.itemId ?? '') ?? '';
    expect(notes?.split(delimiter).at(1)?.trim() ?? '').toBe(mine);
    expect(notes?.includes(delimiter) ?? false).toBe(model.rules.notes);
  }
}

test.prop([fc.array(fc.array(edit, { maxLength: 5 }), { minLength: 1, maxLength: 8 })], { numRuns: 300 })(
  'whatever admins and owners do, after two quiet days every mailbox is what a simple model says',
  async (rounds) => {
    const w = createRunWorld(0, mailboxes);
    const model = createModel();
    apply(w, model, { kind: 'person', number: 8, name: 8, board: false });
    w.files.set('cards', cardsOf(model));
    w.sources = [
      galSource,
      { kind: 'csv', sourceId: 'cards', file: 'cards.csv', id: { column: 'Id' }, columns: { Id: 'ignore' } },
    ];
    for (const edits of rounds) {
      for (const change of edits) apply(w, model, change);
      setUp(w, model);
      // The second one looks at what the first one found for the first time, or again.
      for (let day = 0; day < 2; day += 1) {
        w.nowMs += 25 * 3_600_000;
        expect(await w.run()).toMatchObject({ state: 'done', totals: { foldersFailed: 0 } });
      }
      playRun(model).forEach((expected, index) => {
        compare(w, model, index, expected);
      });
      expect(w.world.personalTouches()).toBe(0);
    }
    w.world.resetRequestCount();
    expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 0, updated: 0, deleted: 0 } });
  },
);
