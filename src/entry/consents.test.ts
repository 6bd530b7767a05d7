import { expect, test } from 'vitest';
import { LockError } from '../platform/run-lock.ts';
import { ConnectorError } from '../runs/connector-error.ts';
import type { Definitions } from '../runs/definition.ts';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { defaultGalRules } from '../sync/gal-rules.ts';
import type { Connection } from '../tenants/ports.ts';
import { createConsents } from './consents.ts';

const tenantId = 'tenant-1';
const never = new AbortController().signal;
const withdrawn = new ConnectorError({ code: 'consent-withdrawn', detail: 'AADSTS700016' });
const at = '2026-01-01T00:00:00.000Z';
const connection = (connectionId: string, entraTenantId: string): Connection => ({
  connectionId,
  kind: 'microsoft-365',
  entraTenantId,
  state: 'connected',
  consentedAt: at,
  changedAt: at,
});
const one = connection('connection-1', '11111111-1111-4111-8111-111111111111');
const other = connection('connection-2', '22222222-1111-4111-8111-111111111111');
const definitions: Definitions = {
  sources: [{ kind: 'gal', sourceId: 'gal', connectionId: 'connection-1', rules: defaultGalRules, photoPixels: null }],
  collections: [],
  audiences: [],
  syncs: [],
};

async function setUp() {
  const now = () => '2026-03-01T00:00:00.000Z';
  const stores = createMemoryStores({ now });
  for (const connection of [one, other]) await stores.tenants.saveConnection(tenantId, connection);
  const record = {
    itemId: 'a',
    kind: 'account',
    enabled: true,
    hiddenFromLists: false,
    licensed: true,
    fields: { displayName: 'Ada' },
    extra: {},
  } as const;
  await stores.sources.append(tenantId, 'gal', [{ itemId: 'a', contentHash: 'hash', item: record }]);
  for (const { connectionId } of [one, other]) {
    await stores.mailboxes.putMailboxes(tenantId, connectionId, [
      { mailboxId: 'm', address: 'm@contoso.example', excluded: null },
    ]);
  }
  const changes: string[] = [];
  /** How often somebody else still works with the mailboxes. */
  let occupied = 0;
  const consents = createConsents({
    stores,
    definitions: async () => definitions,
    platformOf: async () => ({
      consent: {
        consentUrl: () => '',
        readAnswer: () => ({ kind: 'malformed', detail: '' }),
        async prove(entraTenantId) {
          if (entraTenantId === other.entraTenantId) throw withdrawn;
        },
      },
    }),
    async alone(_, work) {
      if (occupied > 0) throw new LockError(1, 'run.lock');
      return work();
    },
    now,
    sleep: async () => {
      occupied -= 1;
    },
  });
  consents.onChange(
    async (_, { connectionId, state }, change) => void changes.push(`${connectionId} ${change} ${state}`),
  );
  const mailboxes = async (connectionId: string) =>
    (await Array.fromAsync(stores.mailboxes.mailboxes(tenantId, connectionId))).flat().length;
  return { consents, stores, changes, mailboxes, occupy: (times: number) => (occupied = times) };
}

test('of several connections the one that Entra refuses is withdrawn, and told once', async () => {
  const { consents, changes } = await setUp();
  await consents.noteFailure(tenantId, [one, other], withdrawn);
  await consents.noteFailure(tenantId, [one, other], withdrawn);
  expect(changes).toEqual(['connection-2 withdrawn withdrawn']);
});

test('the only connection of a call is the one that it means; other failures mean nothing', async () => {
  const { consents, changes } = await setUp();
  await consents.noteFailure(tenantId, [one], new ConnectorError({ code: 'unavailable', detail: '' }));
  await consents.noteFailure(tenantId, [one], new Error('consent-withdrawn'));
  expect(changes).toEqual([]);
  await consents.noteFailure(tenantId, [one], withdrawn);
  expect(changes).toEqual(['connection-1 withdrawn withdrawn']);
  await consents.noteSuccess(tenantId, one);
  await consents.noteSuccess(tenantId, one);
  expect(changes.slice(1)).toEqual(['connection-1 given connected']);
});

test('what was read by a withdrawn connection goes as soon as nobody works with it; the rest stays', async () => {
  const { consents, stores, mailboxes, occupy } = await setUp();
  await consents.noteFailure(tenantId, [one], withdrawn);
  occupy(2);
  expect(await consents.purgeWhenFree(tenantId, never)).toBe(true);
  expect((await stores.sources.head(tenantId, 'gal')).itemCount).toBe(0);
  expect([await mailboxes(one.connectionId), await mailboxes(other.connectionId)]).toEqual([0, 1]);
});

test('nothing goes of a connection that is good', async () => {
  const { consents, stores, occupy } = await setUp();
  occupy(1_000);
  expect(await consents.purgeWhenFree(tenantId, never)).toBe(true);
  await consents.purgeWithdrawn(tenantId);
  expect((await stores.sources.head(tenantId, 'gal')).itemCount).toBe(1);
});

test('a connection that was disconnected meanwhile does not come back', async () => {
  const { consents, stores, changes } = await setUp();
  await stores.tenants.removeConnection(tenantId, one.connectionId);
  await consents.noteFailure(tenantId, [one], withdrawn);
  expect(changes).toEqual([]);
  expect(await stores.tenants.connections(tenantId)).toHaveLength(1);
});
