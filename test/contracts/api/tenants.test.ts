import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AuditDraft } from '../../../src/tenants/audit-trail.ts';
import { type ApiWorld, openApiWorld } from '../../fixtures/api-world.ts';

let world: ApiWorld;

beforeAll(async () => {
  world = await openApiWorld();
}, 60_000);
afterAll(async () => {
  expect(world.failures).toEqual([]);
  await world.close();
});

const draft: AuditDraft = {
  actor: 'anna@contoso.example',
  actorKind: 'person',
  action: 'putSync',
  subject: 's1',
  changes: [{ field: 'paused', before: 'false', after: 'true' }],
  from: '192.0.2.7',
};

test('a tenant that nothing has run in asks for nothing but a first run', async () => {
  const { json } = await world.call('getHome');
  expect(json).toMatchObject({ health: 'good', attention: [], runs: [], people: 0, limits: null });
  expect(json.history).toHaveLength(30);
});

test('after a run, home says how many people and folders there are', async () => {
  const { syncs } = (await world.call('getDefinitions')).json.definitions;
  const syncId = syncs[0]?.syncId ?? '';
  const { runId } = (await world.call('startRun', { params: { syncId } })).json;
  await vi.waitFor(
    async () => {
      const { run } = (await world.call('getRun', { params: { runId } })).json;
      if (run.state !== 'done') throw new Error(run.state);
    },
    { timeout: 20_000 },
  );
  const { json } = await world.call('getHome', { headers: world.as('billing') });
  expect(json.people).toBeGreaterThan(10);
  expect(json.replicas).toMatchObject({ ready: json.replicas.atHead, unavailable: 0 });
  expect(json.runs).toMatchObject([{ runId, state: 'done' }]);
  expect(json.history.at(-1)).toMatchObject({ runs: 1, created: json.runs[0]?.totals.created });
});

test('two who change the settings at once: the second is told', async () => {
  const { etag, json } = await world.call('getTenant');
  expect(json).toMatchObject({ name: 'Contoso', state: 'connected' });
  const change = { body: { timeZone: 'America/New_York' }, ifMatch: etag ?? '' };
  expect(await world.call('updateTenant', change)).toMatchObject({
    status: 200,
    json: { timeZone: 'America/New_York' },
  });
  expect(await world.call('updateTenant', change)).toMatchObject({
    status: 412,
    problem: { code: 'changed-meanwhile' },
  });
  expect(world.audited.at(-1)?.draft).toMatchObject({
    action: 'updateTenant',
    changes: [{ field: 'timeZone', after: 'America/New_York' }],
  });
});

test('a time zone that there is none of is refused by name', async () => {
  const { etag } = await world.call('getTenant');
  const refused = await world.call('updateTenant', { body: { timeZone: 'Europe/Atlantis' }, ifMatch: etag ?? '' });
  expect(refused).toMatchObject({ status: 422, problem: { errors: [{ path: 'body.timeZone' }] } });
});

test('a group becomes a member of the connected Entra tenant, and never its owner', async () => {
  const groupId = '6f0e2f3a-0000-4000-8000-0000000000aa';
  const invited = await world.call('inviteMember', { body: { kind: 'group', groupId, role: 'reader' } });
  expect(invited).toMatchObject({ status: 200, json: { kind: 'group', name: groupId, role: 'reader' } });
  const params = { memberId: invited.json.memberId };
  expect(await world.call('updateMember', { params, body: { role: 'owner' } })).toMatchObject({ status: 409 });
  expect(await world.call('updateMember', { params, body: { role: 'billing' } })).toMatchObject({
    json: { role: 'billing' },
  });
  expect(await world.call('inviteMember', { body: { kind: 'group', groupId, role: 'admin' } })).toMatchObject({
    status: 409,
  });
  expect(await world.call('removeMember', { params })).toMatchObject({ status: 204 });
  expect(await world.call('removeMember', { params })).toMatchObject({ status: 404 });
});

test('the secret of a token is in the answer that makes it, and nowhere else', async () => {
  const made = await world.call('createApiToken', {
    body: { name: 'backup script', scope: 'read', expiresInDays: 30 },
  });
  const { secret, token } = made.json;
  expect(secret).toMatch(/^rbk_[\da-f]{24}_[\w-]{43}$/);
  const listed = await world.call('listApiTokens');
  expect(listed.json.items).toEqual([token]);
  expect(listed.raw.body).not.toContain(secret.slice(-43));
  expect(JSON.stringify(world.audited)).not.toContain(secret.slice(-43));
  const params = { tokenId: token.tokenId };
  expect(await world.call('revokeApiToken', { params })).toMatchObject({ status: 204 });
  expect(await world.call('revokeApiToken', { params })).toMatchObject({ status: 404 });
});

