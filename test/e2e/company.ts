import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { GraphPlatform } from '../../src/connectors/graph/client.ts';
import { stampPropertyId } from '../../src/connectors/graph/stamp.ts';
import { masterKeyFrom } from '../../src/platform/vault/master-key.ts';
import { createVault } from '../../src/platform/vault/vault.ts';
import { defaultRunSettings, type RunContext } from '../../src/runs/context.ts';
import { runSync } from '../../src/runs/run-sync.ts';
import type { Run } from '../../src/runs/stores.ts';
import { createMemoryStores } from '../../src/stores/memory/create-memory-stores.ts';
import { requiredRoles, type TestSimulator } from '../fixtures/test-simulator.ts';
import { allBy, testSync } from '../fixtures/test-sync.ts';

/** What a mailbox holds of ours: the department shown, by the id of the person. */
export type Replica = ReadonlyMap<string, string | undefined>;

/** A small company in the simulator, and the program that keeps its list in every mailbox. */
export interface Company {
  /** Runs the sync once. */
  run(): Promise<Run>;
  /** Forgets what is known of the replicas, as after a crash in the middle of writing. */
  forgetReplicas(): Promise<void>;
  /** Three colleagues come, with mailboxes; one changes; one leaves. */
  change(): Promise<void>;
  /** @param match Besides the tenant. */
  addFault(match: object, fault: object, rule?: object): Promise<void>;
  /** Whether every fault was met at least once; all are gone afterwards. */
  clearFaults(): Promise<boolean>;
  /** What every mailbox should hold. */
  wanted(): Promise<Replica>;
  /** What every usable mailbox does hold, by mailbox. */
  replicas(): Promise<ReadonlyMap<string, Replica>>;
  report(): Promise<{ readonly personalContactsTouched: number; readonly duplicates: number }>;
  close(): Promise<void>;
}

const made = z.object({ id: z.string() });
const usersSchema = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      department: z.string().nullish(),
      accountEnabled: z.boolean(),
      userType: z.string().optional(),
      showInAddressList: z.boolean().nullish(),
      mail: z.string().nullish(),
      mailbox: z.object({ availability: z.string(), purpose: z.string() }).nullable(),
      assignedPlans: z.array(z.object({})).nullish(),
    }),
  ),
});
const mailboxSchema = z.object({
  folders: z.array(
    z.object({
      contacts: z.array(
        z.object({
          properties: z.object({ department: z.string().nullish() }),
          extended: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ),
});
const activeFaults = z.object({ value: z.array(z.object({ id: z.string(), played: z.number() })) });
const reportSchema = z.object({ personalContactsTouched: z.number(), duplicates: z.number() });
const stamp = /^1\|[^|]*\|([^|]*)\|/;

const newcomer = {
  accountEnabled: true,
  userType: 'Member',
  department: 'Empfang',
  assignedPlans: [
    {
      assignedDateTime: '2024-02-01T08:00:00Z',
      capabilityStatus: 'Enabled',
      service: 'exchange',
      servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
    },
  ],
  mailbox: { purpose: 'user', availability: 'available' },
};

export async function openCompany(test: TestSimulator, platform: GraphPlatform, seed: number): Promise<Company> {
  const { control, clientId } = test;
  const domain = `company-${seed}.example`;
  const { id: entraTenantId } = made.parse(
    await control.post('/tenants', { domain, people: 6, mailboxes: 4, seed: String(seed) }),
  );
  const tenant = `/tenants/${entraTenantId}`;
  await control.put(`${tenant}/consents/${clientId}`, { roles: requiredRoles });
  const connector = platform.connector(entraTenantId);
  const now = () => new Date().toISOString();
  const stores = createMemoryStores({ now });
  const tenantId = randomUUID();
  const resolved = testSync(randomUUID(), 'Company');
  const { sync } = resolved;
  const context: RunContext = {
    tenantId,
    ...resolved,
    ...allBy(connector),
    stores,
    vault: createVault({ keys: stores.wrappedKeys, masterKey: masterKeyFrom(randomBytes(32), 'test') }),
    now,
    newId: randomUUID,
    settings: defaultRunSettings,
  };
  const faults = new Set<string>();
  const users = async () => usersSchema.parse(await control.get(`${tenant}/users`)).value;
  const listed = async () =>
    (await users()).filter(
      (user) =>
        user.accountEnabled &&
        user.userType !== 'Guest' &&
        user.showInAddressList !== false &&
        user.mailbox?.purpose !== 'room',
    );

  return {
    run() {
      const { signal } = new AbortController();
      return runSync(context, { approve: null }, () => {}, { drain: signal, cancel: signal });
    },
    async forgetReplicas() {
      for await (const page of stores.replicas.replicas(tenantId, sync.syncId)) {
        for (const replica of page) await stores.replicas.saveReplica(tenantId, { ...replica, state: 'writing' });
      }
    },
    async change() {
      const people = await listed();
      const leaver = people.find(({ mailbox }) => mailbox === null) ?? people[0];
      const changed = people.find((person) => person !== leaver);
      if (leaver === undefined || changed === undefined) throw new Error('too small a company');
      await control.delete(`${tenant}/users/${leaver.id}`);
      await control.patch(`${tenant}/users/${changed.id}`, { department: 'Neue Abteilung' });
      for (const name of ['Zoë Neumann', 'Łukasz Żak', "Siobhán O'Neill"]) {
        const address = `${randomUUID()}@${domain}`;
        await control.post(`${tenant}/users`, {
          ...newcomer,
          displayName: name,
          userPrincipalName: address,
          mail: address,
        });
      }
    },
    async addFault(match, fault, rule = {}) {
      const added = await control.post('/faults', { match: { ...match, tenantId: entraTenantId }, fault, ...rule });
      faults.add(made.parse(added).id);
    },
    async clearFaults() {
      const left = activeFaults.parse(await control.get('/faults')).value.filter(({ id }) => faults.has(id));
      for (const { id } of left) await control.delete(`/faults/${id}`);
      faults.clear();
      // Those that are used up are gone by themselves.
      return left.every(({ played }) => played > 0);
    },
    async wanted() {
      return new Map((await listed()).map(({ id, department }) => [id, department ?? undefined]));
    },
    async replicas() {
      const replicas = new Map<string, Replica>();
      for (const { id, mailbox, accountEnabled, assignedPlans } of await users()) {
        const usable = mailbox?.availability === 'available' && accountEnabled && (assignedPlans ?? []).length > 0;
        if (!usable) continue;
        const { folders } = mailboxSchema.parse(await control.get(`${tenant}/mailboxes/${id}`));
        const ours = folders
          .flatMap(({ contacts }) => contacts)
          .flatMap(({ properties, extended }) => {
            const value = Object.entries(extended).find(
              ([name]) => name.toLowerCase() === stampPropertyId.toLowerCase(),
            )?.[1];
            const itemId = typeof value === 'string' ? stamp.exec(value)?.[1] : undefined;
            return itemId === undefined ? [] : [[itemId, properties.department ?? undefined] as const];
          });
        replicas.set(id, new Map(ours));
      }
      return replicas;
    },
    async report() {
      const query = new URLSearchParams({ identityProperty: stampPropertyId, identityPattern: stamp.source });
      return reportSchema.parse(await control.get(`${tenant}/report?${query}`));
    },
    close: () => connector.close(),
  };
}
