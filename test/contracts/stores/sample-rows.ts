import type { Definitions, SyncDefinition } from '../../../src/runs/definition.ts';
import type { Mailbox } from '../../../src/runs/ports.ts';
import type { CompleteRead, Replica, Run, StoredPhoto } from '../../../src/runs/stores.ts';
import { defaultGuardPolicy } from '../../../src/sync/guards.ts';
import type { Hashed, HashedItem } from '../../../src/sync/log.ts';
import type { Link } from '../../../src/sync/operations.ts';
import type { SourceRecord } from '../../../src/sync/source-record.ts';
import type { Connection, Tenant } from '../../../src/tenants/ports.ts';

export const tenant = 'tenant-1';

export function sampleTenant(change: Partial<Tenant> = {}): Tenant {
  return {
    tenantId: tenant,
    name: 'Contoso',
    defaultCountry: 'DE',
    timeZone: 'Europe/Berlin',
    language: 'en',
    createdAt: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

export function sampleConnection(change: Partial<Connection> = {}): Connection {
  return {
    connectionId: 'connection-1',
    kind: 'microsoft-365',
    entraTenantId: '11111111-1111-4111-8111-111111111111',
    state: 'connected',
    consentedAt: '2026-01-01T00:00:00.000Z',
    changedAt: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

export function sampleSync(change: Partial<SyncDefinition> = {}): SyncDefinition {
  return {
    syncId: 'sync-1',
    name: 'everyone',
    connectionId: 'connection-1',
    collectionId: 'people',
    audienceId: 'all-but-guests',
    placement: { kind: 'folder', path: ['Contoso', 'Straße'] },
    write: {
      fields: { mobilePhone: { write: 'if-empty', whenEmpty: 'leave' } },
      notesDelimiter: '-- mine --',
      categories: 'add',
    },
    deletes: { kind: 'keep-days', days: 30 },
    drift: { edited: 'restore', deleted: 'leave', lookEveryHours: 24 },
    leavers: 'clean-up',
    ownCard: 'leave-out',
    guards: defaultGuardPolicy,
    schedule: { kind: 'daily', at: ['06:00', '18:30'], days: [1, 5] },
    paused: false,
    ...change,
  };
}

const groupId = '22222222-2222-4222-8222-222222222222';

/** Every kind of definition. */
export function sampleDefinitions(change: Partial<Definitions> = {}): Definitions {
  const rules = {
    kinds: ['account', 'room'],
    includeDisabled: false,
    includeHidden: false,
    includeUnlicensed: true,
    includeWithoutMail: true,
  } as const;
  const connectionId = 'connection-1';
  return {
    sources: [
      { kind: 'gal', sourceId: 'gal', connectionId, rules, photoPixels: 240 },
      { kind: 'organizational-contacts', sourceId: 'partners', connectionId },
      { kind: 'group', sourceId: 'board', connectionId, groupId, photoPixels: null },
      {
        kind: 'mailbox-folder',
        sourceId: 'suppliers',
        connectionId,
        mailbox: 'office@contoso.example',
        folder: ['Suppliers', 'Süd'],
      },
      {
        kind: 'csv',
        sourceId: 'members',
        file: 'members.csv',
        encoding: 'windows-1252',
        delimiter: ';',
        id: { column: 'Nr' },
        columns: { Name: 'surname', Phone: ['mobilePhone', 'businessPhones'], Cost: 'extra.costCentre' },
        join: [
          {
            file: 'towns.csv',
            on: { column: 'member', equals: 'Nr' },
            columns: { Town: 'businessAddress.city' },
          },
        ],
        overflow: 'notes',
      },
    ],
    collections: [
      {
        collectionId: 'people',
        sourceIds: ['gal', 'partners', 'board', 'suppliers', 'members'],
        match: { by: ['id', 'email'], idFrom: 'employeeId' },
        merge: { fields: { jobTitle: { kind: 'first', order: ['members'] }, businessPhones: { kind: 'all' } } },
        filter: [{ action: 'exclude', where: { kind: 'group', groupId } }],
        mapping: {
          fields: {
            displayName: { kind: 'template', template: '{displayName} ({companyName})' },
            birthday: { kind: 'omit' },
            companyName: { kind: 'fixed', value: 'Contoso' },
            department: { kind: 'take', from: 'extensionAttribute1' },
            jobTitle: { kind: 'take' },
          },
          phones: {
            defaultCountry: 'DE',
            extensions: [{ prefix: '4', length: 4, fullNumber: '+49891234{extension}' }],
          },
        },
        guards: defaultGuardPolicy,
      },
    ],
    audiences: [
      {
        audienceId: 'all-but-guests',
        include: [{ kind: 'everyone' }],
        exclude: [
          { kind: 'group', groupId },
          { kind: 'mailboxes', mailboxes: ['ada@contoso.example', 'mailbox-1'] },
        ],
      },
    ],
    syncs: [
      sampleSync(),
      sampleSync({
        syncId: 'sync-2',
        name: 'own-contacts',
        placement: { kind: 'default-folder', category: 'Contoso' },
        write: { fields: {}, notesDelimiter: null, categories: 'replace' },
        deletes: { kind: 'keep' },
        leavers: 'keep',
        ownCard: 'keep',
        paused: true,
      }),
    ],
    ...change,
  };
}

/** A record whose hash tells what is in it; a null name makes a tombstone. */
export function sampleRecord(itemId: string, displayName: string | null = 'Ada'): Hashed<SourceRecord> {
  if (displayName === null) return { itemId, contentHash: '', item: null };
  return {
    itemId,
    contentHash: `hash-${displayName}`,
    item: {
      itemId,
      kind: 'account',
      enabled: true,
      hiddenFromLists: false,
      licensed: true,
      fields: { displayName, businessPhones: ['+49891234567'] },
      extra: { employeeId: '4711', extensionAttribute1: 'Ångström' },
      photo: 'photo-hash',
    },
  };
}

export function samplePhoto(itemId: string, change: Partial<StoredPhoto> = {}): StoredPhoto {
  return { itemId, etag: 'W/"1"', hash: 'hash-1', checkedAt: '2026-02-01T00:00:00.000Z', ...change };
}

/** An item whose hash tells what is in it; a null name makes a tombstone. */
export function sampleItem(itemId: string, displayName: string | null = 'Ada'): HashedItem {
  if (displayName === null) return { itemId, contentHash: '', item: null };
  return {
    itemId,
    contentHash: `hash-${displayName}`,
    item: {
      kind: 'contact',
      itemId,
      fields: {
        displayName,
        mobilePhone: '+491711234567',
        emailAddresses: [{ address: 'ada@contoso.example', name: displayName }, { address: 'al@contoso.example' }],
        businessAddress: { street: 'Straße 1', city: 'München' },
        categories: ['Staff', 'Ångström'],
      },
      photo: 'photo-hash',
    },
  };
}

export function sampleRead(change: Partial<CompleteRead> = {}): CompleteRead {
  return {
    cursor: 'https://graph.example/users/delta?token=1',
    definitionHash: 'definition-1',
    readAt: '2026-02-01T00:00:00.000Z',
    snapshot: true,
    ...change,
  };
}

export function sampleMailbox(mailboxId: string, change: Partial<Mailbox> = {}): Mailbox {
  return { mailboxId, address: `${mailboxId}@contoso.example`, excluded: null, ...change };
}

/** As `addReplicas` makes it, but for the change. */
export function sampleReplica(mailboxId: string, change: Partial<Replica> = {}): Replica {
  return {
    syncId: 'sync-1',
    mailboxId,
    folderId: null,
    state: 'unknown',
    version: 0,
    failureCode: null,
    lookAgainAt: null,
    syncedAt: null,
    driftCursor: null,
    lookAt: null,
    ...change,
  };
}

export function sampleLink(itemId: string, written = 'Ada'): Link {
  return { itemId, mailItemId: `mail-${itemId}-${written}`, writtenHash: `hash-${written}` };
}

export function sampleRun(runId: string, change: Partial<Run> = {}): Run {
  return {
    runId,
    kind: 'sync',
    syncId: 'sync-1',
    state: 'running',
    startedAt: '2026-02-01T00:00:00.000Z',
    endedAt: null,
    totals: {
      created: 1,
      updated: 2,
      deleted: 3,
      foldersSynced: 4,
      foldersUnavailable: 5,
      foldersFailed: 6,
      foldersHeld: 7,
      deletesHeld: 8,
      listDeletesHeld: 3,
      listChangesHeld: 10,
      leaversHeld: 11,
      driftRestored: 12,
      driftLeft: 13,
      issues: 9,
    },
    versionBefore: null,
    setUp: null,
    heldHash: null,
    reason: null,
    detail: null,
    ...change,
  };
}
