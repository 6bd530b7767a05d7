import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { masterKeyFrom } from '../../../src/platform/vault/master-key.ts';
import { createVault } from '../../../src/platform/vault/vault.ts';
import { openSqliteStores } from '../../../src/stores/sqlite/open-sqlite-stores.ts';
import { tenant } from './sample-rows.ts';

const writer = fileURLToPath(new URL('sqlite-writer.ts', import.meta.url));
const batchSize = 40;
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringbook-processes-'));
  file = join(folder, 'ringbook.db');
});

afterEach(() => rm(folder, { recursive: true }));

function startWriter(name: string, batches: number): ChildProcess {
  return spawn(process.execPath, [writer, file, name, String(batches)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** What is in the file: how many items of each batch, and the items that the links of a writer are of. */
async function readBack(names: readonly string[]) {
  const masterKey = masterKeyFrom(new Uint8Array(32).fill(1), 'test key');
  const now = () => '2026-03-01T00:00:00.000Z';
  const stores = await openSqliteStores({ file, now, vault: (keys) => createVault({ keys, masterKey }) });
  const { version, itemCount } = await stores.collections.head(tenant, 'sync-1');
  const changes = (await Array.fromAsync(stores.collections.changes(tenant, 'sync-1', 0, version))).flat();
  const batchOf = (itemId: string) => itemId.split('-').slice(0, 2).join('-');
  const itemsByBatch = Map.groupBy(changes, ({ itemId }) => batchOf(itemId));
  const itemIds = changes.map(({ itemId }) => itemId);
  const linkedBatches = await Promise.all(
    names.map(async (name) => {
      const links = [...(await stores.replicas.links(tenant, 'sync-1', name, itemIds)).keys()];
      return { links: links.length, batches: new Set(links.map(batchOf)).size };
    }),
  );
  await stores.close();
  return { version, itemCount, versions: changes.map((change) => change.version), itemsByBatch, linkedBatches };
}

describe('a program that is killed while it writes', () => {
  test.each([1, 3, 8, 20, 45])(
    'after %i batches leaves whole batches only, and none that it had reported is lost',
    async (enough) => {
      const child = startWriter('w', 1_000_000);
      if (!child.stdout) throw new Error('the writer has no output');
      const closed = once(child, 'close');
      let reported = 0;
      for await (const line of createInterface(child.stdout)) {
        reported = Number(line);
        if (reported === enough) child.kill('SIGKILL');
      }
      expect(await closed).toEqual([null, 'SIGKILL']);
      const { version, itemCount, itemsByBatch, linkedBatches } = await readBack(['w']);
      expect(reported).toBeGreaterThanOrEqual(enough);
      expect(itemsByBatch.size).toBeGreaterThanOrEqual(reported);
      expect([...itemsByBatch.values()].map((items) => items.length)).toEqual(
        Array.from({ length: itemsByBatch.size }, () => batchSize),
      );
      expect({ version, itemCount }).toEqual({
        version: itemsByBatch.size * batchSize,
        itemCount: itemsByBatch.size * batchSize,
      });
      expect(linkedBatches).toEqual([{ links: batchSize, batches: 1 }]);
    },
    30_000,
  );
});

test('programs that make and write one file at the same time all get their turn', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const children = names.map((name) => startWriter(name, 15));
  for (const child of children) child.stdout?.resume();
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'close'))[0]));
  expect(codes).toEqual([0, 0, 0, 0]);
  const { versions, itemsByBatch, linkedBatches } = await readBack(names);
  expect(itemsByBatch.size).toBe(names.length * 15);
  expect(versions).toEqual(Array.from({ length: names.length * 15 * batchSize }, (_, index) => index + 1));
  expect(linkedBatches).toEqual(names.map(() => ({ links: batchSize, batches: 1 })));
}, 30_000);
