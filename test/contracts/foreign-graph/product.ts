import { join } from 'node:path';
import { createGraphPlatform } from '../../../src/connectors/graph/client.ts';
import { createTransport } from '../../../src/connectors/graph/transport.ts';
import { masterKeyFrom } from '../../../src/platform/vault/master-key.ts';
import { createVault } from '../../../src/platform/vault/vault.ts';
import { defaultRunSettings, type RunContext, type Stop } from '../../../src/runs/context.ts';
import type { AudienceRule, ResolvedSync } from '../../../src/runs/definition.ts';
import { runSync } from '../../../src/runs/run-sync.ts';
import type { Issue, Run } from '../../../src/runs/stores.ts';
import { openSqliteStores } from '../../../src/stores/sqlite/open-sqlite-stores.ts';
import type { Vault } from '../../../src/tenants/ports.ts';
import { createTempFolder } from '../../fixtures/temp-folder.ts';
import { allBy, testSync } from '../../fixtures/test-sync.ts';
import type { FastClock } from './fast-clock.ts';
import type { Certificates, ForeignWorld } from './foreign-world.ts';

/** Ringbook before a foreign world: SQLite, the Graph connector and a sync, as the command line wires them. */
export interface Product {
  sync: ResolvedSync;
  run(stop?: Partial<Stop>): Promise<Run>;
  issues(run: Run): Promise<readonly Issue[]>;
  /** Forgets everything, as a lost data folder does. */
  loseStores(): Promise<void>;
  close(): Promise<void>;
}

const tenantId = '5f1b8f7e-6f0b-4c0c-9d57-3c9e0f6a1b22';
const masterKey = masterKeyFrom(new Uint8Array(32).fill(7), 'test key');

export async function openProduct(
  world: ForeignWorld,
  { app, server }: Certificates,
  clock: FastClock,
  audience: AudienceRule = { kind: 'everyone' },
): Promise<Product> {
  const folder = await createTempFolder();
  const now = () => new Date(clock.now()).toISOString();
  let opened = 0;

  async function open() {
    opened += 1;
    let vault: Vault | undefined;
    const file = join(folder.path, `ringbook-${opened}.sqlite`);
    const stores = await openSqliteStores({
      file,
      now,
      vault: (keys) => {
        vault = createVault({ keys, masterKey });
        return vault;
      },
    });
    if (vault === undefined) throw new Error('the stores were opened without a vault');
    await stores.tenants.saveTenant({
      tenantId,
      name: 'Foreign',
      defaultCountry: 'DE',
      timeZone: 'Europe/Berlin',
      language: 'en',
      createdAt: now(),
    });
    return { stores, vault };
  }

  let parts = await open();
  let runs = 0;
  const product: Product = {
    sync: testSync('foreign-sync', 'Company contacts', audience),
    async run(stop = {}) {
      const never = new AbortController().signal;
      const platform = createGraphPlatform({
        clientId: world.clientId,
        credential: { kind: 'certificate', ...app },
        hosts: { loginUrl: world.loginUrl, graphUrl: world.graphUrl },
        transport: createTransport({ caPem: server.caPem, timeoutMs: 1500 }),
        timers: clock,
      });
      const connector = platform.connector(world.entraTenantId);
      const context: RunContext = {
        tenantId,
        ...product.sync,
        ...allBy(connector),
        ...parts,
        now,
        newId: () => `run-${++runs}`,
        settings: { ...defaultRunSettings, operationsPerChunk: 7, foldersInFlight: 3 },
      };
      try {
        return await runSync(context, { approve: null }, () => {}, { drain: never, cancel: never, ...stop });
      } finally {
        await connector.close();
        await platform.close();
      }
    },
    issues: (run) => parts.stores.runs.issues(tenantId, run.runId, 100),
    async loseStores() {
      await parts.stores.close();
      parts = await open();
    },
    async close() {
      await parts.stores.close();
      await folder.remove();
    },
  };
  return product;
}
