import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { contract } from '../../../src/api/contract/contract.ts';
import { type OperationId, routes } from '../../../src/api/contract/routes.ts';
import { currentDefinitions } from '../../../src/entry/definitions.ts';
import { everySync } from '../../../src/entry/open-ringbook.ts';
import { runSyncs } from '../../../src/entry/sync-actions.ts';
import { type ApiWorld, openApiWorld } from '../../fixtures/api-world.ts';
import { sampleSession } from '../stores/sample-identity.ts';
import { sampleRun } from '../stores/sample-rows.ts';

const sizes = [2, 20] as const;
const never = new AbortController().signal;
const runId = 'run-0';
let world: ApiWorld;
let syncId = '';
let collectionId = '';
let planId = '';
/** Statements that SQLite ran, of whatever store. */
let statements = 0;

beforeAll(async () => {
  countStatements();
  world = await openApiWorld({ tenant: { people: 30, mailboxes: 20 } });
  await runSyncs(world.parts, everySync, () => {}, { drain: never, cancel: never });
  const { definitions } = (await world.call('getDefinitions')).json;
  syncId = definitions.syncs[0]?.syncId ?? '';
  collectionId = definitions.collections[0]?.collectionId ?? '';
  const { stores } = world.parts;
  await stores.runs.saveRun(world.tenantId, sampleRun(runId, { syncId }));
  const issue = { mailboxId: null, itemId: null, code: 'invalid-item', detail: '' };
  await stores.runs.addIssues(world.tenantId, runId, Array(20).fill(issue));
  planId = (await world.call('startPlan', { params: { syncId } })).json.planId;
  await vi.waitFor(async () => expect((await world.call('getPlan', { params: { planId } })).json.state).toBe('done'));
}, 60_000);

afterAll(() => world.close());

function countStatements(): void {
  const database = new Database(':memory:');
  const prototype: object = Object.getPrototypeOf(database.prepare('select 1'));
  database.close();
  for (const name of ['all', 'get', 'run', 'iterate']) {
    const call: unknown = Reflect.get(prototype, name);
    if (typeof call !== 'function') throw new Error(`statements have no ${name}`);
    const value = function (this: unknown, ...given: readonly unknown[]) {
      statements += 1;
      return Reflect.apply(call, this, given);
    };
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
  }
}

/** Makes as many of everything that lists show. */
async function grow(before: number, count: number): Promise<void> {
  const { parts, tenantId, call } = world;
  const { stores } = parts;
  const { revision, definitions } = await currentDefinitions(parts);
  const [sync] = definitions.syncs;
  const [collection] = definitions.collections;
  if (sync === undefined || collection === undefined) throw new Error('nothing is set up');
  const numbers = Array.from({ length: count - before }, (_, index) => before + index);
  await stores.definitions.saveDefinitions(
    tenantId,
    {
      ...definitions,
      collections: [
        ...definitions.collections,
        ...numbers.map((number) => ({ ...collection, collectionId: `list-${number}` })),
      ],
      syncs: [
        ...definitions.syncs,
        ...numbers.map((number) => ({
          ...sync,
          syncId: `sync-${number}`,
          name: `sync-${number}`,
          collectionId: `list-${number}`,
        })),
      ],
    },
    revision,
  );
  for (const number of numbers) {
    await stores.runs.saveRun(tenantId, sampleRun(randomUUID(), { syncId: `sync-${number}` }));
    await stores.replicas.addReplicas(tenantId, `sync-${number}`, ['m']);
    const person = { entraTenantId: 'entra-tenant', objectId: `owner.${tenantId}` };
    const ids = { sessionId: `session-${number}`, secretHash: `hash-${number}` };
    const at = new Date().toISOString();
    await stores.sessions.addSession(sampleSession({ ...ids, person, createdAt: at, lastUsedAt: at }));
    const connection = (await stores.tenants.connections(tenantId))[0];
    if (connection) await stores.tenants.saveConnection(tenantId, { ...connection, connectionId: `other-${number}` });
    const userName = `person-${number}@contoso.example`;
    await done(call('inviteMember', { body: { kind: 'person', userName, role: 'reader' } }));
    await done(call('createApiToken', { body: { name: `token ${number}`, scope: 'see', expiresInDays: 1 } }));
    await done(call('saveTemplate', { body: { name: `template ${number}`, tenantId, parts: ['policies'] } }));
    const url = `https://example.com/${number}`;
    await done(call('createWebhook', { body: { url, events: ['run.failed'] } }));
    const contentBase64 = Buffer.from('id,name\n1,Ada\n').toString('base64');
    await done(call('uploadCsv', { params: { fileName: `people-${number}.csv` }, body: { contentBase64 } }));
    await stores.audit.append(tenantId, {
      actor: 'ada@contoso.example',
      actorKind: 'person',
      action: 'updateTenant',
      subject: null,
      changes: [],
      from: null,
    });
  }
}

