import { describe, expect, test } from 'vitest';
import type { Definitions } from '../../../src/runs/definition.ts';
import type { OpenStores } from './open-stores.ts';
import { sampleDefinitions, sampleSync, tenant } from './sample-rows.ts';

const nothing: Definitions = { sources: [], collections: [], audiences: [], syncs: [] };

/** What every DefinitionStore keeps. */
export function definitionStoreContract(name: string, open: OpenStores): void {
  describe(`definitions in ${name}`, () => {
    test('before any were saved there are none, at revision 0', async () => {
      const { definitions } = await open();
      expect(await definitions.definitions(tenant)).toEqual({ revision: 0, definitions: nothing });
    });

    test('every kind of definition comes back as it was', async () => {
      const { definitions } = await open();
      expect(await definitions.saveDefinitions(tenant, sampleDefinitions(), 0)).toBe(1);
      expect(await definitions.definitions(tenant)).toEqual({ revision: 1, definitions: sampleDefinitions() });
    });

    test('saving again replaces all of them', async () => {
      const { definitions } = await open();
      await definitions.saveDefinitions(tenant, sampleDefinitions(), 0);
      const changed = sampleDefinitions({ syncs: [sampleSync({ name: 'sales' })] });
      expect(await definitions.saveDefinitions(tenant, changed, 1)).toBe(2);
      expect(await definitions.definitions(tenant)).toEqual({ revision: 2, definitions: changed });
      expect(await definitions.saveDefinitions(tenant, nothing, 2)).toBe(3);
      expect(await definitions.definitions(tenant)).toEqual({ revision: 3, definitions: nothing });
    });

    test.each([0, 1, 3])(
      'a change made from revision %i instead of 2 is a conflict, and changes nothing',
      async (from) => {
        const { definitions } = await open();
        await definitions.saveDefinitions(tenant, nothing, 0);
        await definitions.saveDefinitions(tenant, sampleDefinitions(), 1);
        const saving = definitions.saveDefinitions(tenant, nothing, from);
        await expect(saving).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
        expect(await definitions.definitions(tenant)).toEqual({ revision: 2, definitions: sampleDefinitions() });
      },
    );

    test('of several who save at once, from the same revision, one succeeds', async () => {
      const { definitions } = await open();
      const all = [1, 2, 3, 4].map((maxItems) => {
        const [people] = sampleDefinitions().collections;
        if (!people) throw new Error('the sample has no collection');
        return sampleDefinitions({ collections: [{ ...people, guards: { ...people.guards, maxItems } }] });
      });
      const saved = await Promise.allSettled(all.map((one) => definitions.saveDefinitions(tenant, one, 0)));
      const winner = saved.findIndex(({ status }) => status === 'fulfilled');
      expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await definitions.definitions(tenant)).toEqual({ revision: 1, definitions: all[winner] });
    });
  });
}
