import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Member, MemberIdentity, MemberOf, MemberStore } from '../../tenants/members.ts';
import type { TenantVault, Vault } from '../../tenants/ports.ts';
import { readStored } from '../stored-json.ts';
import { param, type SqliteDatabase } from './database.ts';
import { installation } from './installation-key.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

const memberRow = z.object({
  tenantId: z.string(),
  memberId: z.string(),
  role: z.enum(['owner', 'admin', 'billing', 'reader']),
  entraTenantId: z.string().nullable(),
  objectId: z.string().nullable(),
  groupId: z.string().nullable(),
  invitedAt: z.string(),
  lastSeenAt: z.string().nullable(),
  sealed: z.instanceof(Uint8Array),
});
type MemberRow = z.infer<typeof memberRow>;

const names = z.strictObject({ userName: z.string(), displayName: z.string().nullable() });

export function createMemberStore(database: SqliteDatabase, vault: Vault): MemberStore {
  const statements = prepareMembers(database);

  async function userNameHash(): Promise<(userName: string) => string> {
    const key = (await vault.forTenant(installation)).deriveKey('user names of invitations');
    return (userName) => createHmac('sha256', key).update(userName.toLowerCase()).digest('base64url');
  }

  async function open(rows: readonly MemberRow[]): Promise<readonly MemberOf[]> {
    const opened: MemberOf[] = [];
    for (const row of rows) {
      opened.push({ tenantId: row.tenantId, member: toMember(row, await vault.forTenant(row.tenantId)) });
    }
    return opened;
  }

  return {
    async members(tenantId) {
      const rows = statements.ofTenant({ tenantId });
      return (await open(rows)).map(({ member }) => member);
    },
    async saveMembers(tenantId, change) {
      const [tenantVault, hashUserName] = [await vault.forTenant(tenantId), await userNameHash()];
      return database.transaction(() => {
        const before = statements.ofTenant({ tenantId }).map((row) => toMember(row, tenantVault));
        const after = change(before);
        const kept = new Set(after.map(({ memberId }) => memberId));
        for (const { memberId } of before) if (!kept.has(memberId)) statements.remove({ tenantId, memberId });
        for (const member of after) {
          if (!before.includes(member)) statements.put({ tenantId, ...toRow(member, tenantVault, hashUserName) });
        }
        return after;
      });
    },
    async membershipsOf({ entraTenantId, objectId }) {
      return open(statements.ofPerson({ entraTenantId, objectId }));
    },
    async invitationsTo(userName) {
      return open(statements.invited({ userNameHash: (await userNameHash())(userName) }));
    },
    async groupsOf(entraTenantId) {
      return open(statements.groups({ entraTenantId }));
    },
  };
}

/** With all of the row: whoever can write to the file, but has no key, can give no other role and no other person. */
function namesPlace(row: Omit<MemberRow, 'sealed' | 'tenantId'>): Place {
  const { memberId, role, entraTenantId, objectId, groupId, invitedAt, lastSeenAt } = row;
  const rest = [role, entraTenantId, objectId, groupId, invitedAt, lastSeenAt].map((value) => value ?? '');
  return ['members.names', memberId, ...rest];
}

function toMember({ sealed, ...row }: MemberRow, tenantVault: TenantVault): Member {
  const { userName, displayName } = readStored(names, openText(tenantVault, namesPlace(row), sealed));
  const { memberId, role, invitedAt, lastSeenAt } = row;
  return { memberId, identity: identityOf(row, userName), displayName, role, invitedAt, lastSeenAt };
}

function identityOf(row: Omit<MemberRow, 'sealed'>, userName: string): MemberIdentity {
  const { entraTenantId, objectId, groupId } = row;
  if (entraTenantId !== null && groupId !== null) return { kind: 'group', entraTenantId, groupId };
  const isKnown = entraTenantId !== null && objectId !== null;
  return { kind: 'person', userName, person: isKnown ? { entraTenantId, objectId } : null };
}

function toRow(member: Member, tenantVault: TenantVault, hashUserName: (userName: string) => string) {
  const { memberId, identity, displayName, role, invitedAt, lastSeenAt } = member;
  const userName = identity.kind === 'person' ? identity.userName : '';
  const isInvited = identity.kind === 'person' && identity.person === null;
  const row = {
    memberId,
    role,
    entraTenantId: identity.kind === 'group' ? identity.entraTenantId : (identity.person?.entraTenantId ?? null),
    objectId: identity.kind === 'group' ? null : (identity.person?.objectId ?? null),
    groupId: identity.kind === 'group' ? identity.groupId : null,
    invitedAt,
    lastSeenAt,
  };
  const sealed = sealText(tenantVault, namesPlace(row), JSON.stringify({ userName, displayName }));
  return { ...row, sealed, userNameHash: isInvited ? hashUserName(userName) : null };
}

function prepareMembers(database: SqliteDatabase) {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const entraTenantId = param<string>('entraTenantId');
  const select = query
    .selectFrom('members')
    .select([
      'tenant_id as tenantId',
      'member_id as memberId',
      'role',
      'entra_tenant_id as entraTenantId',
      'object_id as objectId',
      'group_id as groupId',
      'invited_at as invitedAt',
      'last_seen_at as lastSeenAt',
      'names_sealed as sealed',
    ])
    .orderBy('invited_at')
    .orderBy('member_id');

  return {
    ofTenant: database.rows(select.where('tenant_id', '=', tenantId), memberRow),
    ofPerson: database.rows(
      select.where('entra_tenant_id', '=', entraTenantId).where('object_id', '=', param<string>('objectId')),
      memberRow,
    ),
    invited: database.rows(select.where('user_name_hash', '=', param<string>('userNameHash')), memberRow),
    groups: database.rows(
      select.where('entra_tenant_id', '=', entraTenantId).where('group_id', 'is not', null),
      memberRow,
    ),
    put: database.change(
      query
        .insertInto('members')
        .values({
          tenant_id: tenantId,
          member_id: param('memberId'),
          role: param('role'),
          entra_tenant_id: param('entraTenantId'),
          object_id: param('objectId'),
          group_id: param('groupId'),
          user_name_hash: param('userNameHash'),
          invited_at: param('invitedAt'),
          last_seen_at: param('lastSeenAt'),
          names_sealed: param('sealed'),
        })
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'member_id']).doUpdateSet((row) => ({
            role: row.ref('excluded.role'),
            entra_tenant_id: row.ref('excluded.entra_tenant_id'),
            object_id: row.ref('excluded.object_id'),
            group_id: row.ref('excluded.group_id'),
            user_name_hash: row.ref('excluded.user_name_hash'),
            invited_at: row.ref('excluded.invited_at'),
            last_seen_at: row.ref('excluded.last_seen_at'),
            names_sealed: row.ref('excluded.names_sealed'),
          })),
        ),
    ),
    remove: database.change(
      query.deleteFrom('members').where('tenant_id', '=', tenantId).where('member_id', '=', param<string>('memberId')),
    ),
  };
}
