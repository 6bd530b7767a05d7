import { describe, expect, test } from 'vitest';
import type { WrappedKey } from '../../../src/tenants/ports.ts';
import type { OpenStores } from './open-stores.ts';
import { sampleConnection, sampleTenant, tenant } from './sample-rows.ts';

/** What every TenantStore keeps. */
export function tenantStoreContract(name: string, open: OpenStores): void {
  describe(`tenants in ${name}`, () => {
    test('a tenant that was never saved is null', async () => {
      const { tenants } = await open();
      expect(await tenants.tenant(tenant)).toBeNull();
      expect(await tenants.tenants()).toEqual([]);
    });

    test('saving again replaces', async () => {
      const { tenants } = await open();
      await tenants.saveTenant(sampleTenant());
      const renamed = sampleTenant({
        name: 'Fabrikam',
        defaultCountry: 'FR',
        timeZone: 'Europe/Paris',
        language: 'de',
      });
      await tenants.saveTenant(renamed);
      expect(await tenants.tenant(tenant)).toEqual(renamed);
      expect(await tenants.tenants()).toEqual([renamed]);
    });

    test('all tenants come oldest first', async () => {
      const { tenants } = await open();
      const young = sampleTenant({ tenantId: 'a', createdAt: '2026-03-01T00:00:00.000Z' });
      const old = sampleTenant({ tenantId: 'b', createdAt: '2026-01-01T00:00:00.000Z' });
      await tenants.saveTenant(young);
      await tenants.saveTenant(old);
      expect(await tenants.tenants()).toEqual([old, young]);
    });

    test('connections are replaced by their id', async () => {
      const { tenants } = await open();
      const other = sampleConnection({ connectionId: 'connection-2' });
      const withdrawn = sampleConnection({ state: 'withdrawn', changedAt: '2026-02-01T00:00:00.000Z' });
      await tenants.saveConnection(tenant, sampleConnection());
      await tenants.saveConnection(tenant, other);
      await tenants.saveConnection(tenant, withdrawn);
      expect(await tenants.connections(tenant)).toEqual([withdrawn, other]);
    });

    test('a connection that is removed is gone, and the others stay', async () => {
      const { tenants } = await open();
      await tenants.saveConnection(tenant, sampleConnection());
      await tenants.saveConnection(tenant, sampleConnection({ connectionId: 'connection-2' }));
      await tenants.removeConnection(tenant, 'connection-1');
      await tenants.removeConnection(tenant, 'connection-1');
      expect((await tenants.connections(tenant)).map(({ connectionId }) => connectionId)).toEqual(['connection-2']);
    });

    test('a pending consent is taken once', async () => {
      const { tenants } = await open();
      const pending = { stateHash: 'state-hash', expiresAt: '2026-01-01T00:10:00.000Z' };
      await tenants.savePendingConsent(tenant, pending);
      await tenants.savePendingConsent(tenant, { ...pending, stateHash: 'other' });
      expect(await tenants.takePendingConsent(tenant, 'state-hash')).toEqual(pending);
      expect(await tenants.takePendingConsent(tenant, 'state-hash')).toBeNull();
      expect(await tenants.takePendingConsent(tenant, 'other')).not.toBeNull();
    });

    test('of many that take the same pending consent at once, one gets it', async () => {
      const { tenants } = await open();
      await tenants.savePendingConsent(tenant, { stateHash: 'state-hash', expiresAt: '2026-01-01T00:10:00.000Z' });
      const taken = await Promise.all(
        Array.from({ length: 5 }, () => tenants.takePendingConsent(tenant, 'state-hash')),
      );
      expect(taken.filter((pending) => pending !== null)).toHaveLength(1);
    });

    test('an expired pending consent is returned: the caller judges', async () => {
      const { tenants, setNow } = await open();
      const pending = { stateHash: 'state-hash', expiresAt: '2026-01-01T00:00:00.000Z' };
      await tenants.savePendingConsent(tenant, pending);
      setNow('2027-01-01T00:00:00.000Z');
      expect(await tenants.takePendingConsent(tenant, 'state-hash')).toEqual(pending);
    });
  });
}

/** What every WrappedKeyStore keeps. */
export function wrappedKeyStoreContract(name: string, open: OpenStores): void {
  describe(`wrapped keys in ${name}`, () => {
    const first = { masterKeyId: 'master-1', wrapped: Uint8Array.of(0, 1, 255) };
    const second = { masterKeyId: 'master-2', wrapped: Uint8Array.of(9) };
    const plain = (key: WrappedKey | null) => key && { ...key, wrapped: [...key.wrapped] };

    test('a tenant without a key has null', async () => {
      const { wrappedKeys } = await open();
      expect(await wrappedKeys.wrappedKey(tenant)).toBeNull();
    });

    test('the first key stays, and the second caller gets it', async () => {
      const { wrappedKeys } = await open();
      const [one, two] = await Promise.all([
        wrappedKeys.addWrappedKey(tenant, first),
        wrappedKeys.addWrappedKey(tenant, second),
      ]);
      expect(plain(one)).toEqual(plain(first));
      expect(plain(two)).toEqual(plain(first));
      expect(plain(await wrappedKeys.wrappedKey(tenant))).toEqual(plain(first));
    });
  });
}
