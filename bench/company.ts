import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requiredPermissions } from '../src/connectors/graph/operations.ts';
import { changeDefinitions } from '../src/entry/definitions.ts';
import { type Control, createControl } from '../src/entry/demo/control.ts';
import { demoConfigFile, writeDemoConfig } from '../src/entry/demo/demo-config.ts';
import { startSimulatorProcess } from '../src/entry/demo/simulator-process.ts';
import { openRingbook, type Ringbook } from '../src/entry/open-ringbook.ts';
import { loadConfig } from '../src/platform/config/config.ts';
import { beginConnect, finishConnect } from '../src/tenants/connect.ts';
import { createSimulatorControl, type ListedPerson, type SimulatorControl } from './simulator-control.ts';

export interface CompanySize {
  /** People in the directory; default: as many as mailboxes. */
  readonly people?: number;
  readonly mailboxes: number;
  /** People on the list that goes into mailboxes; a filter leaves out the others. */
  readonly contacts: number;
  /** Whether each mailbox is looked at once a day for what people changed, as by default. */
  readonly dailyLooks?: boolean;
}

/** A simulated company without limits and think time, and a data folder that is connected to it. */
export interface Company {
  readonly configFile: string;
  readonly entraTenantId: string;
  readonly control: Control;
  readonly simulator: SimulatorControl;
  /** Ids of the people on the list. */
  readonly listed: readonly string[];
  close(): Promise<void>;
}

const never = new AbortController().signal;

/** Starts a company in a simulator of its own. Equal sizes give equal ids, so that requests can be replayed. */
export async function startCompany({ people, mailboxes, contacts, dailyLooks = true }: CompanySize): Promise<Company> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ringbook-bench-'));
  const process = await startSimulatorProcess({
    port: 0,
    dataDir: join(dataDir, 'simulator'),
    people: people ?? mailboxes,
    mailboxes,
    limits: 'off',
  });
  const entraTenantId = process.tenants[0]?.id ?? '';
  const caPem = await readFile(process.caFile, 'utf8');
  const control = createControl(process.controlUrl, [caPem]);
  const simulator = createSimulatorControl(process.controlUrl, caPem);
  const { clientId, certificatePem } = await writeDemoConfig(dataDir, process, 8443, false);
  const configFile = demoConfigFile(dataDir);
  const listed = await simulator.listedPeople(entraTenantId, contacts);
  const ringbook = await openRingbook(loadConfig(configFile, {}));
  await control.registerApp({
    appId: clientId,
    displayName: 'Ringbook',
    redirectUris: [ringbook.connect.redirectUri],
    certificates: [certificatePem],
    requiredRoles: requiredPermissions,
  });
  await connect(ringbook, control, entraTenantId);
  await define(ringbook, listed, dailyLooks);
  await ringbook.close();
  return {
    configFile,
    entraTenantId,
    control,
    simulator,
    listed: listed.map(({ id }) => id),
    async close() {
      await simulator.close();
      await control.close();
      await process.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function connect(ringbook: Ringbook, control: Control, entraTenantId: string): Promise<void> {
  const url = await beginConnect(ringbook.connect, ringbook.tenant.tenantId, entraTenantId);
  const outcome = await finishConnect(ringbook.connect, (await control.consentAsAdmin(url)).searchParams, never);
  if (outcome.kind !== 'connected') throw new Error(`connecting ended as ${outcome.kind}`);
}

/** The program still reads the whole directory, but no more than these people go into mailboxes. */
async function define({ parts }: Ringbook, people: readonly ListedPerson[], dailyLooks: boolean): Promise<void> {
  const values = people.map(({ employeeId }) => employeeId);
  await changeDefinitions(parts, (definitions) => ({
    ...definitions,
    collections: definitions.collections.map((collection) => ({
      ...collection,
      filter: [{ action: 'include', where: { kind: 'field', field: 'employeeId', is: 'in', values } }],
    })),
    syncs: dailyLooks
      ? definitions.syncs
      : definitions.syncs.map((sync) => ({ ...sync, drift: { ...sync.drift, lookEveryHours: 0 } })),
  }));
}
