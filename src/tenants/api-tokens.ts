import { timingSafeEqual } from 'node:crypto';
import type { TenantId } from './ports.ts';
import type { TokenScope } from './roles.ts';
import { hashOf } from './sessions.ts';

/** What a program calls with. */
export interface ApiToken {
  readonly tokenId: string;
  /** SHA-256 of the secret, base64url: the secret itself is shown once and never stored. */
  readonly secretHash: string;
  /** May be personal, as `createdBy`: sealed at rest. */
  readonly name: string;
  readonly scope: TokenScope;
  readonly createdBy: string;
  /** ISO UTC. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}

export interface ApiTokenStore {
  /** Newest first. */
  apiTokens(tenantId: TenantId): Promise<readonly ApiToken[]>;
  addApiToken(tenantId: TenantId, token: ApiToken): Promise<void>;
  noteTokenUse(tenantId: TenantId, tokenId: string, lastUsedAt: string): Promise<void>;
  /** @returns Whether there was one. */
  removeApiToken(tenantId: TenantId, tokenId: string): Promise<boolean>;
  /** A token and whose it is; also one that has expired. */
  apiTokenById(tokenId: string): Promise<{ readonly tenantId: TenantId; readonly token: ApiToken } | null>;
}

const form = /^rbk_([0-9a-f]{24})_([\w-]{43})$/;

/** What the program that calls sends. */
export function tokenText(tokenId: string, secret: string): string {
  return `rbk_${tokenId}_${secret}`;
}

/** Null: it has not the form of a token. */
export function readTokenText(text: string): { readonly tokenId: string; readonly secret: string } | null {
  const [, tokenId, secret] = form.exec(text) ?? [];
  return tokenId === undefined || secret === undefined ? null : { tokenId, secret };
}

/** Does the token open with this secret, now? Takes the same time whatever the secret is. */
export function opens(token: ApiToken, secret: string, now: string): boolean {
  const [given, stored] = [Buffer.from(hashOf(secret)), Buffer.from(token.secretHash)];
  return given.length === stored.length && timingSafeEqual(given, stored) && now < token.expiresAt;
}
