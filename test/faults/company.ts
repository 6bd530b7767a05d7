import { randomBytes, randomUUID } from 'node:crypto';
import { newContent, readContactBody } from '../../simulator/graph/mailbox/contact-body.ts';
import { canonicalPropertyId } from '../../simulator/graph/mailbox/extended-properties.ts';
import { createServicePrincipal, createTenant } from '../../simulator/world/create-world.ts';
import { addMember, createGroup, createOrgContact, createUser } from '../../simulator/world/directory-changes.ts';
import {
  createContact,
  createFolder,
  type MailboxScope,
  onMailboxChange,
} from '../../simulator/world/mailbox-changes.ts';
import { openMailbox } from '../../simulator/world/mailboxes.ts';
import type { SimContact, SimMailbox, SimTenant, SimUser } from '../../simulator/world/model.ts';
import { createRandom, randomGuid } from '../../simulator/world/random.ts';
import type { GraphPlatform } from '../../src/connectors/graph/client.ts';
import { parseItemStamp, stampPropertyId } from '../../src/connectors/graph/stamp.ts';
import { masterKeyFrom } from '../../src/platform/vault/master-key.ts';
import { createVault } from '../../src/platform/vault/vault.ts';
import { defaultRunSettings, type RunContext } from '../../src/runs/context.ts';
import type { ResolvedSync } from '../../src/runs/definition.ts';
import { createMemoryStores } from '../../src/stores/memory/create-memory-stores.ts';
import { allBy, testSync } from '../fixtures/test-sync.ts';
import type { Outside } from './outside.ts';

/**
 * A company of four and a shared mailbox; two have mailboxes, with contacts of their own in them. And the program before it.
 */
export interface Company {
  readonly outside: Outside;
  readonly tenant: SimTenant;
  readonly context: RunContext;
  readonly platform: GraphPlatform;
  /** Names with department that every mailbox should hold; a scene that wants something else says so. */
  wanted: () => readonly string[];
  user(name: string): SimUser;
  /** A mailbox in the hands of the person whose it is. */
  scope(user: SimUser): MailboxScope;
  /** Forgets what is known of the replicas, as after a crash in the middle of writing. */
  forgetReplicas(): Promise<void>;
  /** What was deleted although it should be there, since the beginning. */
  readonly wronglyDeleted: readonly string[];
  /** What our folders hold, by mailbox: lines as `wanted`, sorted, each as often as it is there. */
  held(): ReadonlyMap<string, readonly string[]>;
  /** Items that a mailbox holds more than once. */
  duplicates(): number;
  /** Contacts of people's own that are not as they left them. */
  touched(): number;
  close(): Promise<void>;
}

/** What a set-up names of a company. */
export interface Place {
  readonly groupId: string;
  readonly domain: string;
}

const stampId = canonicalPropertyId(stampPropertyId);
const licence = {
  assignedPlans: [
    {
      assignedDateTime: '2024-02-01T08:00:00Z',
      capabilityStatus: 'Enabled',
      service: 'exchange',
      servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
    },
  ],
};
/** The smallest JPEG. */
const portrait = Buffer.from(
  '/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
);

