import type { ApiToken } from '../../../src/tenants/api-tokens.ts';
import type { AuditDraft } from '../../../src/tenants/audit-trail.ts';
import type { Member } from '../../../src/tenants/members.ts';
import type { Session } from '../../../src/tenants/sessions.ts';

export const entraTenantId = '11111111-1111-4111-8111-111111111111';
export const person = { entraTenantId, objectId: '22222222-2222-4222-8222-222222222222' };
export const otherPerson = { entraTenantId, objectId: '33333333-3333-4333-8333-333333333333' };

export function sampleMember(change: Partial<Member> = {}): Member {
  return {
    memberId: 'member-1',
    identity: { kind: 'person', userName: 'ada@contoso.example', person },
    displayName: 'Ada Lovelace',
    role: 'owner',
    invitedAt: '2026-01-01T00:00:00.000Z',
    lastSeenAt: '2026-01-02T00:00:00.000Z',
    ...change,
  };
}

export function sampleApiToken(change: Partial<ApiToken> = {}): ApiToken {
  return {
    tokenId: 'token-1',
    secretHash: 'secret-hash',
    name: 'Nightly report',
    scope: 'read',
    createdBy: 'ada@contoso.example',
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2026-12-31T00:00:00.000Z',
    lastUsedAt: null,
    ...change,
  };
}

export function sampleAuditDraft(change: Partial<AuditDraft> = {}): AuditDraft {
  return {
    actor: 'ada@contoso.example',
    actorKind: 'person',
    action: 'updateTenant',
    subject: null,
    changes: [{ field: 'defaultCountry', before: 'DE', after: 'FR' }],
    from: '192.0.2.7',
    ...change,
  };
}

export function sampleSession(change: Partial<Session> = {}): Session {
  return {
    sessionId: 'session-1',
    secretHash: 'secret-hash-1',
    person,
    userName: 'ada@contoso.example',
    displayName: 'Ada Lovelace',
    device: 'Firefox, Windows',
    address: '192.0.2.7',
    createdAt: '2026-01-01T00:00:00.000Z',
    lastUsedAt: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}
