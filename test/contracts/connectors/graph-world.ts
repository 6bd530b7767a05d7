import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { GraphPlatform } from '../../../src/connectors/graph/client.ts';
import type { Mailbox } from '../../../src/runs/ports.ts';
import { requiredRoles, type TestSimulator } from '../../fixtures/test-simulator.ts';
import { contactFieldsOf } from './graph-contact-fields.ts';
import type {
  CursorPage,
  FaultyOperation,
  FaultyPage,
  MailboxStateCode,
  OutsideContact,
  OutsideFolder,
  OutsideWorld,
} from './outside-world.ts';

/** Where in Graph each thing happens that can go wrong. */
const operations: Readonly<Record<FaultyOperation | FaultyPage, { method: string; pathPattern: string }>> = {
  'folder.create': { method: 'POST', pathPattern: '/(contactFolders|childFolders)$' },
  'folder.remove': { method: 'DELETE', pathPattern: '/(contactFolders|childFolders)/[^/]+$' },
  'item.create': { method: 'POST', pathPattern: '/contacts$' },
  'item.update': { method: 'PATCH', pathPattern: '/contacts/' },
  'item.delete': { method: 'DELETE', pathPattern: '/contacts/' },
  'source.page': { method: 'GET', pathPattern: '/users/delta' },
  'org-contacts.page': { method: 'GET', pathPattern: '^(/v1\\.0)?/contacts/delta' },
  'contacts.page': { method: 'GET', pathPattern: '/contacts$' },
  'mailboxes.page': { method: 'GET', pathPattern: '/users/delta' },
  'group.page': { method: 'GET', pathPattern: '/transitiveMembers' },
  'stamped.page': { method: 'GET', pathPattern: '/contacts$' },
  'folder.changes': { method: 'GET', pathPattern: '/users/.*/contacts/delta' },
};

/** Contacts in a folder are listed; it is a delta that tells where that list ends. */
function cursorOperation(page: CursorPage): CursorPage {
  return page === 'contacts.page' ? 'folder.changes' : page;
}

const availability: Readonly<Record<MailboxStateCode, string>> = {
  'mailbox-not-enabled': 'not-enabled',
  'mailbox-on-premises': 'on-premises',
  'mailbox-not-found': 'non-existent',
  'mailbox-access-denied': 'access-denied',
};

/** An Exchange plan in force. */
const exchangePlan = {
  assignedDateTime: '2024-02-01T08:00:00Z',
  capabilityStatus: 'Enabled',
  service: 'exchange',
  servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
};

const made = z.object({ id: z.string() });
const contactSchema = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.unknown()),
  extended: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  hasPhoto: z.boolean(),
});
const mailboxSchema = z.object({
  folders: z.array(
    z.object({
      id: z.string(),
      displayName: z.string(),
      parentFolderId: z.string().nullable(),
      isDefault: z.boolean(),
      contacts: z.array(contactSchema),
    }),
  ),
});
const userSchema = z.object({ mail: z.string() });
const requestsSchema = z.object({ mailboxRequests: z.number() });
const reportSchema = z.object({ personalContactsTouched: z.number() });

