import type { SyncDefinition } from '../../../src/runs/definition.ts';
import type { Mailbox } from '../../../src/runs/ports.ts';
import type { CompleteRead, Replica, Run } from '../../../src/runs/stores.ts';
import type { HashedItem } from '../../../src/sync/log.ts';
import type { Link } from '../../../src/sync/operations.ts';
import type { Connection, Tenant } from '../../../src/tenants/ports.ts';

export const tenant = 'tenant-1';

export function sampleTenant(change: Partial<Tenant> = {}): Tenant {
  return {
    tenantId: tenant,
    name: 'Contoso',
    defaultCountry: 'DE',
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
    name: 'Everyone',
    connectionId: 'connection-1',
    source: {
      kind: 'gal',
      rules: {
        kinds: ['account', 'room'],
        includeDisabled: false,
        includeHidden: false,
        includeUnlicensed: true,
        includeWithoutMail: true,
      },
    },
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
    audience: { kind: 'group', groupId: 'group-1' },
    folderName: 'Contoso contacts',
    guards: { maxDeletes: 100, maxDeleteShare: 0.2, freeDeletes: 5 },
    ...change,
  };
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
    ...change,
  };
}

export function sampleLink(itemId: string, written = 'Ada'): Link {
  return { itemId, mailItemId: `mail-${itemId}-${written}`, writtenHash: `hash-${written}` };
}

export function sampleRun(runId: string, change: Partial<Run> = {}): Run {
  return {
    runId,
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
      issues: 9,
    },
    reason: null,
    detail: null,
    ...change,
  };
}
