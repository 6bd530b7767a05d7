import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Cursor, SourcePage } from '../../../src/runs/ports.ts';
import type { SourceRecord } from '../../../src/sync/source-record.ts';
import { expectFailure, never, type ReadOutcome, readToEnd } from './contract-reads.ts';
import type { ContractSetting, OutsideWorld } from './outside-world.ts';

/** What organizational contacts as a `ContactSource` keep. */
export function organizationalContactsContract(name: string, setting: ContractSetting): void {
  describe(`${name}: organizational contacts as a source`, () => {
    let world: OutsideWorld;

    beforeEach(async () => {
      world = await setting.open();
    });
    afterEach(() => world.close());

    const source = () =>
      world.connector.source({ kind: 'organizational-contacts', sourceId: 'partners', connectionId: 'connection' });
    const read = (cursor: Cursor | null, signal: AbortSignal = never): Promise<ReadOutcome<SourceRecord>> =>
      readToEnd(source().read(cursor, signal), viewOf, ({ itemId }) => itemId);
    const add = async (count: number): Promise<readonly string[]> => {
      const ids: string[] = [];
      for (let i = 0; i < count; i += 1) ids.push(await world.addOrgContact({ displayName: `Contact ${i}` }));
      return ids;
    };

    test('a snapshot has all of them and nobody else, and its last page has a cursor', async () => {
      const person = await world.addPerson({ displayName: 'Anna' });
      const ids = await add(setting.moreThanAPage['org-contacts.page']);
      const { last, cursor, pages } = await read(null);
      expect([...last.keys()].sort()).toEqual([...ids].sort());
      expect(last.has(person)).toBe(false);
      expect(cursor).not.toBeNull();
      expect(pages).toBeGreaterThan(1);
    });

    test('a record carries what the list says', async () => {
      const contact = { displayName: 'Fabrikam Störung', companyName: 'Fabrikam', department: 'Hotline' };
      const id = await world.addOrgContact({ ...contact, mail: 'hotline@example.com' });
      expect((await read(null)).last.get(id)).toMatchObject({
        itemId: id,
        kind: 'contact',
        hiddenFromLists: false,
        fields: { ...contact, emailAddresses: [{ address: 'hotline@example.com' }] },
      });
    });

    test('changes since a cursor: which came, changed and left, and no others', async () => {
      const [, changed, left] = await add(3);
      if (changed === undefined || left === undefined) throw new Error('three were added');
      const snapshot = await read(null);
      const came = await world.addOrgContact({ displayName: 'New' });
      await world.changeOrgContact(changed, { department: 'Moved' });
      await world.removeOrgContact(left);
      const delta = await read(snapshot.cursor);
      expect([...delta.last.keys()].sort()).toEqual([came, changed, left].sort());
      expect(delta.last.get(changed)?.fields).toMatchObject({ displayName: 'Contact 1', department: 'Moved' });
      expect(delta.last.get(left)).toBeNull();
      expect([...(await read(delta.cursor)).last]).toEqual([]);
    });

    test('an expired cursor says so, and a snapshot works', async () => {
      const ids = await add(1);
      const { cursor } = await read(null);
      await world.expireCursors('org-contacts.page');
      await expectFailure(read(cursor), 'cursor-expired');
      expect([...(await read(null)).last.keys()]).toEqual(ids);
    });

    test('a read that breaks on the way throws, and no cursor came', async () => {
      await add(setting.moreThanAPage['org-contacts.page']);
      await world.breakSecondPage('org-contacts.page');
      await expectFailure(read(null), 'unavailable', 'throttled', 'invalid-answer');
    });

    test('a last page that is cut short never looks complete', async () => {
      await add(1);
      await world.cutLastPage('org-contacts.page');
      const cursor = await read(null).then(
        (outcome) => outcome.cursor,
        () => null,
      );
      expect(cursor).toBeNull();
    });

    test('cancelled', async () => {
      await expectFailure(read(null, AbortSignal.abort()), 'cancelled');
    });
  });
}

function viewOf({ records, removed, cursor }: SourcePage) {
  return { entries: records, removed, cursor };
}
