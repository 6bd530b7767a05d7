/**
 * A program that appends numbered batches until it is killed or has appended as many as it was asked for:
 * `node sqlite-writer.ts FILE NAME BATCHES`. Prints a batch's number once it is stored.
 */
import { writeSync } from 'node:fs';
import { masterKeyFrom } from '../../../src/platform/vault/master-key.ts';
import { createVault } from '../../../src/platform/vault/vault.ts';
import { openSqliteStores } from '../../../src/stores/sqlite/open-sqlite-stores.ts';
import { sampleItem, sampleLink, tenant } from './sample-rows.ts';

const [file, name, batches] = process.argv.slice(2);
if (!file || !name) throw new Error('usage: node sqlite-writer.ts FILE NAME BATCHES');

const batchSize = 40;
const masterKey = masterKeyFrom(new Uint8Array(32).fill(1), 'test key');
const now = () => new Date().toISOString();
const stores = await openSqliteStores({ file, now, vault: (keys) => createVault({ keys, masterKey }) });

await stores.replicas.addReplicas(tenant, 'sync-1', [name]);
for (let batch = 1; batch <= Number(batches); batch += 1) {
  const ids = Array.from({ length: batchSize }, (_, index) => `${name}-${batch}-${index}`);
  await stores.collections.append(
    tenant,
    'sync-1',
    ids.map((itemId) => sampleItem(itemId)),
  );
  // Replaces all of the batch before: a torn write would show as a mixture, or as none.
  await stores.replicas.writeLinks(tenant, 'sync-1', name, {
    clear: true,
    put: ids.map((itemId) => sampleLink(itemId)),
    remove: [],
  });
  writeSync(1, `${batch}\n`);
}
await stores.close();