export function openCompany(outside: Outside, change: (sync: ResolvedSync, place: Place) => ResolvedSync): Company {
  const { world, time } = outside;
  const id = randomUUID();
  const random = createRandom('company');
  const newId = () => randomGuid(random);
  const domain = `d${id}.example`;
  const tenant = createTenant({ id, displayName: 'Company', domains: [domain], countryCode: 'DE' });
  world.tenants.set(id, tenant);
  tenant.servicePrincipals.set(outside.clientId, createServicePrincipal(outside.clientId, outside.roles));

  const add = (name: string, more: Parameters<typeof createUser>[3] = {}, properties: object = {}) =>
    createUser(
      tenant,
      newId(),
      {
        displayName: name,
        userPrincipalName: `${name.toLowerCase()}@${domain}`,
        mail: `${name.toLowerCase()}@${domain}`,
        department: 'Sales',
        ...properties,
      },
      more,
    );
  const mailbox = { purpose: 'user', availability: 'available' } as const;
  const ada = add('Ada', { mailbox, photo: portrait }, licence);
  const ben = add('Ben', { mailbox }, licence);
  add('Cleo', { photo: portrait });
  add('Dan');
  add('Reception', { mailbox: { purpose: 'shared', availability: 'available' } }, { accountEnabled: false });
  for (const name of ['Eve', 'Fox', 'Gil'])
    createOrgContact(tenant, newId(), { displayName: name, companyName: 'Supplier' });
  const group = createGroup(tenant, newId(), {
    displayName: 'Sales',
    mailEnabled: false,
    mailNickname: 'sales',
    securityEnabled: true,
  });
  for (const { id } of tenant.users.values()) addMember(tenant, group, id);

  const scope = (user: SimUser): MailboxScope => ({
    world,
    tenantId: id,
    mailbox: openMailbox(world, tenant, user),
    by: 'owner',
  });
  for (const person of [ada, ben]) {
    const own = scope(person);
    createContact(own, own.mailbox.defaultFolderId, contact('Mother'), true);
    createContact(own, createFolder(own, own.mailbox.defaultFolderId, 'Family', {}).id, contact('Cleo'), true);
  }

  const wronglyDeleted: string[] = [];
  const stopWatching = onMailboxChange(world, (change) => {
    if (change.tenantId !== id || change.kind !== 'deleted' || change.by !== 'app') return;
    const itemId = itemIdOf(change.contact);
    const wanted = company.wanted();
    const isWanted = wanted.includes(lineOf(change.contact)) || (wanted.length > 0 && tenant.users.has(itemId ?? ''));
    if (itemId === null || !isWanted) return;
    const isElsewhere = [...change.mailbox.contacts.values()].some((other) => itemIdOf(other) === itemId);
    if (!isElsewhere) wronglyDeleted.push(lineOf(change.contact));
  });

  const platform = outside.platform();
  const connector = platform.connector(id);
  const now = () => new Date(time.now()).toISOString();
  const stores = createMemoryStores({ now });
  const resolved = change(testSync(newId(), 'Company'), { groupId: group.id, domain });
  const company: Company = {
    outside,
    tenant,
    platform,
    context: {
      tenantId: id,
      ...resolved,
      ...allBy(connector),
      scalePhoto: async (image) => (isWhole(image) ? image : null),
      stores,
      vault: createVault({ keys: stores.wrappedKeys, masterKey: masterKeyFrom(randomBytes(32), 'test') }),
      now,
      newId,
      settings: defaultRunSettings,
    },
    wanted: () =>
      people(tenant)
        .map(({ properties: { displayName, department } }) => `${displayName} | ${department}`)
        .sort(),
    user(name) {
      const user = [...tenant.users.values()].find(({ properties }) => properties.displayName === name);
      if (user === undefined) throw new Error(`nobody is called ${name}`);
      return user;
    },
    scope,
    async forgetReplicas() {
      const { tenantId, sync } = company.context;
      for await (const page of stores.replicas.replicas(tenantId, sync.syncId)) {
        for (const replica of page) await stores.replicas.saveReplica(tenantId, { ...replica, state: 'writing' });
      }
    },
    wronglyDeleted,
    held: () =>
      new Map(
        usable(tenant).map(({ id }) => [
          id,
          contactsOf(tenant.mailboxes.get(id))
            .filter((c) => itemIdOf(c) !== null)
            .map(lineOf)
            .sort(),
        ]),
      ),
    duplicates: () => {
      let duplicates = 0;
      for (const mailbox of tenant.mailboxes.values()) {
        const ids = contactsOf(mailbox)
          .map(itemIdOf)
          .filter((itemId) => itemId !== null);
        duplicates += ids.length - new Set(ids).size;
      }
      return duplicates;
    },
    touched: () =>
      [...tenant.mailboxes.values()].reduce((sum, mailbox) => sum + outside.personal.touched(mailbox).length, 0),
    async close() {
      await time.runToEnd(connector.close());
      await platform.close();
      stopWatching();
      world.tenants.delete(id);
    },
  };
  return company;
}

/** A JPEG begins and ends so. */
const isWhole = (image: Uint8Array) => image.at(0) === 0xff && image.at(-2) === 0xff && image.at(-1) === 0xd9;

export const contact = (displayName: string) => newContent(readContactBody({ displayName }));

const people = (tenant: SimTenant) => [...tenant.users.values()];
const usable = (tenant: SimTenant) => people(tenant).filter(({ mailbox }) => mailbox?.purpose === 'user');
const contactsOf = (mailbox: SimMailbox | undefined) => [...(mailbox?.contacts.values() ?? [])];

function itemIdOf({ content }: SimContact): string | null {
  const stamp = content.extended[stampId];
  return typeof stamp === 'string' ? (parseItemStamp(stamp)?.itemId ?? null) : null;
}

function lineOf({ content: { properties } }: SimContact): string {
  return `${properties.displayName} | ${properties.department}`;
}
