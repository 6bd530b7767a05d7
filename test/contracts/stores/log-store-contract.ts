import { describe, expect, test } from 'vitest';
import type { LogStore } from '../../../src/runs/stores.ts';
import type { Hashed } from '../../../src/sync/log.ts';
import { collect } from './open-stores.ts';
import { sampleRead, tenant } from './sample-rows.ts';

const unread = {
  version: 0,
  itemCount: 0,
  cursor: null,
  definitionHash: null,
  readAt: null,
  snapshotAt: null,
};

export interface OpenedLogs<Content> {
  readonly logs: LogStore<Content>;
  readonly setNow: (instant: string) => void;
}

const gone = '2026-03-01T00:00:00.000Z';

/** What every LogStore keeps, whatever it is a log of. */
export function logStoreContract<Content>(
  name: string,
  openLogs: () => Promise<OpenedLogs<Content>>,
  sample: (itemId: string, displayName?: string | null) => Hashed<Content>,
): void {
  describe(name, () => {
    test('an unknown log is at version 0 and unread', async () => {
      const { logs } = await openLogs();
      expect(await logs.head(tenant, 'c')).toEqual(unread);
      expect(await logs.hashes(tenant, 'c', ['a'])).toEqual(new Map());
      expect(await collect(logs.itemIds(tenant, 'c'))).toEqual([]);
      expect(await collect(logs.changes(tenant, 'c', 0, 10))).toEqual([]);
    });

    test('each item gets the next version, in order, and its content comes back as it was', async () => {
      const { logs } = await openLogs();
      expect(await logs.append(tenant, 'c', [sample('b'), sample('a', 'Bo')])).toBe(2);
      expect(await logs.append(tenant, 'c', [sample('z', 'Zoë 🦊')])).toBe(3);
      expect(await collect(logs.changes(tenant, 'c', 0, 3))).toEqual([
        { ...sample('b'), version: 1 },
        { ...sample('a', 'Bo'), version: 2 },
        { ...sample('z', 'Zoë 🦊'), version: 3 },
      ]);
    });

    test('appending nothing gives the head as it is', async () => {
      const { logs } = await openLogs();
      expect(await logs.append(tenant, 'c', [])).toBe(0);
      await logs.append(tenant, 'c', [sample('a')]);
      expect(await logs.append(tenant, 'c', [])).toBe(1);
    });

    test("an item's new entry replaces its former one", async () => {
      const { logs } = await openLogs();
      await logs.append(tenant, 'c', [sample('a'), sample('b')]);
      expect(await logs.append(tenant, 'c', [sample('a', 'Ada L.')])).toBe(3);
      expect(await collect(logs.changes(tenant, 'c', 0, 3))).toEqual([
        { ...sample('b'), version: 2 },
        { ...sample('a', 'Ada L.'), version: 3 },
      ]);
    });

    test('an item that is appended twice in one call keeps the last', async () => {
      const { logs } = await openLogs();
      expect(await logs.append(tenant, 'c', [sample('a', 'One'), sample('a', 'Two')])).toBe(2);
      expect(await collect(logs.changes(tenant, 'c', 0, 2))).toEqual([{ ...sample('a', 'Two'), version: 2 }]);
      expect((await logs.head(tenant, 'c')).itemCount).toBe(1);
    });

    test('a tombstone is a change, has the hash "", and is no item', async () => {
      const { logs } = await openLogs();
      await logs.append(tenant, 'c', [sample('a'), sample('b')]);
      await logs.append(tenant, 'c', [sample('a', null), sample('never-there', null)]);
      expect(await logs.hashes(tenant, 'c', ['a', 'b', 'missing'])).toEqual(
        new Map([
          ['a', ''],
          ['b', 'hash-Ada'],
        ]),
      );
      expect(await collect(logs.itemIds(tenant, 'c'))).toEqual(['b']);
      expect(await logs.head(tenant, 'c')).toMatchObject({ version: 4, itemCount: 1 });
      expect(await collect(logs.changes(tenant, 'c', 2, 4))).toEqual([
        { ...sample('a', null), version: 3, goneAt: gone },
        { ...sample('never-there', null), version: 4, goneAt: gone },
      ]);
    });

    test('an item may come back after its tombstone', async () => {
      const { logs } = await openLogs();
      for (const displayName of ['Ada', null, 'Ada again']) {
        await logs.append(tenant, 'c', [sample('a', displayName)]);
      }
      expect(await logs.head(tenant, 'c')).toMatchObject({ version: 3, itemCount: 1 });
      expect(await collect(logs.itemIds(tenant, 'c'))).toEqual(['a']);
    });

    test('a tombstone says since when the item is gone, and says so again when it is appended again', async () => {
      const { logs, setNow } = await openLogs();
      const goneAt = async () => (await logs.entries(tenant, 'c', ['a'])).get('a')?.goneAt;
      const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'].map((date) => `${date}T00:00:00.000Z`);
      const steps = ['Ada', null, null, 'Ada', null];
      const seen: unknown[] = [];
      for (const [index, displayName] of steps.entries()) {
        setNow(days[index % 4] ?? '');
        await logs.append(tenant, 'c', [sample('a', displayName)]);
        seen.push(await goneAt());
      }
      expect(seen).toEqual([undefined, days[1], days[1], undefined, days[0]]);
    });

    test('entries of the asked items come whole, tombstones included', async () => {
      const { logs } = await openLogs();
      await logs.append(tenant, 'c', [sample('a'), sample('b', 'Bo'), sample('c', null)]);
      expect(await logs.entries(tenant, 'c', ['c', 'a', 'unknown'])).toEqual(
        new Map([
          ['a', { ...sample('a'), version: 1 }],
          ['c', { ...sample('c', null), version: 3, goneAt: gone }],
        ]),
      );
      expect(await logs.entries(tenant, 'c', [])).toEqual(new Map());
      expect(await logs.entries(tenant, 'unknown', ['a'])).toEqual(new Map());
    });

    test('what an entry has besides comes to nothing', async () => {
      const { logs } = await openLogs();
      const entry = { ...sample('a', null), version: 77, goneAt: '2020-01-01T00:00:00.000Z' };
      await logs.append(tenant, 'c', [entry]);
      expect(await collect(logs.changes(tenant, 'c', 0, 99))).toEqual([
        { ...sample('a', null), version: 1, goneAt: gone },
      ]);
    });

    test('changes are those after one version and up to another, over all pages', async () => {
      const { logs } = await openLogs();
      const ids = Array.from({ length: 20 }, (_, index) => `item-${index + 1}`);
      await logs.append(
        tenant,
        'c',
        ids.map((itemId) => sample(itemId)),
      );
      const versions = async (after: number, upTo: number) =>
        (await collect(logs.changes(tenant, 'c', after, upTo))).map(({ version }) => version);
      expect(await versions(0, 20)).toEqual(ids.map((_, index) => index + 1));
      expect(await versions(7, 13)).toEqual([8, 9, 10, 11, 12, 13]);
      expect(await versions(17, 99)).toEqual([18, 19, 20]);
      expect(await versions(20, 99)).toEqual([]);
      expect(await versions(5, 5)).toEqual([]);
    });

    test('all item ids come, each once, over all pages', async () => {
      const { logs } = await openLogs();
      const ids = Array.from({ length: 11 }, (_, index) => `item-${index}`);
      await logs.append(
        tenant,
        'c',
        ids.map((itemId) => sample(itemId)),
      );
      expect((await collect(logs.itemIds(tenant, 'c'))).toSorted()).toEqual(ids.toSorted());
    });

    test('one item that cannot be stored keeps all of its call out', async () => {
      const { logs } = await openLogs();
      await logs.append(tenant, 'c', [sample('a')]);
      const broken = {
        ...sample('c'),
        get contentHash(): string {
          throw new Error('no hash');
        },
      };
      await expect(logs.append(tenant, 'c', [sample('b'), broken])).rejects.toThrow('no hash');
      expect(await logs.head(tenant, 'c')).toMatchObject({ version: 1, itemCount: 1 });
      expect(await logs.hashes(tenant, 'c', ['b', 'c'])).toEqual(new Map());
    });

    test('appends at the same time do not share versions', async () => {
      const { logs } = await openLogs();
      const heads = await Promise.all(
        Array.from({ length: 10 }, (_, index) => logs.append(tenant, 'c', [sample(`item-${index}`)])),
      );
      expect(heads.toSorted((one, two) => one - two)).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
    });

    test('the cursor moves at the end of a complete read, and not by appending', async () => {
      const { logs } = await openLogs();
      await logs.append(tenant, 'c', [sample('a')]);
      expect(await logs.head(tenant, 'c')).toEqual({ ...unread, version: 1, itemCount: 1 });
      await logs.completeRead(tenant, 'c', sampleRead());
      const { snapshot, ...read } = sampleRead();
      expect(snapshot).toBe(true);
      const head = { version: 1, itemCount: 1, ...read, snapshotAt: read.readAt };
      expect(await logs.head(tenant, 'c')).toEqual(head);
      await logs.append(tenant, 'c', [sample('b')]);
      expect(await logs.head(tenant, 'c')).toEqual({ ...head, version: 2, itemCount: 2 });
    });

    test('reading changes leaves the time of the last snapshot', async () => {
      const { logs } = await openLogs();
      await logs.completeRead(tenant, 'c', sampleRead({ readAt: '2026-02-01T00:00:00.000Z' }));
      const later = '2026-02-02T00:00:00.000Z';
      await logs.completeRead(
        tenant,
        'c',
        sampleRead({ snapshot: false, cursor: 'cursor-2', definitionHash: 'definition-2', readAt: later }),
      );
      expect(await logs.head(tenant, 'c')).toEqual({
        version: 0,
        itemCount: 0,
        cursor: 'cursor-2',
        definitionHash: 'definition-2',
        readAt: later,
        snapshotAt: '2026-02-01T00:00:00.000Z',
      });
      await logs.completeRead(tenant, 'c', sampleRead({ cursor: null }));
      expect((await logs.head(tenant, 'c')).cursor).toBeNull();
    });

    test('logs are apart', async () => {
      const { logs } = await openLogs();
      await logs.append(tenant, 'c', [sample('a')]);
      expect(await logs.append(tenant, 'd', [sample('b'), sample('c')])).toBe(2);
      expect(await collect(logs.itemIds(tenant, 'c'))).toEqual(['a']);
    });

    test('ids that differ only in case are different', async () => {
      const { logs } = await openLogs();
      await logs.append(tenant, 'c', [sample('id', 'lower'), sample('ID', 'upper')]);
      await logs.append(tenant, 'C', [sample('other')]);
      expect((await logs.head(tenant, 'c')).itemCount).toBe(2);
      expect(await logs.hashes(tenant, 'c', ['ID', 'Id'])).toEqual(new Map([['ID', 'hash-upper']]));
    });
  });
}
