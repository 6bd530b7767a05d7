import type { AccessToken, TokenProvider } from './tokens.ts';

/** The app's standing in one Entra tenant: its token, and what is known of its permissions. */
export interface Session {
  /** @throws {ConnectorError} as `TokenProvider.token`. */
  token(signal: AbortSignal): Promise<AccessToken>;
  /** This token was rejected before its time: the next one is another. */
  reject(token: AccessToken): void;
  /** A mailbox has answered, so the permission is there whatever the token says. */
  noteMailboxAnswered(token: AccessToken, permission: string): void;
  /** Whether one of the permissions is known to be there. */
  isGranted(token: AccessToken, permissions: readonly string[]): boolean;
}

export function createSession(entraTenantId: string, tokens: TokenProvider): Session {
  let rejected: string | null = null;
  /** Exchange can scope an app to some mailboxes without a role in its token: what worked all the same. */
  const workedWithoutRole = new Set<string>();
  return {
    async token(signal) {
      const wish = rejected === null ? { kind: 'valid' as const } : { kind: 'other-than' as const, rejected };
      const token = await tokens.token(entraTenantId, wish, signal);
      if (token.value !== rejected) rejected = null;
      return token;
    },
    reject(token) {
      rejected = token.value;
    },
    noteMailboxAnswered(token, permission) {
      if (token.roles.length === 0) workedWithoutRole.add(permission);
    },
    isGranted(token, permissions) {
      return permissions.some(
        (permission) =>
          token.roles.includes(permission) || (token.roles.length === 0 && workedWithoutRole.has(permission)),
      );
    },
  };
}
