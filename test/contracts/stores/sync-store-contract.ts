import { describe, expect, test } from 'vitest';
import type { OpenStores } from './open-stores.ts';
import { sampleSync, tenant } from './sample-rows.ts';

/** What every SyncStore keeps. */
export function syncStoreContract(name: string, open: OpenStores): void {
  describe(`syncs in ${name}`, () => {
    test('an unknown sync is null', async () => {
      const { syncs } = await open();
      expect(await syncs.sync(tenant, 'sync-1')).toBeNull();
      expect(await syncs.syncs(tenant)).toEqual([]);
    });

    test('every kind of definition comes back as it was', async () => {
      const { syncs } = await open();
      const all = [
        sampleSync({ syncId: 'a', audience: { kind: 'everyone' } }),
        sampleSync({ syncId: 'b', audience: { kind: 'mailboxes', mailboxes: ['ada@contoso.example', 'mailbox-1'] } }),
        sampleSync({ syncId: 'c', mapping: { fields: {}, phones: { defaultCountry: 'FR', extensions: [] } } }),
        sampleSync({ syncId: 'd' }),
      ];
      for (const sync of all.toReversed()) await syncs.saveSync(tenant, sync);
      expect(await syncs.syncs(tenant)).toEqual(all);
      expect(await syncs.sync(tenant, 'b')).toEqual(all[1]);
    });

    test('saving again replaces', async () => {
      const { syncs } = await open();
      await syncs.saveSync(tenant, sampleSync());
      const changed = sampleSync({ name: 'Sales', folderName: 'Sales' });
      await syncs.saveSync(tenant, changed);
      expect(await syncs.syncs(tenant)).toEqual([changed]);
    });
  });
}
