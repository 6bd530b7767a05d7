import { describe, expect, test } from 'vitest';
import type { OpenStores } from './open-stores.ts';
import { sampleApiToken } from './sample-identity.ts';
import { tenant } from './sample-rows.ts';

/** What every ApiTokenStore keeps. */
export function apiTokenStoreContract(name: string, open: OpenStores): void {
  describe(`API tokens in ${name}`, () => {
    test('tokens come newest first, and by their id with their tenant', async () => {
      const { apiTokens } = await open();
      const young = sampleApiToken({ tokenId: 'token-2', createdAt: '2026-02-01T00:00:00.000Z' });
      await apiTokens.addApiToken(tenant, sampleApiToken());
      await apiTokens.addApiToken(tenant, young);
      expect(await apiTokens.apiTokens(tenant)).toEqual([young, sampleApiToken()]);
      expect(await apiTokens.apiTokenById('token-2')).toEqual({ tenantId: tenant, token: young });
      expect(await apiTokens.apiTokenById('token-3')).toBeNull();
    });

    test('its use is noted', async () => {
      const { apiTokens } = await open();
      await apiTokens.addApiToken(tenant, sampleApiToken());
      await apiTokens.noteTokenUse(tenant, 'token-1', '2026-03-01T00:00:00.000Z');
      expect(await apiTokens.apiTokens(tenant)).toEqual([sampleApiToken({ lastUsedAt: '2026-03-01T00:00:00.000Z' })]);
    });

    test('a token that is removed is gone', async () => {
      const { apiTokens } = await open();
      await apiTokens.addApiToken(tenant, sampleApiToken());
      expect(await apiTokens.removeApiToken(tenant, 'token-1')).toBe(true);
      expect(await apiTokens.removeApiToken(tenant, 'token-1')).toBe(false);
      expect(await apiTokens.apiTokenById('token-1')).toBeNull();
    });
  });
}
