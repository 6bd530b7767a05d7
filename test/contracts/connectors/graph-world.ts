import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { GraphPlatform } from '../../../src/connectors/graph/client.ts';
import type { Mailbox } from '../../../src/runs/ports.ts';
import { requiredRoles, type TestSimulator } from '../../fixtures/test-simulator.ts';
import { contactFieldsOf } from './graph-contact-fields.ts';
import type {
  FaultyOperation,
  FaultyPage,
  MailboxStateCode,
  OutsideContact,
  OutsideFolder,
  OutsideWorld,
} from './outside-world.ts';

/** Where in Graph each thing happens that can go wrong. */
const operations: Readonly<Record<FaultyOperation | FaultyPage, { method: string; pathPattern: string }>> = {
  'folder.create': { method: 'POST', pathPattern: '/contactFolders$' },
  'item.create': { method: 'POST', pathPattern: '/contacts$' },
  'item.update': { method: 'PATCH', pathPattern: '/contacts/' },
  'item.delete': { method: 'DELETE', pathPattern: '/contacts/' },
  'source.page': { method: 'GET', pathPattern: '/users/delta' },
  'mailboxes.page': { method: 'GET', pathPattern: '/users/delta' },
  'group.page': { method: 'GET', pathPattern: '/transitiveMembers' },
  'stamped.page': { method: 'GET', pathPattern: '/contacts$' },
};

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
});
const mailboxSchema = z.object({
  folders: z.array(
    z.object({ id: z.string(), displayName: z.string(), isDefault: z.boolean(), contacts: z.array(contactSchema) }),
  ),
});
const reportSchema = z.object({ personalContactsTouched: z.number() });

/** An empty tenant in a simulator, with consent given, as the contract suites change it. */
export async function openGraphWorld(test: TestSimulator, platform: GraphPlatform): Promise<OutsideWorld> {
  const { control, clientId } = test;
  const domain = `${randomUUID()}.example`;
  const { id: tenantId } = made.parse(await control.post('/tenants', { domain, people: 0, mailboxes: 0 }));
  const tenant = `/tenants/${tenantId}`;
  await control.put(`${tenant}/consents/${clientId}`, { roles: requiredRoles });
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
    // A mailbox of the kind that comes without contacts of a person's own.
    addMailbox: (excluded = null) => addUser({ ...mailboxUser(excluded, domain), mailbox: { purpose: 'shared' } }),
    removeMailbox: async (mailboxId) => void (await control.delete(`${tenant}/users/${mailboxId}`)),
    async setMailboxState(mailboxId, state) {
      await control.put(`${tenant}/users/${mailboxId}/mailbox`, { availability: availability[state] });
    },
    async addGroup(memberIds) {
      count += 1;
      return made.parse(await control.post(`${tenant}/groups`, { displayName: `Group ${count}`, memberIds })).id;
    },
    addToGroup: async (groupId, id) => void (await control.post(`${tenant}/groups/${groupId}/members`, { id })),
    expireCursors: () => addFault('source.page', { kind: 'delta-expired', form: '410-resyncRequired' }),
    async folders(mailboxId) {
      const folders = (await contents(mailboxId)).filter(({ isDefault }) => !isDefault);
      return folders.map(({ id, displayName, contacts }): OutsideFolder => {
        return { folderId: id, displayName, contacts: contacts.map(showContact) };
      });
    },
    async defaultContacts(mailboxId) {
      const folder = (await contents(mailboxId)).find(({ isDefault }) => isDefault);
      return folder?.contacts.map(showContact) ?? [];
    },
    addFolder: async (mailboxId, displayName) =>
      made.parse(await control.post(`${tenant}/mailboxes/${mailboxId}/folders`, { displayName })).id,
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
    async deleteContact(mailboxId, mailItemId) {
      await control.delete(`${tenant}/mailboxes/${mailboxId}/contacts/${encodeURIComponent(mailItemId)}`);
    },
    personalTouches: async () => reportSchema.parse(await control.get(`${tenant}/report`)).personalContactsTouched,
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
    cutLastPage: (page) => addFault(page, { kind: 'partial-page', mode: 'missing-next' }),
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

function showContact({ id, properties, extended }: z.infer<typeof contactSchema>): OutsideContact {
  return { mailItemId: id, fields: contactFieldsOf({ properties, extended }) };
}
