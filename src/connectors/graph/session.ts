import type { AccessToken, TokenProvider } from './tokens.ts';

/** The app's standing in one Entra tenant: its token, and what is known of its permissions. */
export interface Session {
  /** @throws {ConnectorError} as `TokenProvider.token`. */
  token(signal: AbortSignal): Promise<AccessToken>;
  /** This token was rejected before its time: the next one is another. */
  reject(token: AccessToken): void;
  /** A mailbox has answered what needs one of these permissions, so it is there whatever the token says. */
  noteMailboxAnswered(token: AccessToken, permissions: readonly [string, ...string[]]): void;
  /** Whether one of the permissions is known to be there. */
  isGranted(token: AccessToken, permissions: readonly string[]): boolean;
}

export function createSession(entraTenantId: string, tokens: TokenProvider): Session {
  let rejected: string | null = null;
  /** Exchange can let an app into some mailboxes without a role in its token: what worked all the same. */
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
    noteMailboxAnswered(token, permissions) {
      if (!hasOneOf(token, permissions)) workedWithoutRole.add(permissions[0]);
    },
    isGranted(token, permissions) {
      return hasOneOf(token, permissions) || permissions.some((permission) => workedWithoutRole.has(permission));
    },
  };
}

function hasOneOf({ roles }: AccessToken, permissions: readonly string[]): boolean {
  return permissions.some((permission) => roles.includes(permission));
}
