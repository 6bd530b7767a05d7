import type { SessionStore } from '../../tenants/sessions.ts';
import { outboxKind } from '../../tenants/telling/outbox.ts';
import type { RowKind, StoredAmount, TenantData } from '../../tenants/tenant-data.ts';
import type { LogRows, Rows, TenantRows } from './tenant-rows.ts';

export interface TenantDataOptions {
  readonly rows: Rows;
  readonly remove: (tenantId: string) => void;
  readonly sessions: Pick<SessionStore, 'sessionsOf'>;
}

export function createTenantData({ rows, remove, sessions }: TenantDataOptions): TenantData {
  const certificates = new Map<string, Uint8Array>();
  const amounts = async (tenantId: string) => {
    const tenant = rows(tenantId);
    const people = tenant.members.flatMap(({ member: { identity } }) =>
      identity.kind === 'person' ? [identity.person] : [],
    );
    const begun = await Promise.all(people.map((person) => (person === null ? [] : sessions.sessionsOf(person))));
    return agesOf(
      tenant,
      begun.flat().map(({ createdAt }) => createdAt),
    ).map(([what, ages]) => toAmount(what, ages));
  };
  return {
    amounts,
    async removeTenant(tenantId, certify) {
      const { idHash, sealed } = certify(await amounts(tenantId));
      remove(tenantId);
      certificates.set(idHash, Uint8Array.from(sealed));
    },
    async certificate(idHash) {
      return certificates.get(idHash) ?? null;
    },
  };
}

/** Of each kind, what tells the age of each one. */
function agesOf(tenant: TenantRows, sessions: readonly string[]): readonly (readonly [RowKind, readonly Age[]])[] {
  const replicas = [...tenant.replicas.values()].flatMap((ofSync) => [...ofSync.values()]);
  const runs = [...tenant.runs.values()];
  const documents = [...tenant.documents].flatMap(([kind, ofKind]) =>
    [...ofKind.values()].map(({ changedAt }) => ({ kind, changedAt })),
  );
  const [outbox, others] = [true, false].map((isOutbox) =>
    documents.filter(({ kind }) => (kind === outboxKind) === isOutbox).map(({ changedAt }) => changedAt),
  );
  const collections = [...tenant.collections.values()];
  return [
    ['address-list', [...tenant.sources.values()].flatMap(agesOfEntries)],
    [
      'collections',
      [
        ...collections.flatMap(agesOfEntries),
        ...collections.flatMap(({ former }) => former.map((one) => one.replacedAt)),
      ],
    ],
    ['photos', [...tenant.photos.values()].flatMap((ofSource) => [...ofSource.values()].map((one) => one.checkedAt))],
    ['mailboxes', [...tenant.directories.values()].flatMap((one) => Array(one.mailboxes.size).fill(one.writtenAt))],
    ['replicas', replicas.map(({ addedAt }) => addedAt)],
    ['links', replicas.flatMap((one) => Array(one.links.size).fill(one.replica.syncedAt ?? one.addedAt))],
    ['runs', runs.map(({ run }) => run.startedAt)],
    ['issues', runs.flatMap(({ run, issues }) => issues.map(() => run.startedAt))],
    ['members', tenant.members.map(({ member }) => member.invitedAt)],
    ['sessions', sessions],
    ['api-tokens', [...tenant.apiTokens.values()].map(({ token }) => token.createdAt)],
    ['audit-trail', tenant.auditEntries.map(() => null)],
    ['definitions', tenant.definitions.revision === 0 ? [] : [null]],
    ['connections', [...tenant.connections.values()].map((one) => one.consentedAt)],
    ['documents', others ?? []],
    ['notifications', outbox ?? []],
  ];
}

/** ISO UTC; null: it has none. */
type Age = string | null;

function agesOfEntries<Content>({ entries, read, firstAppendAt }: LogRows<Content>): readonly Age[] {
  return [...entries.keys()].map(() => read?.readAt ?? firstAppendAt);
}

function toAmount(what: RowKind, ages: readonly Age[]): StoredAmount<RowKind> {
  const known = ages.filter((age) => age !== null).sort();
  return { what, entries: ages.length, oldestAt: known[0] ?? null };
}
