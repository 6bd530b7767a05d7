import { defaultGuardPolicy } from '../sync/guards.ts';
import type { ItemId } from '../sync/items.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import type { Placement } from './definition.ts';
import { type Edit, mailboxes, type Rules } from './fault-model-history.test-fixture.ts';
import { act, type ModelMailbox, oldFolder, privateFolder } from './fault-model-mailbox.test-fixture.ts';
import { createRunWorld, everyone, galSource, person, type RunWorld } from './run-world.test-fixture.ts';

/** What a reference says that a card of ours holds, as far as it is compared. */
export interface Expected {
  readonly number: number;
  readonly name: string;
  readonly company: string | undefined;
  readonly mobile: string | undefined;
}

/** A company in the simplest words: who is on its lists, what its admins want, and what people have of their own. */
export interface Company {
  rules: Rules;
  /** Did the rules ever leave edits? What was left stays so until the list's next change of the item. */
  leftEdits: boolean;
  /** Did the sync get another place, and no run came to its end since? One that is broken off begins the move anew. */
  isMoving: boolean;
  readonly people: Map<number, { readonly name: string; readonly board: boolean }>;
  readonly cards: Map<number, string>;
  readonly mailboxes: readonly ModelMailbox[];
}

const delimiter = '-- mine --';
const keepDays = 2;
export const cleanUpCriteria = { kind: 'folder', name: oldFolder } as const;

export function createCompany(rules: Rules): { readonly company: Company; readonly w: RunWorld } {
  const w = createRunWorld(0, mailboxes);
  w.sources = [galSource, { sourceId: 'cards', connectionId: 'connection-1', kind: 'organizational-contacts' }];
  const company: Company = {
    rules,
    leftEdits: false,
    isMoving: false,
    people: new Map(),
    cards: new Map(),
    mailboxes: Array.from({ length: mailboxes }, (_, index) => ({
      mailboxId: `mailbox-${index + 1}`,
      own: ['Mother', 'Person 1'],
      old: [],
      hasLicence: true,
      isUsable: true,
      deleted: new Set<ItemId>(),
      edited: new Set<ItemId>(),
      copied: new Set<ItemId>(),
      refused: new Set<ItemId>(),
      mayShowTwice: false,
    })),
  };
  edit(w, company, { kind: 'person', number: 1, name: 1, board: false });
  edit(w, company, { kind: 'person', number: 2, name: 2, board: true });
  edit(w, company, { kind: 'card', number: 3, digit: 3 });
  for (const mailbox of company.mailboxes) act(w, mailbox, 0, 'add-old');
  changeRules(w, company, {});
  company.isMoving = false;
  return { company, w };
}

/** The ids that the item of a person may have: their own, or that of their card. */
export function idsOf(number: number): readonly ItemId[] {
  return [personId(number), cardId(number)];
}

const personId = (number: number): ItemId => `person-${number}`;
const cardId = (number: number): ItemId => `card-${number}`;

/** The items that an edit may bring or take away. */
export function itemsOf(change: Edit): readonly ItemId[] {
  switch (change.kind) {
    case 'person':
    case 'remove-person':
    case 'card':
    case 'remove-card':
      return idsOf(change.number);
    case 'empty':
    case 'expire-cursors':
    case 'licence':
    case 'mailbox-state':
    case 'owner':
      return [];
  }
}

/** People and cards with the same address are one; a person of the address list gives the id and the name. */
export function listOf({ rules, people, cards }: Company): ReadonlyMap<ItemId, Expected> {
  const company = rules.company ? 'Contoso' : undefined;
  const list = new Map<ItemId, Expected>();
  for (const [number, { name, board }] of people) {
    if (rules.exclude && board) continue;
    list.set(personId(number), { number, name, company, mobile: cards.get(number) });
  }
  for (const [number, mobile] of cards) {
    if (!list.has(personId(number))) list.set(cardId(number), { number, name: `Card ${number}`, company, mobile });
  }
  return list;
}

export function isMember({ rules }: Company, { mailboxId, hasLicence }: ModelMailbox): boolean {
  return hasLicence && (mailboxId === 'mailbox-1' ? rules.first : mailboxId === 'mailbox-2' ? rules.others : true);
}

/** What the person's own card says of a mailbox's number. */
export function isOwnCard({ mailboxId }: ModelMailbox, { number }: Expected): boolean {
  return mailboxId === `mailbox-${number}`;
}

function record(number: number, name: string, changes: Partial<SourceRecord>): SourceRecord {
  const fields = { displayName: name, emailAddresses: [{ address: `m${number}@example.com` }], ...changes.fields };
  return person(number, { ...changes, fields });
}

