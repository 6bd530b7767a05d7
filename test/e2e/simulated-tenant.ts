import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { startSimulatorProcess } from '../../src/entry/demo/simulator-process.ts';
import { freePort } from '../../src/entry/free-port.ts';
import { createAppCertificate } from '../fixtures/app-certificate.ts';
import { type ControlClient, createControlClient } from '../fixtures/control-client.ts';
import { createTempFolder } from '../fixtures/temp-folder.ts';
import { requiredRoles } from '../fixtures/test-simulator.ts';
import { startRingbook } from './ringbook-process.ts';

/** A simulator in a process of its own, with an app in it, and a configuration as an operator writes one. */
export interface SimulatedTenant {
  readonly control: ControlClient;
  readonly entraTenantId: string;
  readonly clientId: string;
  /** Where Graph and Entra ID are: `https://localhost:port`. */
  readonly graphUrl: string;
  /** The authority to trust there. */
  readonly caPem: string;
  /** Where the pages are served: `https://localhost:port`. */
  readonly pagesUrl: string;
  readonly folder: string;
  /** Databases and keys. */
  readonly dataDir: string;
  readonly configFile: string;
  /** Runs `ringbook connect` and accepts as an administrator. @param entraTenant Default: the configured one. */
  connect(entraTenant?: string): Promise<void>;
  close(): Promise<void>;
}

export interface SimulatedTenantOptions {
  readonly people: number;
  readonly mailboxes: number;
  /** Replaces parts of the configuration. */
  readonly config?: Readonly<Record<string, unknown>>;
}

const consentRedirect = z.object({ location: z.string() });

export async function startSimulatedTenant(options: SimulatedTenantOptions): Promise<SimulatedTenant> {
  const folder = await createTempFolder();
  const { people, mailboxes } = options;
  const simulator = await startSimulatorProcess({ port: 0, dataDir: join(folder.path, 'sim'), people, mailboxes });
  const caPem = await readFile(simulator.caFile, 'utf8');
  const control = createControlClient(simulator.controlUrl, caPem);
  const certificate = await createAppCertificate();
  const clientId = randomUUID();
  const entraTenantId = simulator.tenants[0]?.id ?? '';
  const pagesPort = await freePort();
  const pagesUrl = `https://localhost:${pagesPort}`;
  const dataDir = join(folder.path, 'data');
  const configFile = join(folder.path, 'ringbook.json');
  await control.post('/apps', {
    appId: clientId,
    displayName: 'Ringbook',
    redirectUris: [`${pagesUrl}/connect/callback`],
    certificates: [certificate.certificatePem],
    requiredRoles,
  });
  await writeFile(join(folder.path, 'app.pem'), certificate.certificatePem);
  await writeFile(join(folder.path, 'app.key'), certificate.privateKeyPem, { mode: 0o600 });
  const config = {
    dataDir: 'data',
    http: { port: pagesPort },
    caFile: simulator.caFile,
    entra: { clientId, certificateFile: 'app.pem', privateKeyFile: 'app.key', loginUrl: simulator.url },
    graph: { url: simulator.url },
    tenant: { name: 'Contoso', entraTenant: entraTenantId },
    ...options.config,
  };
  await writeFile(configFile, JSON.stringify(config));

  return {
    control,
    entraTenantId,
    clientId,
    graphUrl: simulator.url,
    caPem,
    pagesUrl,
    folder: folder.path,
    dataDir,
    configFile,
    async connect(entraTenant) {
      const named = entraTenant === undefined ? [] : ['--entra-tenant', entraTenant];
      const connecting = startRingbook(['connect', '--config', configFile, ...named]);
      const consentUrl = await connecting.says(/https:\S+adminconsent\S+(?=\s)/);
      const ownPem = await readFile(join(dataDir, 'localhost.pem'), 'utf8');
      const browser = new Agent({ connect: { ca: [caPem, ownPem] } });
      try {
        const accepted = await request(consentUrl, {
          method: 'POST',
          dispatcher: browser,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'decision=accept',
        });
        await accepted.body.dump();
        const answer = await request(consentRedirect.parse(accepted.headers).location, { dispatcher: browser });
        await answer.body.dump();
        const { code, stderr } = await connecting.ended;
        if (code !== 0) throw new Error(`ringbook connect ended with ${code}: ${stderr}`);
      } finally {
        await browser.close();
      }
    },
    async close() {
      await control.close();
      await simulator.stop();
      await folder.remove();
    },
  };
}