test('the audit trail is searched, paged, exported and verified', async () => {
  const { audit } = world.parts.stores;
  for (let entry = 0; entry < 5; entry += 1) await audit.append(world.tenantId, { ...draft, subject: `s${entry}` });
  await audit.append(world.tenantId, { ...draft, actor: 'bert@contoso.example', action: 'removeMember' });
  const first = await world.call('listAuditEntries', { query: { search: 'PAUSED', action: 'putSync', limit: 3 } });
  expect(first.json.items.map(({ subject }) => subject)).toEqual(['s4', 's3', 's2']);
  const cursor = first.json.nextCursor ?? '';
  const second = await world.call('listAuditEntries', {
    query: { search: 'PAUSED', action: 'putSync', limit: 3, cursor },
  });
  expect(second.json).toMatchObject({ items: [{ subject: 's1' }, { subject: 's0' }], nextCursor: null });
  expect(await world.call('listAuditEntries', { query: { cursor: 'p1' } })).toMatchObject({ status: 422 });
  const lines = (await world.call('exportAuditEntries')).raw.body.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).entryId)).toEqual([1, 2, 3, 4, 5, 6]);
  expect((await world.call('verifyAuditTrail')).json).toMatchObject({ whole: true, entries: 6, brokenAt: null });
});

test('a template of one tenant sets up another, with its own connection, and says what it did', async () => {
  const other = await world.addTenant('Fabrikam');
  const saved = await world.call('saveTemplate', {
    body: { name: 'Standard', tenantId: world.tenantId, parts: ['collections', 'syncs'] },
  });
  const params = { templateId: saved.json.templateId };
  expect((await world.call('listTemplates')).json.items).toMatchObject([{ name: 'Standard', fromTenant: 'Contoso' }]);
  const here = { tenantIds: [world.tenantId] };
  expect((await world.call('previewTemplate', { params, body: here })).json.items).toMatchObject([
    { outcome: 'unchanged' },
  ]);
  const there = { tenantIds: [other.tenantId, world.tenantId] };
  const applied = (await world.call('applyTemplate', { params, body: there })).json.items;
  expect(applied).toMatchObject([{ outcome: 'refused', problem: 'not-found' }, { outcome: 'unchanged' }]);
  const strangers = { headers: world.as('owner', other.tenantId), params, body: there };
  expect(await world.call('applyTemplate', strangers)).toMatchObject({ status: 404 });
  expect(await world.call('deleteTemplate', { params })).toMatchObject({ status: 204 });
});

test('tenants of a person are listed with their health, and found by name', async () => {
  const { items } = (await world.call('listTenants')).json;
  expect(items).toMatchObject([{ name: 'Contoso', role: 'owner', health: 'good', state: 'connected' }]);
  expect((await world.call('listTenants', { query: { search: 'fabri' } })).json.items).toEqual([]);
});

test('whoever makes a tenant owns it, and the trail begins with that', async () => {
  const body = { name: 'New one', defaultCountry: 'CH', timeZone: 'Europe/Zurich', language: 'de' as const };
  const made = await world.call('createTenant', { body, headers: world.as(null) });
  expect(made.json).toMatchObject({ ...body, state: 'new' });
  const { members, audit } = world.parts.stores;
  expect(await members.members(made.json.tenantId)).toMatchObject([
    { role: 'owner', identity: { userName: 'tester@contoso.example' } },
  ]);
  expect(await audit.entriesAfter(made.json.tenantId, 0, 10)).toMatchObject([{ action: 'createTenant' }]);
});

test('where the operator says so, only who owns a tenant makes new ones', async () => {
  const strict = await openApiWorld({ config: { dashboard: { newTenants: 'owners' } } });
  try {
    const body = { name: 'New one', defaultCountry: 'CH', timeZone: 'Europe/Zurich', language: 'de' as const };
    for (const role of [null, 'reader', 'billing', 'admin'] as const) {
      const refused = await strict.call('createTenant', { body, headers: strict.as(role) });
      expect([role, refused.problem.code]).toEqual([role, 'forbidden']);
      expect(refused.problem.detail).toContain('only owners of a tenant');
    }
    expect(await strict.parts.stores.tenants.tenants()).toHaveLength(1);
    expect((await strict.call('createTenant', { body })).status).toBe(200);
    expect(strict.failures).toEqual([]);
  } finally {
    await strict.close();
  }
}, 60_000);