/** Something happens in the company, in the world as in the model. */
export function edit(w: RunWorld, company: Company, change: Edit): void {
  switch (change.kind) {
    case 'person': {
      const name = `Name ${change.name}`;
      company.people.set(change.number, { name, board: change.board });
      w.world.putPerson(record(change.number, name, { fields: { department: change.board ? 'Board' : 'Sales' } }));
      return;
    }
    case 'remove-person':
      company.people.delete(change.number);
      w.world.removePerson(personId(change.number));
      return;
    case 'card': {
      const mobilePhone = `+4917012345${change.number}${change.digit}`;
      const { number } = change;
      company.cards.set(number, mobilePhone);
      const card = record(number, `Card ${number}`, {
        itemId: cardId(number),
        kind: 'contact',
        fields: { mobilePhone },
      });
      w.world.putOrgContact(card);
      return;
    }
    case 'remove-card':
      company.cards.delete(change.number);
      w.world.removeOrgContact(cardId(change.number));
      return;
    case 'empty':
      if (change.list === 'people') {
        for (const number of [...company.people.keys()]) edit(w, company, { kind: 'remove-person', number });
      } else {
        for (const number of [...company.cards.keys()]) edit(w, company, { kind: 'remove-card', number });
      }
      return;
    case 'expire-cursors':
      w.world.expireCursors();
      return;
    case 'licence': {
      const mailbox = mailboxOf(company, change.mailbox);
      mailbox.hasLicence = change.has;
      const address = `m${change.mailbox}@example.com`;
      const excluded = change.has ? null : 'no-exchange-licence';
      w.world.putMailbox({ mailboxId: mailbox.mailboxId, address, excluded });
      return;
    }
    case 'mailbox-state': {
      const mailbox = mailboxOf(company, change.mailbox);
      mailbox.isUsable = change.state === null;
      w.world.setMailboxState(mailbox.mailboxId, change.state);
      return;
    }
    case 'owner':
      act(w, mailboxOf(company, change.mailbox), change.card, change.act);
      return;
  }
}

export function mailboxOf(company: Company, number: number): ModelMailbox {
  const mailbox = company.mailboxes[number - 1];
  if (mailbox === undefined) throw new Error('no such mailbox');
  return mailbox;
}

const trusting = {
  ...defaultGuardPolicy,
  maxDeleteShare: 1,
  freeDeletes: 1000,
  maxChangeShare: 1,
  freeChanges: 1000,
  freeLeavers: 1000,
};
export const tight = {
  ...defaultGuardPolicy,
  maxDeleteShare: 0.3,
  freeDeletes: 1,
  maxChangeShare: 0.5,
  freeChanges: 2,
  maxLeaverShare: 0.4,
  freeLeavers: 0,
};

const places: Readonly<Record<Rules['place'], Placement>> = {
  folder: { kind: 'folder', path: ['Company contacts'] },
  nested: { kind: 'folder', path: [privateFolder, 'Company', 'Colleagues'] },
  default: { kind: 'default-folder', category: 'Company' },
};

/** Admins change what they want. */
export function changeRules(w: RunWorld, company: Company, change: Partial<Rules>): void {
  company.rules = { ...company.rules, ...change };
  const { rules } = company;
  company.leftEdits ||= rules.edited === 'leave';
  company.isMoving ||= places[rules.place].kind !== w.sync.placement.kind;
  const board = { kind: 'field', field: 'department', is: 'equal', values: ['Board'] } as const;
  const companyName = { kind: 'fixed', value: 'Contoso' } as const;
  const guards = rules.guards === 'tight' ? tight : trusting;
  w.collection = {
    ...w.collection,
    sourceIds: w.sources.map(({ sourceId }) => sourceId),
    filter: rules.exclude ? [{ action: 'exclude', where: board }] : [],
    mapping: {
      ...w.collection.mapping,
      fields: { department: { kind: 'omit' }, ...(rules.company ? { companyName } : {}) },
    },
    guards,
  };
  const out = [...(rules.first ? [] : ['mailbox-1']), ...(rules.others ? [] : ['mailbox-2'])];
  w.audience = { ...everyone, exclude: out.length === 0 ? [] : [{ kind: 'mailboxes', mailboxes: out }] };
  w.sync = {
    ...w.sync,
    placement: places[rules.place],
    ownCard: rules.ownCard,
    deletes: rules.deletes === 'keep-days' ? { kind: 'keep-days', days: keepDays } : { kind: rules.deletes },
    drift: { edited: rules.edited, deleted: rules.deleted, lookEveryHours: 24 },
    leavers: rules.leavers,
    write: { ...w.sync.write, notesDelimiter: rules.notes ? delimiter : null },
    guards,
  };
}
