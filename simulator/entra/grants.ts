import { randomBytes } from 'node:crypto';
import type { SimClock } from '../world/model.ts';

/** What a person agreed to when signing in; an authorization code or refresh token stands for it. */
export interface Grant {
  readonly tenantId: string;
  readonly userId: string;
  readonly isAdmin: boolean;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce: string | null;
  readonly codeChallenge: { readonly value: string; readonly method: 'S256' | 'plain' } | null;
}

export type Redeemed =
  | { readonly kind: 'grant'; readonly grant: Grant }
  | { readonly kind: 'unknown' | 'expired' | 'used' };

export interface GrantStore {
  /** An authorization code, good once and for ten minutes. */
  issueCode(grant: Grant): string;
  redeemCode(code: string): Redeemed;
  /** A refresh token, good for 90 days and any number of times. */
  issueRefreshToken(grant: Grant): string;
  redeemRefreshToken(token: string): Redeemed;
}

const codeLifetimeMs = 10 * 60 * 1000;
const refreshLifetimeMs = 90 * 24 * 3600 * 1000;

/** Kept in memory only: a restart signs everybody out. */
export function createGrantStore(clock: SimClock): GrantStore {
  const codes = new Map<string, { grant: Grant; expiresAtMs: number; used: boolean }>();
  const refreshTokens = new Map<string, { grant: Grant; expiresAtMs: number }>();
  return {
    issueCode(grant) {
      const code = `0.A${randomBytes(48).toString('base64url')}`;
      codes.set(code, { grant, expiresAtMs: clock.nowMs() + codeLifetimeMs, used: false });
      return code;
    },
    redeemCode(code) {
      const entry = codes.get(code);
      if (entry === undefined) return { kind: 'unknown' };
      if (entry.used) return { kind: 'used' };
      if (entry.expiresAtMs <= clock.nowMs()) return { kind: 'expired' };
      entry.used = true;
      return { kind: 'grant', grant: entry.grant };
    },
    issueRefreshToken(grant) {
      const token = `1.A${randomBytes(64).toString('base64url')}`;
      refreshTokens.set(token, { grant, expiresAtMs: clock.nowMs() + refreshLifetimeMs });
      return token;
    },
    redeemRefreshToken(token) {
      const entry = refreshTokens.get(token);
      if (entry === undefined) return { kind: 'unknown' };
      return entry.expiresAtMs <= clock.nowMs() ? { kind: 'expired' } : { kind: 'grant', grant: entry.grant };
    },
  };
}
