import { ConnectorError } from '../../runs/connector-error.ts';
import type { ConnectionHealth, Mailbox, MailboxId, TenantConnector } from '../../runs/ports.ts';
import type { FailureCode } from '../../sync/failure.ts';
import type { ItemId } from '../../sync/items.ts';
import type { SourceRecord } from '../../sync/source-record.ts';
import { createChangeLog } from './change-log.ts';
import { createMemoryConnector } from './connector.ts';
import { createFaultScript, type FaultScript, type MemoryCall, type MemoryOperation } from './fault-script.ts';
import { createMailboxContents, type MailboxContents } from './mailbox-contents.ts';
import type { WorldState } from './world-state.ts';

export type MailboxStateCode = Extract<FailureCode, `mailbox-${string}`>;

/** A tenant's outside world in memory: what people do in it, what goes wrong, and the connector that looks at it. */
export interface MemoryWorld {
  putPerson(record: SourceRecord): void;
  removePerson(itemId: ItemId): void;
  putOrgContact(record: SourceRecord): void;
  removeOrgContact(itemId: ItemId): void;
  /** Every image has an etag of its own; null: the person has none any more. */
  putPhoto(itemId: ItemId, image: Uint8Array | null): void;
  /** Adds a mailbox with nothing in it, or changes what the directory says of one. */
  putMailbox(mailbox: Mailbox): void;
  /** With all that is in it. */
  removeMailbox(mailboxId: MailboxId): void;
  /** Members are ids of people, organizational contacts, mailboxes and other groups; cycles are allowed. */
  putGroup(groupId: string, memberIds: readonly string[], displayName?: string): void;
  removeGroup(groupId: string): void;
  /** What a cursor given out so far, of a list or a folder, is good for from now on: nothing. */
  expireCursors(): void;

  /** What is in a mailbox, to look at and to change as its owner. @throws {ConnectorError} `mailbox-not-found`. */
  mailbox(mailboxId: MailboxId): MailboxContents;
  /** Every request to this mailbox fails with the code; null: it can be used again. */
  setMailboxState(mailboxId: MailboxId, state: MailboxStateCode | null): void;
  /** What the connection says of itself: at first, that nothing is missing. */
  setHealth(health: ConnectionHealth): void;

  readonly faults: FaultScript;
  /** Called before every request; what it throws ends the caller, as pulling the plug would. */
  beforeOperation: (call: MemoryCall) => void | Promise<void>;
  /** Called when a request took effect and before it is answered: what it throws, or a signal that it aborts, loses the answer. */
  afterOperation: (call: MemoryCall) => void;
  /** Requests since the start or the last reset, of all kinds or of one. */
  requestCount(operation?: MemoryOperation): number;
  resetRequestCount(): void;
  /** How often the connector changed or deleted something without a stamp: 0, or a promise is broken. */
  personalTouches(): number;
  /** How many contacts without a stamp went because a clean-up asked for it; not among `personalTouches`. */
  leftoversRemoved(): number;

  connector(): TenantConnector;
}

/**
 * Makes an empty world.
 *
 * @param options `pageSize`: entries per page of every list, 100 unless told.
 */
export function createMemoryWorld(options: { readonly pageSize?: number } = {}): MemoryWorld {
  const people = createChangeLog<SourceRecord>('people');
  const orgContacts = createChangeLog<SourceRecord>('org-contacts');
  const mailboxes = createChangeLog<Mailbox>('mailboxes');
  const photos = new Map<ItemId, { readonly etag: string; readonly image: Uint8Array }>();
  const groups = new Map<string, readonly string[]>();
  const groupNames = new Map<string, string>();
  const contents = new Map<MailboxId, MailboxContents>();
  const mailboxStates = new Map<MailboxId, MailboxStateCode>();
  const faults = createFaultScript();
  const requestCounts = new Map<MemoryOperation, number>();
  const nextId = createIds();
  let touches = 0;
  let leftovers = 0;
  let images = 0;
  let health: ConnectionHealth = { permissions: ['Everything'], missing: [], clockSkewMs: 0 };

  const contentsOf = (mailboxId: MailboxId): MailboxContents => {
    const found = contents.get(mailboxId);
    if (found === undefined) throw new ConnectorError({ code: 'mailbox-not-found', detail: 'no such mailbox' });
    return found;
  };

  const world: MemoryWorld = {
    putPerson: (record) => people.put(record.itemId, record),
    removePerson: (itemId) => people.remove(itemId),
    putOrgContact: (record) => orgContacts.put(record.itemId, record),
    removeOrgContact: (itemId) => orgContacts.remove(itemId),
    putPhoto(itemId, image) {
      images += 1;
      if (image === null) photos.delete(itemId);
      else photos.set(itemId, { etag: `image-${images}`, image });
    },
    putMailbox(mailbox) {
      mailboxes.put(mailbox.mailboxId, mailbox);
      if (!contents.has(mailbox.mailboxId)) contents.set(mailbox.mailboxId, createMailboxContents(nextId));
    },
    removeMailbox(mailboxId) {
      mailboxes.remove(mailboxId);
      contents.delete(mailboxId);
    },
    putGroup(groupId, memberIds, displayName = groupNames.get(groupId) ?? groupId) {
      groups.set(groupId, memberIds);
      groupNames.set(groupId, displayName);
    },
    removeGroup(groupId) {
      groups.delete(groupId);
      groupNames.delete(groupId);
    },
    expireCursors() {
      people.expireCursors();
      orgContacts.expireCursors();
      mailboxes.expireCursors();
      for (const mailbox of contents.values()) mailbox.expireCursors();
    },
    mailbox: contentsOf,
    setMailboxState(mailboxId, state) {
      if (state === null) mailboxStates.delete(mailboxId);
      else mailboxStates.set(mailboxId, state);
    },
    setHealth(said) {
      health = said;
    },
    faults,
    beforeOperation() {},
    afterOperation() {},
    requestCount(operation) {
      if (operation !== undefined) return requestCounts.get(operation) ?? 0;
      return [...requestCounts.values()].reduce((sum, count) => sum + count, 0);
    },
    resetRequestCount: () => requestCounts.clear(),
    personalTouches: () => touches,
    leftoversRemoved: () => leftovers,
    connector: () => createMemoryConnector(state),
  };

  const state: WorldState = {
    people,
    orgContacts,
    mailboxes,
    groups,
    groupNames,
    photos,
    contents,
    faults,
    pageSize: options.pageSize ?? 100,
    health: () => health,
    async begin(call) {
      await world.beforeOperation(call);
      requestCounts.set(call.operation, (requestCounts.get(call.operation) ?? 0) + 1);
      if (call.mailboxId === null) return;
      contentsOf(call.mailboxId);
      const code = mailboxStates.get(call.mailboxId);
      if (code !== undefined) throw new ConnectorError({ code, detail: 'the mailbox cannot be used' });
    },
    end: (call) => world.afterOperation(call),
    touchedPersonal() {
      touches += 1;
    },
    removedLeftover() {
      leftovers += 1;
    },
  };
  return world;
}

/** Ids as mailboxes have them: opaque, and two of them may differ in nothing but the case of a letter. */
function createIds(): () => string {
  let made = 0;
  return () => {
    const pair = Math.floor(made / 2)
      .toString(36)
      .padStart(8, '0');
    const id = `AAkALgAAAAAAHYQDEapm${pair}${made % 2 === 0 ? 'Q' : 'q'}AAA=`;
    made += 1;
    return id;
  };
}
