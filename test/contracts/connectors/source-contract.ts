import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ContactSource, Cursor, SourcePage } from '../../../src/runs/ports.ts';
import { defaultGalRules } from '../../../src/sync/gal-rules.ts';
import type { SourceRecord } from '../../../src/sync/source-record.ts';
import { expectFailure, never, type ReadOutcome, readToEnd } from './contract-reads.ts';
import type { ContractSetting, OutsideWorld } from './outside-world.ts';

/** What the address list as a `ContactSource` keeps. */
export function sourceContract(name: string, setting: ContractSetting): void {
  describe(`${name}: the address list as a source`, () => {
    let world: OutsideWorld;

    beforeEach(async () => {
      world = await setting.open();
    });
    afterEach(() => world.close());

    const gal = (): ContactSource =>
      world.connector.source({
        kind: 'gal',
        rules: defaultGalRules,
        photoPixels: null,
        sourceId: 'people',
        connectionId: 'connection',
      });
    const read = (cursor: Cursor | null, signal: AbortSignal = never): Promise<ReadOutcome<SourceRecord>> =>
      readToEnd(gal().read(cursor, signal), viewOf, ({ itemId }) => itemId);

    async function addPeople(count: number): Promise<readonly string[]> {
      const ids: string[] = [];
      for (let i = 0; i < count; i += 1) ids.push(await world.addPerson({ displayName: `Person ${i}` }));
      return ids;
    }

    test('a snapshot has everyone, and its last page has a cursor', async () => {
      const ids = await addPeople(setting.moreThanAPage['source.page']);
      const { last, cursor, pages } = await read(null);
      expect(ids.filter((id) => last.get(id) === undefined)).toEqual([]);
      expect(cursor).not.toBeNull();
      expect(pages).toBeGreaterThan(1);
    });

    test('a record carries what the list says', async () => {
      const id = await world.addPerson({
        displayName: "Zoë O'Neill-Müller",
        department: 'Vertrieb',
        jobTitle: 'Leiterin',
        mobilePhone: '+49 151 123456',
        address: 'zoe@example.com',
      });
      const { last } = await read(null);
      expect(last.get(id)).toMatchObject({
        itemId: id,
        kind: 'account',
        enabled: true,
        hiddenFromLists: false,
        fields: {
          displayName: "Zoë O'Neill-Müller",
          department: 'Vertrieb',
          jobTitle: 'Leiterin',
          mobilePhone: '+49 151 123456',
          emailAddresses: [{ address: 'zoe@example.com' }],
        },
      });
    });

    test('nothing changed: nothing comes but a cursor', async () => {
      await addPeople(3);
      const snapshot = await read(null);
      const changes = await read(snapshot.cursor);
      expect([...changes.last]).toEqual([]);
      expect(changes.cursor).not.toBeNull();
    });

    test('changes since a cursor: who came, who changed, who left, and nobody else', async () => {
      const [stays, changes, leaves] = await addPeople(3);
      const snapshot = await read(null);
      if (stays === undefined || changes === undefined || leaves === undefined) throw new Error('three were added');
      const comes = await world.addPerson({ displayName: 'New' });
      await world.changePerson(changes, { department: 'Moved' });
      await world.removePerson(leaves);

      const delta = await read(snapshot.cursor);
      expect([...delta.last.keys()].sort()).toEqual([comes, changes, leaves].sort());
      expect(delta.last.get(comes)?.fields.displayName).toBe('New');
      expect(delta.last.get(changes)?.fields).toMatchObject({ displayName: 'Person 1', department: 'Moved' });
      expect(delta.last.get(leaves)).toBeNull();

      const nothingMore = await read(delta.cursor);
      expect([...nothingMore.last]).toEqual([]);
    });

    test('a cursor can be read from twice', async () => {
      const [id] = await addPeople(2);
      const { cursor } = await read(null);
      if (id === undefined) throw new Error('two were added');
      await world.changePerson(id, { jobTitle: 'Twice' });
      const once = await read(cursor);
      const twice = await read(cursor);
      expect([...twice.last]).toEqual([...once.last]);
      expect(once.last.get(id)?.fields.jobTitle).toBe('Twice');
    });

    test('what is cleared in the list is absent in the record', async () => {
      const id = await world.addPerson({ displayName: 'Anna', department: 'Vertrieb', jobTitle: 'Leiterin' });
      const { cursor } = await read(null);
      await world.changePerson(id, { department: '' });
      const { last } = await read(cursor);
      expect(last.get(id)?.fields).not.toHaveProperty('department');
      expect(last.get(id)?.fields).toMatchObject({ displayName: 'Anna', jobTitle: 'Leiterin' });
    });

    test('snapshot and changes, read one after the other, are the list', async () => {
      const ids = [...(await addPeople(12))];
      let { last: known, cursor } = await read(null);
      for (let round = 0; round < 4; round += 1) {
        for (let step = 0; step < 5; step += 1) {
          const at = (round * 7 + step * 3) % ids.length;
          const id = ids[at];
          if (id === undefined) continue;
          if (step === 4) {
            await world.removePerson(id);
            ids.splice(at, 1);
          } else await world.changePerson(id, { department: `${round}.${step}` });
        }
        ids.push(await world.addPerson({ displayName: `Late ${round}` }));
        const delta = await read(cursor);
        known = new Map([...known, ...delta.last]);
        cursor = delta.cursor;
      }
      const snapshot = await read(null);
      const present = (map: ReadonlyMap<string, SourceRecord | null>): unknown =>
        [...map].filter(([, record]) => record !== null).sort(([a], [b]) => (a < b ? -1 : 1));
      expect(present(known)).toEqual(present(snapshot.last));
      expect(ids.filter((id) => snapshot.last.get(id) === undefined)).toEqual([]);
    });

    test('an expired cursor says so, and a snapshot works', async () => {
      const [id] = await addPeople(1);
      const { cursor } = await read(null);
      await world.expireCursors('source.page');
      await expectFailure(read(cursor), 'cursor-expired');
      const snapshot = await read(null);
      expect([...snapshot.last.keys()]).toContain(id);
      expect(snapshot.cursor).not.toBeNull();
    });

    test('a read that breaks on the way throws, and no cursor came', async () => {
      await addPeople(setting.moreThanAPage['source.page']);
      await world.breakSecondPage('source.page');
      const cursors: (Cursor | null)[] = [];
      const reading = (async () => {
        for await (const page of gal().read(null, never)) cursors.push(page.cursor);
      })();
      await expectFailure(reading, 'unavailable', 'throttled', 'invalid-answer');
      expect(cursors.length).toBeGreaterThan(0);
      expect(cursors.every((cursor) => cursor === null)).toBe(true);
    });

    test('a last page that is cut short never looks complete', async () => {
      await addPeople(3);
      await world.cutLastPage('source.page');
      const cursor = await read(null).then(
        (outcome) => outcome.cursor,
        () => null,
      );
      expect(cursor).toBeNull();
    });

    test('cancelled', async () => {
      await addPeople(1);
      await expectFailure(read(null, AbortSignal.abort()), 'cancelled');
    });
  });
}

function viewOf(page: SourcePage) {
  return { entries: page.records, removed: page.removed, cursor: page.cursor };
}
