import type { ApiToken } from '../../../tenants/api-tokens.ts';
import type { Api } from '../../contract/contract.ts';

/** A token as the API tells it: never its secret. */
export function tokenAnswer(token: ApiToken): Api['listApiTokens']['answer']['items'][number] {
  const { tokenId, name, scope, createdAt, createdBy, expiresAt, lastUsedAt } = token;
  return { tokenId, name, scope, createdAt, createdBy, expiresAt, lastUsedAt };
}
