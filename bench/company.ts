import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requiredPermissions } from '../src/connectors/graph/operations.ts';
import type { Transport } from '../src/connectors/graph/transport.ts';
import { type Control, createControl } from '../src/entry/demo/control.ts';
import { demoConfigFile, writeDemoConfig } from '../src/entry/demo/demo-config.ts';
import { startSimulatorProcess } from '../src/entry/demo/simulator-process.ts';
import { everySync, openRingbook, type Ringbook } from '../src/entry/open-ringbook.ts';
import { type Config, loadConfig } from '../src/platform/config/config.ts';
import type { Run } from '../src/runs/stores.ts';
import { beginConnect, finishConnect } from '../src/tenants/connect.ts';

export interface CompanySize {
  readonly mailboxes: number;
  /** People on the address list; the others are hidden from it. */
  readonly contacts: number;
}

/** A simulated company without limits and think time, and the program connected to it. */
export interface Company {
  readonly config: Config;
  readonly entraTenantId: string;
  readonly control: Control;
  readonly ringbook: Ringbook;
  /** Ids of the people on the list. */
  readonly listed: readonly string[];
  /** One run; throws unless it is done. */
  sync(): Promise<Run>;
  close(): Promise<void>;
}

const never = new AbortController().signal;
const changesAtATime = 16;

/** Starts a company in a simulator of its own. Equal sizes give equal ids, so that requests can be replayed. */
export async function startCompany(
  { mailboxes, contacts }: CompanySize,
  wrapTransport?: (transport: Transport) => Transport,
): Promise<Company> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ringbook-bench-'));
  const simulator = await startSimulatorProcess({
    port: 0,
    dataDir: join(dataDir, 'simulator'),
    people: mailboxes,
    mailboxes,
    limits: 'off',
  });
  const entraTenantId = simulator.tenants[0]?.id ?? '';
  const control = createControl(simulator.controlUrl, [await readFile(simulator.caFile, 'utf8')]);
  const app = await writeDemoConfig(dataDir, simulator, 8443, false);
  const config = loadConfig(demoConfigFile(dataDir), {});
  const onlyAccounts = { ...config, sync: { ...config.sync, rules: { kinds: ['account'], includeUnlicensed: false } } };
  const ringbook = await openRingbook(onlyAccounts, wrapTransport);
  await control.registerApp({
    appId: app.clientId,
    displayName: 'Ringbook',
    redirectUris: [ringbook.connect.redirectUri],
    certificates: [app.certificatePem],
    requiredRoles: requiredPermissions,
  });
  const listed = await shrinkList(control, entraTenantId, contacts);
  await connect(ringbook, control, entraTenantId);
  return {
    config,
    entraTenantId,
    control,
    ringbook,
    listed,
    async sync() {
      const [run] = await ringbook.run(everySync, () => {}, { drain: never, cancel: never });
      if (run === undefined) throw new Error('there is no sync');
      if (run.state !== 'done') throw new Error(`the run ended as ${run.state}: ${run.reason}`);
      return run;
    },
    async close() {
      await ringbook.close();
      await control.close();
      await simulator.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function shrinkList(control: Control, entraTenantId: string, contacts: number): Promise<readonly string[]> {
  const people = await control.listedPeople(entraTenantId);
  if (people.length < contacts) throw new Error(`the company has only ${people.length} people on its list`);
  const hidden = people.slice(contacts);
  for (let start = 0; start < hidden.length; start += changesAtATime) {
    await Promise.all(
      hidden
        .slice(start, start + changesAtATime)
        .map((userId) => control.changeUser(entraTenantId, userId, { showInAddressList: false })),
    );
  }
  return people.slice(0, contacts);
}

async function connect(ringbook: Ringbook, control: Control, entraTenantId: string): Promise<void> {
  const url = await beginConnect(ringbook.connect, ringbook.tenant.tenantId, entraTenantId);
  const outcome = await finishConnect(ringbook.connect, (await control.consentAsAdmin(url)).searchParams, never);
  if (outcome.kind !== 'connected') throw new Error(`connecting ended as ${outcome.kind}`);
}
