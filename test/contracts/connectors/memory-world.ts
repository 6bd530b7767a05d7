import type { MailboxContents, MemoryContact, MemoryFolder } from '../../../src/connectors/memory/mailbox-contents.ts';
import { createMemoryWorld, type MemoryWorld } from '../../../src/connectors/memory/world.ts';
import type { Failure } from '../../../src/sync/failure.ts';
import type { SourceRecord } from '../../../src/sync/source-record.ts';
import type {
  ContractSetting,
  OutsideContact,
  OutsideFolder,
  OutsideWorld,
  TestOrgContact,
  TestPerson,
} from './outside-world.ts';

const pageSize = 4;
const overloaded: Failure = { code: 'unavailable', detail: '503' };

export const memorySetting: ContractSetting = {
  open: async () => openMemoryWorld(createMemoryWorld({ pageSize })),
  moreThanAPage: {
    'source.page': 9,
    'org-contacts.page': 9,
    'contacts.page': 9,
    'mailboxes.page': 9,
    'group.page': 9,
    'stamped.page': 9,
    'folder.changes': 9,
  },
};

/** The world in memory as the contract suites change it. */
function openMemoryWorld(world: MemoryWorld): OutsideWorld {
  let made = 0;
  const nextId = (kind: string): string => {
    made += 1;
    return `${kind}-${made}`;
  };
  const people = new Map<string, SourceRecord>();
  const orgContacts = new Map<string, SourceRecord>();
  const groups = new Map<string, readonly string[]>();
  const putPerson = (record: SourceRecord): void => {
    people.set(record.itemId, record);
    world.putPerson(record);
  };
  const putOrgContact = (record: SourceRecord): void => {
    orgContacts.set(record.itemId, record);
    world.putOrgContact(record);
  };
  const putGroup = (groupId: string, memberIds: readonly string[]): void => {
    groups.set(groupId, memberIds);
    world.putGroup(groupId, memberIds);
  };

  return {
    connector: world.connector(),
    async addPerson(person) {
      const itemId = nextId('person');
      putPerson(recordOf(itemId, person));
      return itemId;
    },
    async changePerson(itemId, change) {
      const record = people.get(itemId);
      if (record === undefined) throw new Error(`no person ${itemId}`);
      putPerson({ ...record, fields: withoutEmpty({ ...record.fields, ...change }) });
    },
    async removePerson(itemId) {
      people.delete(itemId);
      world.removePerson(itemId);
    },
    setPhoto: async (itemId, jpeg) => world.putPhoto(itemId, jpeg),
    async addOrgContact(contact) {
      const itemId = nextId('org-contact');
      putOrgContact(orgContactRecord(itemId, contact));
      return itemId;
    },
    async changeOrgContact(itemId, change) {
      const record = orgContacts.get(itemId);
      if (record === undefined) throw new Error(`no organizational contact ${itemId}`);
      putOrgContact({ ...record, fields: withoutEmpty({ ...record.fields, ...change }) });
    },
    removeOrgContact: async (itemId) => world.removeOrgContact(itemId),
    async addMailbox(excluded = null) {
      const mailboxId = nextId('mailbox');
      world.putMailbox({ mailboxId, address: addressOf(mailboxId), excluded });
      return mailboxId;
    },
    addressOf: async (mailboxId) => addressOf(mailboxId),
    removeMailbox: async (mailboxId) => world.removeMailbox(mailboxId),
    setMailboxState: async (mailboxId, state) => world.setMailboxState(mailboxId, state),
    async addGroup(memberIds, displayName) {
      const groupId = nextId('group');
      putGroup(groupId, memberIds);
      if (displayName !== undefined) world.putGroup(groupId, memberIds, displayName);
      return groupId;
    },
    removeFromGroup: async (groupId, memberId) =>
      putGroup(
        groupId,
        (groups.get(groupId) ?? []).filter((id) => id !== memberId),
      ),
    addToGroup: async (groupId, memberId) => putGroup(groupId, [...(groups.get(groupId) ?? []), memberId]),
    expireCursors: async () => world.expireCursors(),
    folders: async (mailboxId) => world.mailbox(mailboxId).folders().map(showFolder),
    async defaultContacts(mailboxId) {
      const contents = world.mailbox(mailboxId);
      return contents.folder(contents.defaultFolderId)?.contacts.map(showContact) ?? [];
    },
    addFolder: async (mailboxId, displayName, parentId) =>
      world.mailbox(mailboxId).addFolder(displayName, null, { parentId: parentId ?? null }),
    renameFolder: async (mailboxId, folderId, displayName) =>
      world.mailbox(mailboxId).renameFolder(folderId, displayName),
    deleteFolder: async (mailboxId, folderId) => world.mailbox(mailboxId).deleteFolder(folderId),
    async addPersonalContact(mailboxId, folderId, displayName) {
      const contents: MailboxContents = world.mailbox(mailboxId);
      return contents.addContact(folderId ?? contents.defaultFolderId, { stamp: null, fields: { displayName } });
    },
    async addContact(mailboxId, folderId, fields, property) {
      const contents = world.mailbox(mailboxId);
      const properties = property === undefined ? {} : { [property.id]: property.value };
      return contents.addContact(folderId ?? contents.defaultFolderId, { stamp: null, fields, properties });
    },
    editContact: async (mailboxId, mailItemId, change) => world.mailbox(mailboxId).editContact(mailItemId, change),
    moveContact: async (mailboxId, mailItemId, folderId) => world.mailbox(mailboxId).moveContact(mailItemId, folderId),
    deleteContact: async (mailboxId, mailItemId) => world.mailbox(mailboxId).deleteContact(mailItemId),
    personalTouches: async () => world.personalTouches(),
    requestCount: async () => world.requestCount(),
    async withdrawPermission() {
      world.setHealth({ permissions: ['Read'], missing: ['Write'], clockSkewMs: 0 });
      return 'Write';
    },
    loseAnswer: async (operation) =>
      world.faults.add({ operation, fault: { kind: 'fail', failure: overloaded, when: 'after' } }),
    failBefore: async (operation) =>
      world.faults.add({ operation, fault: { kind: 'fail', failure: overloaded, when: 'before' } }),
    rejectNext: async (operation) =>
      world.faults.add({
        operation,
        fault: { kind: 'fail', failure: { code: 'invalid-item', detail: '400' }, when: 'before' },
      }),
    breakSecondPage: async (operation) =>
      world.faults.add({ operation, skip: 1, times: 0, fault: { kind: 'fail', failure: overloaded, when: 'before' } }),
    cutLastPage: async (operation) => world.faults.add({ operation, fault: { kind: 'no-cursor' } }),
    rejectPhoto: async () =>
      world.faults.add({
        operation: 'photo.write',
        fault: { kind: 'fail', failure: { code: 'invalid-item', detail: '400' }, when: 'before' },
      }),
    close: async () => {},
  };
}

function recordOf(itemId: string, { address, ...texts }: TestPerson & Partial<TestOrgContact>): SourceRecord {
  return {
    itemId,
    kind: 'account',
    enabled: true,
    hiddenFromLists: false,
    licensed: true,
    fields: address === undefined ? texts : { ...texts, emailAddresses: [{ address }] },
    extra: {},
  };
}

function orgContactRecord(itemId: string, { mail, ...texts }: TestOrgContact): SourceRecord {
  const record = recordOf(itemId, mail === undefined ? texts : { ...texts, address: mail });
  return { ...record, kind: 'contact', licensed: false };
}

function addressOf(mailboxId: string): string {
  return `${mailboxId}@example.com`;
}

/** Fields in normal form: an empty text is an absent one. */
function withoutEmpty(fields: SourceRecord['fields']): SourceRecord['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

function showFolder({ folderId, displayName, parentId, contacts }: MemoryFolder): OutsideFolder {
  return { folderId, displayName, parentId, contacts: contacts.map(showContact) };
}

function showContact({ mailItemId, fields, photo }: MemoryContact): OutsideContact {
  return { mailItemId, fields, hasPhoto: photo !== null };
}
