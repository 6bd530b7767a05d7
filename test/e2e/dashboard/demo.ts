import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type ControlClient, createControlClient } from '../../fixtures/control-client.ts';
import { type RingbookProcess, startRingbook } from '../ringbook-process.ts';

/** Who can be signed in as in the demo. */
export type DemoPerson = 'admin' | 'new-tenant-admin' | 'partner' | 'user';

/** `ringbook start` without a configuration, as a person starts it. */
export interface RunningDemo {
  readonly url: string;
  readonly control: ControlClient;
  readonly process: RingbookProcess;
  /** User names by what they are there for. */
  readonly people: Readonly<Record<DemoPerson, string>>;
  /** Entra tenants of the simulator: the connected company, and the second one. */
  readonly entraTenants: readonly [string, string];
  /** What the demo wrote for itself. */
  config(): Promise<z.infer<typeof configSchema>>;
  stop(): Promise<void>;
}

const tenantsSchema = z.object({ value: z.array(z.object({ id: z.string() })) });
const configSchema = z.object({
  caFile: z.string(),
  graph: z.object({ url: z.string() }),
  entra: z.object({ clientId: z.string() }),
});
const size = ['--people', '60', '--mailboxes', '20'];
const ports = ['--port', '0', '--simulator-port', '0'];
const places = ['administrator of the connected', 'administrator of a second', 'looks after both', 'somebody without'];

/** Starts it and waits until its first syncs are done and its dashboard answers. */
export async function startDemo(): Promise<RunningDemo> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ringbook-dashboard-'));
  const process = startRingbook(['start', '--data-dir', dataDir, ...size, ...ports]);
  const url = (await process.says(/(?<=Dashboard: )https:\S+/)).trim();
  const names: string[] = [];
  for (const place of places) names.push(await process.says(new RegExp(`(?<=Sign in as )\\S+(?= \\(${place})`)));
  const [admin = '', newTenantAdmin = '', partner = '', user = ''] = names;
  const readConfig = async () =>
    configSchema.parse(JSON.parse(await readFile(join(dataDir, 'demo', 'ringbook.json'), 'utf8')));
  const { graph, caFile } = await readConfig();
  const control = createControlClient(`${graph.url}/control`, await readFile(caFile, 'utf8'));
  const { value } = tenantsSchema.parse(await control.get('/tenants'));
  const [first, second] = value.map(({ id }) => id);
  if (first === undefined || second === undefined) throw new Error('the demo has not two companies');
  return {
    url,
    control,
    process,
    people: { admin, 'new-tenant-admin': newTenantAdmin, partner, user },
    entraTenants: [first, second],
    config: readConfig,
    async stop() {
      await control.close();
      process.kill('SIGINT');
      await process.ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
