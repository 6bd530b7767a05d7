import { describe, expect, test } from 'vitest';
import type { OpenStores } from './open-stores.ts';
import { tenant } from './sample-rows.ts';

/** What every DocumentStore keeps. */
export function documentStoreContract(name: string, open: OpenStores): void {
  describe(`documents in ${name}`, () => {
    test('a document that was never put is null', async () => {
      const { documents } = await open();
      expect(await documents.document(tenant, 'settings', 'one')).toBeNull();
      expect(await documents.documents(tenant, 'settings')).toEqual([]);
      expect(await documents.removeDocument(tenant, 'settings', 'one')).toBe(false);
    });

    test('any JSON comes back as it was, with its revision and when it changed', async () => {
      const { documents, setNow } = await open();
      const content = { text: 'ä', list: [1, null, { deep: true }], empty: {} };
      expect(await documents.putDocument(tenant, 'settings', 'one', content, 0)).toBe(1);
      setNow('2026-03-02T00:00:00.000Z');
      expect(await documents.putDocument(tenant, 'settings', 'one', null, 1)).toBe(2);
      expect(await documents.putDocument(tenant, 'settings', 'another', content, 0)).toBe(1);
      const changedAt = '2026-03-02T00:00:00.000Z';
      const [another, one] = [
        { documentId: 'another', revision: 1, content, changedAt },
        { documentId: 'one', revision: 2, content: null, changedAt },
      ];
      expect(await documents.document(tenant, 'settings', 'one')).toEqual(one);
      expect(await documents.documents(tenant, 'settings')).toEqual([another, one]);
    });

    test('kinds are apart', async () => {
      const { documents } = await open();
      await documents.putDocument(tenant, 'settings', 'one', 1, 0);
      await documents.putDocument(tenant, 'webhook', 'one', 2, 0);
      expect(await documents.document(tenant, 'webhook', 'one')).toMatchObject({ content: 2 });
      expect(await documents.removeDocument(tenant, 'settings', 'one')).toBe(true);
      expect(await documents.documents(tenant, 'settings')).toEqual([]);
      expect(await documents.documents(tenant, 'webhook')).toHaveLength(1);
    });

    test.each([0, 1, 3])(
      'a change made from revision %i instead of 2 is a conflict, and changes nothing',
      async (from) => {
        const { documents } = await open();
        await documents.putDocument(tenant, 'settings', 'one', 'first', 0);
        await documents.putDocument(tenant, 'settings', 'one', 'second', 1);
        const putting = documents.putDocument(tenant, 'settings', 'one', 'third', from);
        await expect(putting).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
        expect(await documents.document(tenant, 'settings', 'one')).toMatchObject({ revision: 2, content: 'second' });
      },
    );

    test('a change of a document that was removed is a conflict', async () => {
      const { documents } = await open();
      await documents.putDocument(tenant, 'settings', 'one', 'first', 0);
      await documents.removeDocument(tenant, 'settings', 'one');
      const putting = documents.putDocument(tenant, 'settings', 'one', 'second', 1);
      await expect(putting).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
    });
  });
}
