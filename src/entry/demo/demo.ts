import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requiredPermissions } from '../../connectors/graph/operations.ts';
import { loadConfig } from '../../platform/config/config.ts';
import { createEngine, type Engine, type EngineOptions } from '../engine.ts';
import { freePort } from '../free-port.ts';
import { openRingbook, type Ringbook } from '../open-ringbook.ts';
import { certificateOf, servePages } from '../serve-pages.ts';
import { type Control, createControl } from './control.ts';
import { demoConfigFile, writeDemoConfig } from './demo-config.ts';
import { openDemo, type SignInAs } from './open-demo.ts';
import { startSimulatorProcess } from './simulator-process.ts';

const closingMs = 10_000;

export interface DemoOptions {
  readonly dataDir: string;
  /** People to invent, or a CSV file with exactly the people. */
  readonly people: number | string;
  readonly mailboxes: number;
  /** 0 for any free port. */
  readonly simulatorPort: number;
  readonly pagesPort: number;
  readonly engine: EngineOptions & { readonly onFailure: (error: unknown) => void };
  /** As `PagesOptions` has it. */
  readonly onPagesMissing: () => void;
  /** For people to look around in: with a second company. */
  readonly isOpen: boolean;
}

/** A company in the simulator, and the program configured for it. */
export interface Demo {
  readonly ringbook: Ringbook;
  readonly engine: Engine;
  /** Who can be signed in as. */
  readonly signInAs: SignInAs;
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
    const engine = createEngine(ringbook.parts, options.engine);
    closers.push(() => engine.close(AbortSignal.timeout(closingMs)));
    const simulatorCa = await readFile(simulator.caFile, 'utf8');
    const outside = createControl(simulator.controlUrl, [simulatorCa]);
    closers.push(outside.close);
    await outside.registerApp({
      appId: app.clientId,
      displayName: 'Ringbook',
      redirectUris: [ringbook.connect.redirectUri, new URL('/sign-in/callback', ringbook.connect.redirectUri).href],
      certificates: [app.certificatePem],
      requiredRoles: requiredPermissions,
    });
    const { certificatePem: ownCa } = await certificateOf(config);
    await outside.trustEndpoint(ownCa);
    const entraTenantId = simulator.tenants[0]?.id ?? '';
    const signInAs = options.isOpen ? await openDemo(ringbook.parts, outside, entraTenantId) : [];
    const pages = await servePages(ringbook, engine, {
      demo: { signInAs },
      onFailure: options.engine.onFailure,
      onPagesMissing: options.onPagesMissing,
    });
    closers.push(pages.close);
    const control = createControl(simulator.controlUrl, [simulatorCa, ownCa]);
    closers.push(control.close);
    const pagesUrl = `https://localhost:${pages.port}`;
    return { ringbook, engine, signInAs, control, entraTenantId, simulatorUrl: simulator.url, pagesUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
