import type { Vault, WrappedKeyStore } from '../../tenants/ports.ts';
import { sourceRecordSchema } from '../stored-json.ts';
import type { Stores } from '../stores.ts';
import { createCollectionStore } from './collection-store.ts';
import { openDatabase } from './database.ts';
import { createDefinitionStore } from './definition-store.ts';
import { createLogStore } from './log-store.ts';
import { createMailboxStore } from './mailbox-store.ts';
import { createPhotoStore } from './photo-store.ts';
import { createReplicaStore } from './replica-store.ts';
import { createRetention } from './retention.ts';
import { createRunStore } from './run-store.ts';
import { createTenantStore } from './tenant-store.ts';
import { createWrappedKeyStore } from './wrapped-key-store.ts';

export interface SqliteStoresOptions {
  /** Made if it is not there; its folder must be. */
  readonly file: string;
  /** Makes the vault that seals what is personal, over this database's own wrapped keys. */
  readonly vault: (keys: WrappedKeyStore) => Vault;
  /** ISO UTC. */
  readonly now: () => string;
  /** Rows a page, where a call gives pages. */
  readonly pageSize?: number;
}

/**
 * Opens the stores in one SQLite file and brings its tables up to date.
 *
 * Records, items, photos, mailbox addresses, cursors and definitions are sealed; ids, hashes and states are not. Several
 * programs may use one file; their writes take turns.
 *
 * @throws {StoreError} `not-writable`, `corrupt`, `newer`, `busy`, `full`, `failed`; any later call may throw these too,
 *   `unreadable-row`, and {VaultError}.
 */
export async function openSqliteStores({ file, vault, now, pageSize = 500 }: SqliteStoresOptions): Promise<Stores> {
  const database = await openDatabase(file);
  const wrappedKeys = createWrappedKeyStore(database);
  const sealing = vault(wrappedKeys);
  const definitions = createDefinitionStore(database, sealing);
  return {
    tenants: createTenantStore(database),
    wrappedKeys,
    definitions,
    sources: createLogStore(database, {
      kind: 'source',
      content: sourceRecordSchema,
      keepsHistory: false,
      vault: sealing,
      now,
      pageSize,
    }),
    collections: createCollectionStore(database, sealing, now, pageSize),
    photos: createPhotoStore(database, sealing),
    mailboxes: createMailboxStore(database, sealing, now, pageSize),
    replicas: createReplicaStore(database, sealing, now, pageSize),
    runs: createRunStore(database),
    retention: createRetention(database, definitions),
    close: () => database.close(),
  };
}
