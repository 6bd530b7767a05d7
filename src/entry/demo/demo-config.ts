import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createAppCertificate } from '../../platform/https/local-certificate.ts';
import type { SimulatorAddress } from './simulator-process.ts';

/** Where a demo keeps its data, below the data folder: a real tenant's data is never in its way. */
export function demoFolder(dataDir: string): string {
  return join(dataDir, 'demo');
}

export function demoConfigFile(dataDir: string): string {
  return join(demoFolder(dataDir), 'ringbook.json');
}

export interface DemoApp {
  readonly clientId: string;
  readonly certificatePem: string;
}

/**
 * Empties the demo's folder and writes a configuration into it, as an operator would write one for a real tenant:
 * every other command works with it too.
 * @param people CSV people bring the fields that a directory has no place for in extension attributes.
 */
export async function writeDemoConfig(
  dataDir: string,
  simulator: SimulatorAddress,
  pagesPort: number,
  csvPeople: boolean,
): Promise<DemoApp> {
  const folder = demoFolder(dataDir);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { certificatePem, privateKeyPem } = await createAppCertificate(Date.now());
  await writeFile(join(folder, 'app.pem'), certificatePem);
  await writeFile(join(folder, 'app.key'), privateKeyPem, { mode: 0o600 });
  const clientId = randomUUID();
  const [tenant] = simulator.tenants;
  const config = {
    dataDir: '.',
    http: { port: pagesPort },
    caFile: resolve(simulator.caFile),
    entra: { clientId, certificateFile: 'app.pem', privateKeyFile: 'app.key', loginUrl: simulator.url },
    graph: { url: simulator.url },
    tenant: {
      name: tenant?.displayName,
      entraTenant: tenant?.id,
      defaultCountry: csvPeople ? 'US' : 'DE',
    },
    sync: csvPeople ? { mapping: { fields: csvFields } } : {},
  };
  await writeFile(demoConfigFile(dataDir), `${JSON.stringify(config, null, 2)}\n`);
  return { clientId, certificatePem };
}

/** Where the simulator puts columns of a CSV file that a directory user has no property for. */
const csvFields = {
  middleName: { kind: 'take', from: 'extensionAttribute1' },
  generation: { kind: 'take', from: 'extensionAttribute2' },
  nickName: { kind: 'take', from: 'extensionAttribute3' },
  businessHomePage: { kind: 'take', from: 'extensionAttribute4' },
};
