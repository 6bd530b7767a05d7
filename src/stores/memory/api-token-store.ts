import { compareByCodePoint } from '../../sync/compare-texts.ts';
import type { ApiToken, ApiTokenStore } from '../../tenants/api-tokens.ts';
import type { Rows, TenantRows } from './tenant-rows.ts';

export function createApiTokenStore(rows: Rows, all: () => Iterable<TenantRows>): ApiTokenStore {
  return {
    async apiTokens(tenantId) {
      return [...rows(tenantId).apiTokens.values()].map(({ token }) => token).sort(newestFirst);
    },
    async addApiToken(tenantId, token) {
      rows(tenantId).apiTokens.set(token.tokenId, { tenantId, token });
    },
    async noteTokenUse(tenantId, tokenId, lastUsedAt) {
      const { apiTokens } = rows(tenantId);
      const found = apiTokens.get(tokenId);
      if (found !== undefined) apiTokens.set(tokenId, { tenantId, token: { ...found.token, lastUsedAt } });
    },
    async removeApiToken(tenantId, tokenId) {
      return rows(tenantId).apiTokens.delete(tokenId);
    },
    async apiTokenById(tokenId) {
      for (const { apiTokens } of all()) {
        const found = apiTokens.get(tokenId);
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}

function newestFirst(one: ApiToken, other: ApiToken): number {
  return compareByCodePoint(other.createdAt, one.createdAt) || compareByCodePoint(one.tokenId, other.tokenId);
}