/** An empty tenant in a simulator, with consent given, as the contract suites change it. */
export async function openGraphWorld(test: TestSimulator, platform: GraphPlatform): Promise<OutsideWorld> {
  const { control, clientId } = test;
  const domain = `${randomUUID()}.example`;
  const { id: tenantId } = made.parse(await control.post('/tenants', { domain, people: 0, mailboxes: 0 }));
  const tenant = `/tenants/${tenantId}`;
  const roles = [...requiredRoles, 'OrgContact.Read.All'];
  await control.put(`${tenant}/consents/${clientId}`, { roles });
  const connector = platform.connector(tenantId);
  let count = 0;

  const addUser = async (properties: object): Promise<string> => {
    count += 1;
    const own = {
      displayName: `User ${count}`,
      userPrincipalName: `user${count}@${domain}`,
      accountEnabled: true,
      userType: 'Member',
    };
    return made.parse(await control.post(`${tenant}/users`, { ...own, ...properties })).id;
  };
  const contents = async (mailboxId: string) =>
    mailboxSchema.parse(await control.get(`${tenant}/mailboxes/${mailboxId}`)).folders;
  const contactPath = (mailboxId: string, mailItemId: string): string =>
    `${tenant}/mailboxes/${mailboxId}/contacts/${encodeURIComponent(mailItemId)}`;
  const addFault = async (on: FaultyOperation | FaultyPage, fault: object, rule: object = {}): Promise<void> => {
    await control.post('/faults', { match: { ...operations[on], tenantId }, fault, ...rule });
  };

  return {
    connector,
    addPerson: ({ address, ...texts }) => addUser(address === undefined ? texts : { ...texts, mail: address }),
    async changePerson(itemId, change) {
      const properties = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
      await control.patch(`${tenant}/users/${itemId}`, properties);
    },
    removePerson: async (itemId) => void (await control.delete(`${tenant}/users/${itemId}`)),
    async setPhoto(itemId, jpeg) {
      await control.patch(`${tenant}/users/${itemId}`, {
        photo: jpeg === null ? null : Buffer.from(jpeg).toString('base64'),
      });
    },
    addOrgContact: async (contact) => made.parse(await control.post(`${tenant}/orgContacts`, contact)).id,
    async changeOrgContact(itemId, { department }) {
      await control.patch(`${tenant}/orgContacts/${itemId}`, { department: department || null });
    },
    removeOrgContact: async (itemId) => void (await control.delete(`${tenant}/orgContacts/${itemId}`)),
    // A mailbox of the kind that comes without contacts of a person's own.
    addMailbox: (excluded = null) => addUser({ ...mailboxUser(excluded, domain), mailbox: { purpose: 'shared' } }),
    addressOf: async (mailboxId) => userSchema.parse(await control.get(`${tenant}/users/${mailboxId}`)).mail,
    removeMailbox: async (mailboxId) => void (await control.delete(`${tenant}/users/${mailboxId}`)),
    async setMailboxState(mailboxId, state) {
      await control.put(`${tenant}/users/${mailboxId}/mailbox`, { availability: availability[state] });
    },
    async addGroup(memberIds, displayName = `Group ${count + 1}`) {
      count += 1;
      return made.parse(await control.post(`${tenant}/groups`, { displayName, memberIds })).id;
    },
    removeFromGroup: async (groupId, id) => void (await control.delete(`${tenant}/groups/${groupId}/members/${id}`)),
    addToGroup: async (groupId, id) => void (await control.post(`${tenant}/groups/${groupId}/members`, { id })),
    expireCursors: (of) => addFault(cursorOperation(of), { kind: 'delta-expired', form: '410-resyncRequired' }),
    async folders(mailboxId) {
      const all = await contents(mailboxId);
      const ids = new Set(all.flatMap(({ id, isDefault }) => (isDefault ? [] : [id])));
      const folders = all.filter(({ id }) => ids.has(id));
      return folders.map(({ id, displayName, parentFolderId, contacts }): OutsideFolder => {
        const parentId = parentFolderId !== null && ids.has(parentFolderId) ? parentFolderId : null;
        return { folderId: id, displayName, parentId, contacts: contacts.map(showContact) };
      });
    },
    async defaultContacts(mailboxId) {
      const folder = (await contents(mailboxId)).find(({ isDefault }) => isDefault);
      return folder?.contacts.map(showContact) ?? [];
    },
    async addFolder(mailboxId, displayName, parentId) {
      const folder = parentId === undefined ? { displayName } : { displayName, parentFolderId: parentId };
      return made.parse(await control.post(`${tenant}/mailboxes/${mailboxId}/folders`, folder)).id;
    },
    async renameFolder(mailboxId, folderId, displayName) {
      await control.patch(`${tenant}/mailboxes/${mailboxId}/folders/${encodeURIComponent(folderId)}`, { displayName });
    },
    async deleteFolder(mailboxId, folderId) {
      await control.delete(`${tenant}/mailboxes/${mailboxId}/folders/${encodeURIComponent(folderId)}`);
    },
    async addPersonalContact(mailboxId, folderId, displayName) {
      const contact = { properties: { displayName }, ...(folderId === null ? {} : { folderId }) };
      return made.parse(await control.post(`${tenant}/mailboxes/${mailboxId}/contacts`, contact)).id;
    },
    async addContact(mailboxId, folderId, contact, property) {
      const extended = property === undefined ? {} : { singleValueExtendedProperties: [property] };
      const place = folderId === null ? {} : { folderId };
      const body = { properties: { ...contact, ...extended }, ...place };
      return made.parse(await control.post(`${tenant}/mailboxes/${mailboxId}/contacts`, body)).id;
    },
    async editContact(mailboxId, mailItemId, properties) {
      await control.patch(contactPath(mailboxId, mailItemId), { properties });
    },
    async moveContact(mailboxId, mailItemId, folderId) {
      await control.patch(contactPath(mailboxId, mailItemId), { folderId });
    },
    async deleteContact(mailboxId, mailItemId) {
      await control.delete(contactPath(mailboxId, mailItemId));
    },
    personalTouches: async () => reportSchema.parse(await control.get(`${tenant}/report`)).personalContactsTouched,
    requestCount: async () => requestsSchema.parse(await control.get('/requests')).mailboxRequests,
    async withdrawPermission() {
      const withdrawn = 'MailboxSettings.Read';
      await control.put(`${tenant}/consents/${clientId}`, { roles: roles.filter((role) => role !== withdrawn) });
      return withdrawn;
    },
    loseAnswer: (operation) => addFault(operation, { kind: 'status', status: 504, when: 'after' }),
    failBefore: (operation) => addFault(operation, { kind: 'status', status: 503, when: 'before' }),
    rejectNext: (operation) =>
      // An update may be asked for in a second way before it counts as refused.
      addFault(
        operation,
        { kind: 'status', status: 400, code: 'ErrorPropertyValidation', when: 'before' },
        { times: operation === 'item.update' ? 2 : 1 },
      ),
    breakSecondPage: (page) => addFault(page, { kind: 'status', status: 503, when: 'before' }, { skip: 1, times: 0 }),
    rejectPhoto: () =>
      control
        .post('/faults', {
          match: { operation: 'contactPhoto.update', tenantId },
          fault: { kind: 'status', status: 400, code: 'ErrorInvalidImage', when: 'before' },
        })
        .then(() => {}),
    cutLastPage: (page) => addFault(cursorOperation(page), { kind: 'partial-page', mode: 'missing-next' }),
    close: () => connector.close(),
  };
}

function mailboxUser(excluded: Mailbox['excluded'], domain: string): object {
  const mail = `${randomUUID()}@${domain}`;
  const usable = { mail, assignedPlans: [exchangePlan] };
  switch (excluded) {
    case null:
      return usable;
    case 'guest':
      return { ...usable, userType: 'Guest' };
    case 'disabled':
      return { ...usable, accountEnabled: false };
    case 'no-exchange-licence':
      return { mail };
    case 'no-address':
      return { assignedPlans: [exchangePlan] };
  }
}

function showContact({ id, properties, extended, hasPhoto }: z.infer<typeof contactSchema>): OutsideContact {
  return { mailItemId: id, fields: contactFieldsOf({ properties, extended }), hasPhoto };
}