async function done(calling: Promise<{ readonly status: number; readonly problem: unknown }>): Promise<void> {
  const { status, problem } = await calling;
  expect({ status, problem: status < 300 ? null : problem }).toMatchObject({
    status: expect.toSatisfy((code: number) => code < 300),
    problem: null,
  });
}

/** How each list is asked for so many rows. */
const asked: {
  readonly [Id in OperationId]?: (limit: number) => Promise<{ readonly status: number; readonly json: unknown }>;
} = {
  listSessions: () => world.call('listSessions'),
  listTenants: (limit) => world.call('listTenants', { query: { limit } }),
  listTemplates: () => world.call('listTemplates'),
  listMembers: () => world.call('listMembers'),
  listApiTokens: () => world.call('listApiTokens'),
  listAuditEntries: (limit) => world.call('listAuditEntries', { query: { limit } }),
  listConnections: () => world.call('listConnections'),
  listCsvFiles: () => world.call('listCsvFiles'),
  findGroups: () => world.call('findGroups', { query: { search: 'a', connectionId: world.connectionId } }),
  listCollections: () => world.call('listCollections'),
  listItems: (limit) => world.call('listItems', { params: { collectionId }, query: { limit } }),
  listSyncs: () => world.call('listSyncs'),
  listPlanMailboxes: (limit) => world.call('listPlanMailboxes', { params: { planId }, query: { limit } }),
  listPlanItems: (limit) => world.call('listPlanItems', { params: { planId }, query: { limit } }),
  listRuns: (limit) => world.call('listRuns', { query: { limit } }),
  listRunIssues: (limit) => world.call('listRunIssues', { params: { runId }, query: { limit } }),
  listMailboxes: (limit) => world.call('listMailboxes', { query: { limit } }),
  getStorage: () => world.call('getStorage'),
  listWebhooks: () => world.call('listWebhooks'),
};

const isOperation = (id: string): id is OperationId => Object.hasOwn(routes, id);
const lists = Object.entries(contract).flatMap(([id, { answer }]) =>
  answer instanceof z.ZodObject && 'items' in answer.shape && isOperation(id) && routes[id].method === 'GET'
    ? [id]
    : [],
);

test('every list of the contract is asked for here', () => {
  expect(Object.keys(asked).toSorted()).toEqual(lists.toSorted());
});

test('a list is answered with as many statements for many rows as for few', async () => {
  const few = await countAll(sizes[0]);
  const many = await countAll(sizes[1]);
  expect(Object.values(many).every((count) => count < 40)).toBe(true);
  expect(many).toEqual(few);
}, 60_000);

let grownTo = 0;

/** Statements of each list, when there are so many of everything. */
async function countAll(size: number): Promise<Readonly<Record<string, number>>> {
  await grow(grownTo, size);
  grownTo = size;
  const counts: Record<string, number> = {};
  for (const [id, ask] of Object.entries(asked)) {
    // What is opened once a minute is in memory then.
    await ask(size);
    statements = 0;
    const { status, json } = await ask(size);
    counts[id] = statements;
    expect([id, status]).toEqual([id, 200]);
    const { items } = listSchema.parse(json);
    if (!notByRows.has(id)) expect([id, items.length >= size]).toEqual([id, true]);
  }
  return counts;
}

const listSchema = z.object({ items: z.array(z.unknown()) });
/** Groups of the directory, kinds of data, what a plan would change, and the tenants of the caller: as many as there are. */
const notByRows: ReadonlySet<string> = new Set(['findGroups', 'getStorage', 'listPlanItems', 'listTenants']);
