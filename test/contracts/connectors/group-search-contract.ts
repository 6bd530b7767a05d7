import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectFailure, never } from './contract-reads.ts';
import type { ContractSetting, OutsideWorld } from './outside-world.ts';

/** What every `GroupSearch` keeps. */
export function groupSearchContract(name: string, setting: ContractSetting): void {
  describe(`${name}: looking for groups`, () => {
    let world: OutsideWorld;

    beforeEach(async () => {
      world = await setting.open();
    });
    afterEach(() => world.close());

    const found = async (text: string) =>
      (await world.connector.groups.find(text, never)).map(({ displayName }) => displayName);

    test('by the beginnings of words, whatever their case, sorted by name', async () => {
      const south = await world.addGroup([], 'Vertrieb Süd');
      await world.addGroup([], 'Vertrieb Nord');
      await world.addGroup([], 'Service');
      expect(await found('vertr')).toEqual(['Vertrieb Nord', 'Vertrieb Süd']);
      expect(await found('süd VERTRIEB')).toEqual(['Vertrieb Süd']);
      expect(await found('rieb')).toEqual([]);
      expect(await world.connector.groups.find('süd', never)).toEqual([
        { groupId: south, displayName: 'Vertrieb Süd', mail: null, dynamic: false },
      ]);
    });

    test('signs in a text are no syntax', async () => {
      await world.addGroup([], 'R&D "Phones" (Berlin)');
      expect(await found('r&d "pho')).toEqual(['R&D "Phones" (Berlin)']);
      expect(await found('" OR "displayName:')).toEqual([]);
      expect(await found('"()&')).toEqual([]);
    });

    test('cancelled', async () => {
      await expectFailure(world.connector.groups.find('a', AbortSignal.abort()), 'cancelled');
    });
  });
}
