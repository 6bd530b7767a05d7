import type { TenantVault, Vault, WrappedKeyStore } from '../../tenants/ports.ts';
import { StoreError } from '../store-error.ts';
import { sourceRecordSchema } from '../stored-json.ts';
import type { Stores } from '../stores.ts';
import { createApiTokenStore } from './api-token-store.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createCollectionStore } from './collection-store.ts';
import type { SqliteDatabase } from './database.ts';
import { createDefinitionStore } from './definition-store.ts';
import { checkDocuments, createDocumentStore } from './document-store.ts';
import { createListCache } from './list-cache.ts';
import { createLogStore } from './log-store.ts';
import { createMailboxStore } from './mailbox-store.ts';
import { createMemberStore } from './member-store.ts';
import { isDamage, openOrRebuild, type Rebuilt } from './open-or-rebuild.ts';
import { createPageStore } from './page-store.ts';
import { createPhotoStore } from './photo-store.ts';
import { createRememberedAnswers } from './remembered-answers.ts';
import { createReplicaStore } from './replica-store.ts';
import { createRetention } from './retention.ts';
import { createRunStore } from './run-store.ts';
import { createSessionStore } from './session-store.ts';
import { removeSetAside } from './set-aside.ts';
import { unreadableRow } from './store-errors.ts';
import { createTenantData } from './tenant-data.ts';
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
  /** Does some work while no other program runs syncs on this file: needed where a damaged one is set aside. */
  readonly alone?: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** The stores in one file, and what is known of the file. */
export interface OpenedStores {
  readonly stores: Stores;
  /** The database was damaged or gone, and was begun anew; null: it was not. */
  readonly rebuilt: Rebuilt | null;
  /** Reads the whole file. @throws {StoreError} `corrupt`: it is damaged; the next start sets it aside. */
  check(): void;
}

/**
 * Opens the stores in one SQLite file and brings its tables up to date.
 *
 * Records, items, photos, mailbox addresses, cursors and definitions are sealed; ids, hashes and states are not. Several
 * programs may use one file; their writes take turns. What was set up is kept once more beside the file, so that a damaged
 * one can be set aside and filled anew (docs/decisions/0012-damaged-store.md).
 *
 * @throws {StoreError} `not-writable`, `setup-lost`, `newer`, `busy`, `full`, `disk-failed`, `failed`; any later call may
 *   throw these too, `corrupt`, `unreadable-row`, and {VaultError}.
 */
export async function openSqliteStores(options: SqliteStoresOptions): Promise<Stores> {
  return (await openSqliteFile(options)).stores;
}

/** As `openSqliteStores`, for those who want to know about the file, too. */
export async function openSqliteFile(options: SqliteStoresOptions): Promise<OpenedStores> {
  const { file, now, vault: vaultOver, pageSize = 500, alone = (work) => work() } = options;
  const { database, copy, rebuilt } = await openOrRebuild({
    file,
    now,
    alone,
    readSetup: (opened) => readSetup(opened, vaultOver(createWrappedKeyStore(opened))),
  });
  try {
    copy.refresh(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  const noteIfDamage = (error: unknown): never => {
    if (!isDamage(error)) throw error;
    database.noteDamage();
    throw error instanceof StoreError && error.file === null ? unreadableRow(file, error.code) : error;
  };
  const copying = <Parameters extends readonly unknown[], Result>(save: (...given: Parameters) => Promise<Result>) => {
    return async (...given: Parameters): Promise<Result> => {
      const result = await save(...given);
      copy.refresh(database);
      return result;
    };
  };
  const keys = createWrappedKeyStore(database);
  const wrappedKeys = { ...keys, addWrappedKey: copying(keys.addWrappedKey) };
  const vault = vaultOver(wrappedKeys);
  const cacheVault = notingDamage(vault, noteIfDamage);
  const tenants = createTenantStore(database);
  const definitions = createDefinitionStore(database, vault);
  const documents = createDocumentStore(database, vault, now);
  const members = createMemberStore(database, vault);
  const apiTokens = createApiTokenStore(database, vault);
  const retention = createRetention(database, definitions);
  const runs = createRunStore(database);
  const tenantData = createTenantData(database);
  const readingRuns = <Parameters extends readonly unknown[], Result>(
    read: (...given: Parameters) => Promise<Result>,
  ) => {
    return (...given: Parameters): Promise<Result> => read(...given).catch(noteIfDamage);
  };
  const stores: Stores = {
    tenants: {
      ...tenants,
      saveTenant: copying(tenants.saveTenant),
      saveConnection: copying(tenants.saveConnection),
      removeConnection: copying(tenants.removeConnection),
    },
    wrappedKeys,
    documents: {
      ...documents,
      putDocument: copying(documents.putDocument),
      removeDocument: copying(documents.removeDocument),
    },
    members: { ...members, saveMembers: copying(members.saveMembers) },
    apiTokens: {
      ...apiTokens,
      addApiToken: copying(apiTokens.addApiToken),
      removeApiToken: copying(apiTokens.removeApiToken),
    },
    audit: createAuditTrail(database, vault, now),
    sessions: createSessionStore(database, vault),
    answers: createRememberedAnswers(database, vault, now),
    definitions: { ...definitions, saveDefinitions: copying(definitions.saveDefinitions) },
    sources: createLogStore(database, {
      kind: 'source',
      content: sourceRecordSchema,
      keepsHistory: false,
      vault: cacheVault,
      now,
      pageSize,
    }),
    collections: createCollectionStore(database, cacheVault, now, pageSize),
    photos: createPhotoStore(database, cacheVault),
    mailboxes: createMailboxStore(database, cacheVault, now, pageSize),
    replicas: createReplicaStore(database, cacheVault, now, pageSize),
    pages: createPageStore(database, cacheVault),
    runs: { ...runs, run: readingRuns(runs.run), runs: readingRuns(runs.runs) },
    retention: {
      async purgeBefore(tenantId, instant, runsInstant) {
        await database.beginRun();
        await retention.purgeBefore(tenantId, instant, runsInstant);
        removeSetAside(file, instant);
      },
    },
    listCache: createListCache(database),
    tenantData: {
      ...tenantData,
      async removeTenant(tenantId, certify) {
        // The tenant's key is in what was set aside, too, and in the copy.
        removeSetAside(file, '9');
        await copying(tenantData.removeTenant)(tenantId, certify);
      },
    },
    close: () => database.close(),
  };
  return { stores, rebuilt, check: database.check };
}

/** Reads what was set up, so that damage to it is met before anything relies on it, and before it is copied. */
async function readSetup(database: SqliteDatabase, vault: Vault): Promise<void> {
  const definitions = createDefinitionStore(database, vault);
  const tenants = createTenantStore(database);
  const members = createMemberStore(database, vault);
  const apiTokens = createApiTokenStore(database, vault);
  for (const { tenantId } of await tenants.tenants()) {
    await vault.forTenant(tenantId);
    await tenants.connections(tenantId);
    await definitions.definitions(tenantId);
    await members.members(tenantId);
    await apiTokens.apiTokens(tenantId);
    await checkDocuments(database, vault, tenantId);
  }
}

/** A vault that leaves word of sealed values that do not open: in a cache that is damage. */
function notingDamage(vault: Vault, note: (error: unknown) => never): Vault {
  const noting = (tenantVault: TenantVault): TenantVault => ({
    ...tenantVault,
    open(context, sealed) {
      try {
        return tenantVault.open(context, sealed);
      } catch (error) {
        return note(error);
      }
    },
  });
  return { ...vault, forTenant: async (tenantId) => noting(await vault.forTenant(tenantId)) };
}
