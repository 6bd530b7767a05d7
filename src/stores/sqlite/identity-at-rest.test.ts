import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyFrom } from '../../platform/vault/master-key.ts';
import { createVault } from '../../platform/vault/vault.ts';
import { verifyTrail } from '../../tenants/audit-chain.ts';
import type { Stores } from '../stores.ts';
import { openSqliteStores } from './open-sqlite-stores.ts';

const masterKey = masterKeyFrom(new Uint8Array(32).fill(1), 'test key');
const at = '2026-03-01T00:00:00.000Z';
const person = { entraTenantId: 'entra-1', objectId: 'ada' };
/** Each occurs in what is stored, and nowhere else. */
const secrets = {
  userName: 'ada-secret@contoso.example',
  invited: 'bea-secret@contoso.example',
  displayName: 'Augusta-Ada-Lovelace',
  device: 'Device-of-Ada',
  address: '203.0.113.177',
  tokenName: 'Token-named-by-Ada',
  document: 'webhook-of-contoso',
  subject: 'subject-of-a-change',
  answer: 'answer-that-is-remembered',
  caller: 'person:of-the-answer',
  key: 'idempotency-key-of-ada',
};

let folder = '';
let stores: Stores;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringbook-identity-'));
  stores = await openSqliteStores({
    file: join(folder, 'ringbook.db'),
    now: () => at,
    vault: (keys) => createVault({ keys, masterKey }),
  });
  await fill();
});
afterEach(async () => {
  await stores.close();
  await rm(folder, { recursive: true });
});

async function fill(): Promise<void> {
  const { userName, displayName, device, address, document, answer } = secrets;
  const base = { displayName, invitedAt: at, lastSeenAt: null };
  const invited = { kind: 'person' as const, userName: secrets.invited, person: null };
  await stores.members.saveMembers('t', () => [
    { memberId: 'm', identity: { kind: 'person', userName, person }, role: 'reader', ...base },
    { memberId: 'n', identity: invited, role: 'reader', ...base },
  ]);
  const who = { person, userName, displayName, device, address };
  await stores.sessions.addSession({ sessionId: 's', secretHash: 'hash', ...who, createdAt: at, lastUsedAt: at });
  await stores.apiTokens.addApiToken('t', {
    tokenId: 'token',
    secretHash: 'hash',
    name: secrets.tokenName,
    scope: 'see',
    createdBy: userName,
    createdAt: at,
    expiresAt: '2026-03-02T00:00:00.000Z',
    lastUsedAt: null,
  });
  for (const action of ['one', 'two', 'three']) {
    const draft = { actor: userName, actorKind: 'person' as const, action, subject: secrets.subject, from: address };
    await stores.audit.append('t', { ...draft, changes: [] });
  }
  await stores.documents.putDocument('t', 'webhook', 'w', { old: document }, 0);
  await stores.documents.putDocument('t', 'webhook', 'w', { url: document }, 1);
  await stores.answers.begin(secrets.caller, secrets.key, 'request');
  await stores.answers.end(secrets.caller, secrets.key, { status: 200, body: answer });
}

test('names, addresses, documents and answers are in none of the files', async () => {
  const bytes = Buffer.concat(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name)))));
  expect(bytes.includes('entra-1')).toBe(true);
  for (const [name, secret] of Object.entries(secrets)) {
    expect([name, bytes.includes(secret), bytes.includes(Buffer.from(secret, 'utf16le'))]).toEqual([
      name,
      false,
      false,
    ]);
  }
});

const altered = expect.objectContaining({ name: 'VaultError', code: 'sealed-altered' });

/** What someone does who can write to the file but has no key. */
function change(statement: string): void {
  const database = new Database(join(folder, 'ringbook.db'));
  expect(database.prepare(statement).run().changes).toBeGreaterThan(0);
  database.close();
}

test.each<[string, string, (opened: Stores) => Promise<unknown>]>([
  ['a role', "update members set role = 'owner' where member_id = 'm'", ({ members }) => members.membershipsOf(person)],
  [
    'who a member is',
    "update members set object_id = 'eve' where member_id = 'm'",
    ({ members }) => members.membershipsOf({ ...person, objectId: 'eve' }),
  ],
  [
    'who took up an invitation',
    "update members set entra_tenant_id = 'entra-1', object_id = 'eve', user_name_hash = null where member_id = 'n'",
    ({ members }) => members.membershipsOf({ ...person, objectId: 'eve' }),
  ],
  ['whose a session is', "update sessions set object_id = 'eve'", ({ sessions }) => sessions.sessionBySecret('hash')],
  ['what opens a session', "update sessions set secret_hash = 'x'", ({ sessions }) => sessions.sessionBySecret('x')],
  ['the scope of a token', "update api_tokens set scope = 'change'", ({ apiTokens }) => apiTokens.apiTokens('t')],
  ['what opens a token', "update api_tokens set secret_hash = 'x'", ({ apiTokens }) => apiTokens.apiTokens('t')],
  ['the end of a token', "update api_tokens set expires_at = '2099'", ({ apiTokens }) => apiTokens.apiTokens('t')],
  ['whose a token is', "update api_tokens set tenant_id = 'u'", ({ apiTokens }) => apiTokens.apiTokenById('token')],
  ['a revision', 'update documents set revision = 3', ({ documents }) => documents.document('t', 'webhook', 'w')],
])('%s cannot be changed without the key', async (_, statement, read) => {
  change(statement);
  await expect(read(stores)).rejects.toThrow(altered);
});

test.each([
  ['the last entry', 'entry_id = 3', 3],
  ['one in the middle', 'entry_id = 2', 2],
  ['the first', 'entry_id = 1', 1],
  ['all', 'true', 1],
])('%s of the audit trail cannot be removed unseen', async (_, where, brokenAt) => {
  expect(await verifyTrail(stores.audit, 't')).toMatchObject({ whole: true, entries: 3 });
  change(`delete from audit_entries where ${where}`);
  expect(await verifyTrail(stores.audit, 't')).toMatchObject({ whole: false, brokenAt });
});

test.each([
  [
    'an entry',
    'update audit_entries set entry_sealed = (select entry_sealed from audit_entries where entry_id = 1) where entry_id = 2',
    2,
  ],
  ['an entry, to nothing', "update audit_entries set entry_sealed = x'' where entry_id = 3", 3],
  ['the end', "update audit_heads set head_sealed = x'00'", 4],
])('%s of the audit trail cannot be changed unseen', async (_, statement, brokenAt) => {
  change(statement);
  expect(await verifyTrail(stores.audit, 't')).toMatchObject({ whole: false, brokenAt });
});
