import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { masterKeyFrom } from '../../../src/platform/vault/master-key.ts';
import { createVault } from '../../../src/platform/vault/vault.ts';
import { createMemoryStores } from '../../../src/stores/memory/create-memory-stores.ts';
import { openSqliteStores } from '../../../src/stores/sqlite/open-sqlite-stores.ts';
import type { Stores } from '../../../src/stores/stores.ts';

/** Fresh, empty stores for one test, with the clock in the test's hands. */
export interface TestStores extends Stores {
  setNow(instant: string): void;
}

export type OpenStores = () => Promise<TestStores>;

/** Small, so that every paged call has pages in these tests. */
export const pageSize = 3;

const masterKey = masterKeyFrom(new Uint8Array(32).fill(1), 'test key');

function testClock() {
  let current = '2026-03-01T00:00:00.000Z';
  return {
    now: () => current,
    setNow(instant: string) {
      current = instant;
    },
  };
}

async function openMemory(): Promise<TestStores> {
  const { now, setNow } = testClock();
  return { ...createMemoryStores({ now, pageSize }), setNow };
}

async function openSqlite(): Promise<TestStores> {
  const folder = await mkdtemp(join(tmpdir(), 'ringbook-stores-'));
  const { now, setNow } = testClock();
  const file = join(folder, 'ringbook.db');
  const stores = await openSqliteStores({ file, now, pageSize, vault: (keys) => createVault({ keys, masterKey }) });
  onTestFinished(async () => {
    await stores.close();
    await rm(folder, { recursive: true });
  });
  return { ...stores, setNow };
}

/** Every implementation of the store ports; a new one is added here and nowhere else. */
export const implementations: readonly (readonly [name: string, open: OpenStores])[] = [
  ['memory', openMemory],
  ['sqlite', openSqlite],
];

/** All rows of a paged call; fails the test if a page is empty or larger than it may be. */
export async function collect<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) {
    if (page.length === 0 || page.length > pageSize) throw new Error(`a page of ${page.length} rows`);
    rows.push(...page);
  }
  return rows;
}
