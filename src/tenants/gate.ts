import { type ApiTokenStore, opens, readTokenText } from './api-tokens.ts';
import type { Caller, Gate } from './caller.ts';
import { type MembershipContext, membershipsOf } from './memberships.ts';
import { permissionsOfScope } from './roles.ts';
import { csrfTokenOf, hashOf, isOver, type SessionStore, useNotedEveryMs } from './sessions.ts';

export interface GateContext extends MembershipContext {
  readonly sessions: Pick<SessionStore, 'sessionBySecret' | 'noteUse' | 'languageOf'>;
  readonly apiTokens: Pick<ApiTokenStore, 'apiTokenById' | 'noteTokenUse'>;
  /** ISO UTC. */
  readonly now: () => string;
}

/** Knows callers by what is stored, at each call anew: what is revoked is over at once. */
export function createGate(context: GateContext): Gate {
  const { sessions, apiTokens, now } = context;

  async function callerOfSession(secret: string): Promise<Caller | null> {
    const session = await sessions.sessionBySecret(hashOf(secret));
    if (session === null || isOver(session, now())) return null;
    if (isNoteDue(session.lastUsedAt, now())) await sessions.noteUse(session.sessionId, now());
    const { sessionId, person, userName, displayName } = session;
    const language = await sessions.languageOf(person);
    return { kind: 'person', person, userName, displayName, language, sessionId, csrfToken: csrfTokenOf(secret) };
  }

  async function callerOfToken(text: string): Promise<Caller | null> {
    const given = readTokenText(text);
    if (given === null) return null;
    const found = await apiTokens.apiTokenById(given.tokenId);
    if (found === null || !opens(found.token, given.secret, now())) return null;
    const { tenantId, token } = found;
    if (isNoteDue(token.lastUsedAt, now())) await apiTokens.noteTokenUse(tenantId, token.tokenId, now());
    return { kind: 'token', tenantId, tokenId: token.tokenId, name: token.name, scope: token.scope };
  }

  return {
    async callerOf({ session, token }) {
      // Who sends a token means it: a session that happens to come along gives no more.
      if (token !== null) return callerOfToken(token);
      return session === null ? null : callerOfSession(session);
    },
    async permissions(caller, tenantId) {
      switch (caller.kind) {
        case 'person': {
          const [membership] = await membershipsOf(context, caller.person, tenantId);
          return membership?.permissions ?? new Set();
        }
        case 'token': {
          const found = caller.tenantId === tenantId ? await apiTokens.apiTokenById(caller.tokenId) : null;
          return new Set(found === null || found.tenantId !== tenantId ? [] : permissionsOfScope[found.token.scope]);
        }
      }
    },
  };
}

function isNoteDue(lastUsedAt: string | null, now: string): boolean {
  return lastUsedAt === null || Date.parse(now) - Date.parse(lastUsedAt) >= useNotedEveryMs;
}
