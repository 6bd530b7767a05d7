import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/runs/connector-error.ts';
import type { Cursor, SourcePage } from '../../../src/runs/ports.ts';
import type { SourceRecord } from '../../../src/sync/source-record.ts';
import { expectFailure, never, type ReadOutcome, readToEnd } from './contract-reads.ts';
import type { ContractSetting, OutsideWorld } from './outside-world.ts';

/** What the members of a group as a `ContactSource` keep. A cursor may say what changed, or always be an expired one. */
export function groupSourceContract(name: string, setting: ContractSetting): void {
  describe(`${name}: a group as a source`, () => {
    let world: OutsideWorld;

    beforeEach(async () => {
      world = await setting.open();
    });
    afterEach(() => world.close());

    const source = (groupId: string) =>
      world.connector.source({
        kind: 'group',
        groupId,
        photoPixels: null,
        sourceId: 'team',
        connectionId: 'connection',
      });
    const read = (
      groupId: string,
      cursor: Cursor | null = null,
      signal: AbortSignal = never,
    ): Promise<ReadOutcome<SourceRecord>> =>
      readToEnd(source(groupId).read(cursor, signal), viewOf, ({ itemId }) => itemId);
    const members = async (groupId: string): Promise<readonly string[]> =>
      [...(await read(groupId)).last.keys()].sort();

    /** What is known after reading on from a cursor, be it by changes or, where it has expired, by a snapshot. */
    async function readOn(groupId: string, before: ReadOutcome<SourceRecord>) {
      try {
        return new Map([...before.last, ...(await read(groupId, before.cursor)).last]);
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.code !== 'cursor-expired') throw error;
        return (await read(groupId)).last;
      }
    }

    test('people and organizational contacts, with what the list says of them', async () => {
      await world.addPerson({ displayName: 'Outside' });
      const anna = await world.addPerson({ displayName: 'Anna', department: 'Vertrieb', address: 'anna@example.com' });
      const hotline = await world.addOrgContact({ displayName: 'Hotline', companyName: 'Fabrikam' });
      const { last, cursor } = await read(await world.addGroup([anna, hotline]));
      expect([...last.keys()].sort()).toEqual([anna, hotline].sort());
      expect(last.get(anna)).toMatchObject({
        kind: 'account',
        enabled: true,
        fields: { displayName: 'Anna', department: 'Vertrieb', emailAddresses: [{ address: 'anna@example.com' }] },
      });
      expect(last.get(hotline)).toMatchObject({
        kind: 'contact',
        fields: { displayName: 'Hotline', companyName: 'Fabrikam' },
      });
      expect(cursor).not.toBeNull();
    });

    test('a group with nobody in it is a complete read of nothing', async () => {
      const { last, cursor } = await read(await world.addGroup([]));
      expect([...last]).toEqual([]);
      expect(cursor).not.toBeNull();
    });

    test('through groups that contain each other, each once', async () => {
      const anna = await world.addPerson({ displayName: 'Anna' });
      const ben = await world.addPerson({ displayName: 'Ben' });
      const hotline = await world.addOrgContact({ displayName: 'Hotline' });
      const one = await world.addGroup([anna, hotline]);
      const other = await world.addGroup([anna, ben, one]);
      await world.addToGroup(one, other);
      const everyone = [anna, ben, hotline].sort();
      expect(await members(one)).toEqual(everyone);
      expect(await members(other)).toEqual(everyone);
    });

    test('who came is there and who left is not, with changes or with a snapshot', async () => {
      const anna = await world.addPerson({ displayName: 'Anna' });
      const groupId = await world.addGroup([anna]);
      const before = await read(groupId);
      const ben = await world.addPerson({ displayName: 'Ben' });
      await world.addToGroup(groupId, ben);
      await world.removeFromGroup(groupId, anna);
      const known = await readOn(groupId, before);
      expect([...known].flatMap(([id, record]) => (record === null ? [] : [id]))).toEqual([ben]);
      expect(await members(groupId)).toEqual([ben]);
    });

    test('an unknown group is a failure, not an empty one', async () => {
      await expectFailure(read('5f1b9a4e-8c7d-4e2a-9b3f-0d6c1e2a7b48'), 'not-found');
    });

    test('a group that cannot be read completely is a failure, and no cursor came', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 9; i += 1) ids.push(await world.addPerson({ displayName: `Person ${i}` }));
      ids.push(await world.addOrgContact({ displayName: 'Hotline' }));
      const groupId = await world.addGroup(ids);
      await world.breakSecondPage('group.page');
      const cursors: (Cursor | null)[] = [];
      const reading = (async () => {
        for await (const page of source(groupId).read(null, never)) cursors.push(page.cursor);
      })();
      await expectFailure(reading, 'unavailable', 'throttled', 'invalid-answer');
      expect(cursors.every((cursor) => cursor === null)).toBe(true);
    });

    test('cancelled', async () => {
      await expectFailure(read(await world.addGroup([]), null, AbortSignal.abort()), 'cancelled');
    });
  });
}

function viewOf({ records, removed, cursor }: SourcePage) {
  return { entries: records, removed, cursor };
}
