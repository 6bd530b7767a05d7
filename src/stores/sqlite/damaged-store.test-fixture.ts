import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { masterKeyFrom } from '../../platform/vault/master-key.ts';
import { createVault } from '../../platform/vault/vault.ts';
import type { Definitions } from '../../runs/definition.ts';
import type { ApiToken } from '../../tenants/api-tokens.ts';
import type { Member } from '../../tenants/members.ts';
import type { Stores } from '../stores.ts';
import { openSqliteFile } from './open-sqlite-stores.ts';

const masterKey = masterKeyFrom(new Uint8Array(32).fill(1), 'test key');
const at = '2026-03-01T00:00:00.000Z';
const itemIds = Array.from({ length: 300 }, (_, index) => `item-${index}`);
const mailboxes = ['ada', 'grace'];

export async function openStores(file: string, now = () => at) {
  const { stores, ...known } = await openSqliteFile({ file, now, vault: (keys) => createVault({ keys, masterKey }) });
  return { ...stores, ...known };
}

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ringbook-damage-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

let template = '';

/** Makes a database with something in every table once, for `filledFolder` to copy in the tests of this file. */
export function prepareFilledFolder(): void {
  beforeAll(async () => {
    template = await mkdtemp(join(tmpdir(), 'ringbook-damage-'));
    const stores = await openStores(join(template, 'ringbook.db'));
    await fill(stores);
    await stores.close();
  });
  afterAll(() => rm(template, { recursive: true }));
}

/** A folder with a database that has something in every table. */
export async function filledFolder(): Promise<{ readonly folder: string; readonly file: string }> {
  const file = await copyOf(template);
  return { folder: dirname(file), file };
}

/** A copy of a folder as it is at this moment: what a killed program would leave. */
export async function copyOf(folder: string): Promise<string> {
  const copy = await newFolder();
  await cp(folder, copy, { recursive: true });
  return join(copy, 'ringbook.db');
}

const include = [{ kind: 'mailboxes' as const, mailboxes: ['ada@contoso.example'] }];
const definitions: Definitions = {
  sources: [],
  collections: [],
  audiences: [{ audienceId: 'board', include, exclude: [] }],
  syncs: [],
};

const tenant = {
  tenantId: 't',
  name: 'Contoso',
  defaultCountry: 'DE',
  timeZone: 'Europe/Berlin',
  language: 'en' as const,
  createdAt: at,
};
const connection = {
  connectionId: 'c',
  kind: 'microsoft-365',
  entraTenantId: 'e',
  state: 'connected',
  consentedAt: at,
  changedAt: at,
} as const;

const member: Member = {
  memberId: 'm',
  identity: { kind: 'person', userName: 'ada@contoso.example', person: { entraTenantId: 'e', objectId: 'ada' } },
  displayName: 'Ada',
  role: 'owner',
  invitedAt: at,
  lastSeenAt: null,
};
const token: ApiToken = {
  tokenId: 'token',
  secretHash: 'hash',
  name: 'Report',
  scope: 'read',
  createdBy: 'ada@contoso.example',
  createdAt: at,
  expiresAt: at,
  lastUsedAt: null,
};
const settings = { pages: ['a', 'b'] };

/** What `readSetup` gives of a filled folder. */
export const filledSetup = {
  tenants: [tenant],
  connections: [connection],
  definitions: { revision: 1, definitions },
  members: [member],
  apiTokens: [token],
  documents: [settings, settings],
};

async function fill(stores: Stores): Promise<void> {
  await stores.tenants.saveTenant(tenant);
  await stores.tenants.saveConnection('t', connection);
  await stores.definitions.saveDefinitions('t', definitions, 0);
  await stores.members.saveMembers('t', () => [member]);
  await stores.apiTokens.addApiToken('t', token);
  for (const documentId of ['one', 'two']) await stores.documents.putDocument('t', 'settings', documentId, settings, 0);
  await stores.mailboxes.putMailboxes(
    't',
    'c',
    mailboxes.map((mailboxId) => ({ mailboxId, address: `${mailboxId}@contoso.example`, excluded: null })),
  );
  await stores.collections.append(
    't',
    'people',
    itemIds.map((itemId) => ({
      itemId,
      contentHash: `hash of ${itemId}`,
      item: { kind: 'contact', itemId, fields: { displayName: `Person ${itemId}` } },
    })),
  );
  await stores.replicas.addReplicas('t', 'sync', mailboxes);
  for (const mailboxId of mailboxes) await fillReplica(stores, mailboxId);
}

export async function fillReplica({ replicas }: Stores, mailboxId: string): Promise<void> {
  const put = itemIds.map((itemId) => ({ itemId, mailItemId: `card-${itemId}`, writtenHash: `hash of ${itemId}` }));
  await replicas.writeLinks('t', 'sync', mailboxId, { put, remove: [] });
  const replica = await replicas.replica('t', 'sync', mailboxId);
  if (replica === null) throw new Error('the replica is not there');
  await replicas.saveReplica('t', { ...replica, state: 'ready', version: 300, folderId: 'folder', syncedAt: at });
}

export async function readSetup({ tenants, definitions, members, apiTokens, documents }: Stores) {
  return {
    tenants: await tenants.tenants(),
    connections: await tenants.connections('t'),
    definitions: await definitions.definitions('t'),
    members: await members.members('t'),
    apiTokens: await apiTokens.apiTokens('t'),
    documents: (await documents.documents('t', 'settings')).map(({ content }) => content),
  };
}

/** States of the replicas, by mailbox. */
export async function statesOf({ replicas }: Stores): Promise<Readonly<Record<string, string>>> {
  const all = (await Array.fromAsync(replicas.replicas('t', 'sync'))).flat();
  return Object.fromEntries(all.map(({ mailboxId, state }) => [mailboxId, state]));
}

/** Reads whatever `fill` has written. */
export async function readAll(stores: Stores): Promise<void> {
  await readSetup(stores);
  await Array.fromAsync(stores.mailboxes.mailboxes('t', 'c'));
  await Array.fromAsync(stores.collections.changes('t', 'people', 0, 300));
  await statesOf(stores);
  for (const mailboxId of mailboxes) await Array.fromAsync(stores.replicas.allLinks('t', 'sync', mailboxId));
}
