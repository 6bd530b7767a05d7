import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectFailure, never } from './contract-reads.ts';
import type { ContractSetting, OutsideWorld } from './outside-world.ts';

/** What every connection says of itself. */
export function healthContract(name: string, setting: ContractSetting): void {
  describe(`${name}: health of a connection`, () => {
    let world: OutsideWorld;

    beforeEach(async () => {
      world = await setting.open();
    });
    afterEach(() => world.close());

    test('with all that is needed nothing is missing', async () => {
      const { permissions, missing, clockSkewMs } = await world.connector.health(never);
      expect(missing).toEqual([]);
      expect(permissions === null || permissions.length > 0).toBe(true);
      expect(Math.abs(clockSkewMs ?? 0)).toBeLessThan(60_000);
    });

    test('a permission that was withdrawn is missing at once', async () => {
      await world.connector.health(never);
      const withdrawn = await world.withdrawPermission();
      const { permissions, missing } = await world.connector.health(never);
      expect(missing).toEqual(permissions === null ? [] : [withdrawn]);
      expect(permissions ?? []).not.toContain(withdrawn);
    });

    test('cancelled', async () => {
      await expectFailure(world.connector.health(AbortSignal.abort()), 'cancelled');
    });
  });
}
