import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requiredPermissions } from '../../connectors/graph/operations.ts';
import { loadConfig } from '../../platform/config/config.ts';
import { freePort } from '../free-port.ts';
import { openRingbook, type Ringbook } from '../open-ringbook.ts';
import { servePages } from '../serve-pages.ts';
import { type Control, createControl } from './control.ts';
import { demoConfigFile, demoFolder, writeDemoConfig } from './demo-config.ts';
import { startSimulatorProcess } from './simulator-process.ts';

export interface DemoOptions {
  readonly dataDir: string;
  /** People to invent, or a CSV file with exactly the people. */
  readonly people: number | string;
  readonly mailboxes: number;
  /** 0 for any free port. */
  readonly simulatorPort: number;
  readonly pagesPort: number;
}

/** A company in the simulator, and the program configured for it. */
export interface Demo {
  readonly ringbook: Ringbook;
  readonly control: Control;
  readonly entraTenantId: string;
  readonly simulatorUrl: string;
  readonly pagesUrl: string;
  close(): Promise<void>;
}

/** Starts the simulator and the program with its pages; nothing is connected yet. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { dataDir, people, mailboxes, simulatorPort } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    const simulatorDir = join(dataDir, 'simulator');
    const simulator = await startSimulatorProcess({ port: simulatorPort, dataDir: simulatorDir, people, mailboxes });
    closers.push(simulator.stop);
    const pagesPort = options.pagesPort === 0 ? await freePort() : options.pagesPort;
    const app = await writeDemoConfig(dataDir, simulator, pagesPort, typeof people === 'string');
    const config = loadConfig(demoConfigFile(dataDir), {});
    const ringbook = await openRingbook(config);
    closers.push(ringbook.close);
    const pages = await servePages(config, ringbook);
    closers.push(pages.close);
    const control = createControl(simulator.controlUrl, [
      await readFile(simulator.caFile, 'utf8'),
      await readFile(join(demoFolder(dataDir), 'localhost.pem'), 'utf8'),
    ]);
    closers.push(control.close);
    await control.registerApp({
      appId: app.clientId,
      displayName: 'Ringbook',
      redirectUris: [ringbook.connect.redirectUri],
      certificates: [app.certificatePem],
      requiredRoles: requiredPermissions,
    });
    const entraTenantId = simulator.tenants[0]?.id ?? '';
    const pagesUrl = `https://localhost:${pages.port}`;
    return { ringbook, control, entraTenantId, simulatorUrl: simulator.url, pagesUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
