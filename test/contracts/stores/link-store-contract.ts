import { describe, expect, test } from 'vitest';
import type { LinkWrite } from '../../../src/runs/stores.ts';
import type { Link } from '../../../src/sync/operations.ts';
import { collect, type OpenStores } from './open-stores.ts';
import { sampleLink, tenant } from './sample-rows.ts';

/** What every ReplicaStore keeps of the links of its replicas. */
export function linkStoreContract(name: string, open: OpenStores): void {
  async function openWithReplicas() {
    const { replicas } = await open();
    await replicas.addReplicas(tenant, 'sync-1', ['m', 'M', 'n']);
    const write = (mailboxId: string, change: Partial<LinkWrite>) =>
      replicas.writeLinks(tenant, 'sync-1', mailboxId, { put: [], remove: [], ...change });
    const links = async (mailboxId: string, ...itemIds: string[]) => [
      ...(await replicas.links(tenant, 'sync-1', mailboxId, itemIds)).values(),
    ];
    const count = (mailboxId: string) => replicas.countLinks(tenant, 'sync-1', mailboxId);
    return { replicas, write, links, count };
  }

  describe(`links in ${name}`, () => {
    test('a replica without links, and one that is not there, have none', async () => {
      const { links, count } = await openWithReplicas();
      expect(await links('m', 'a')).toEqual([]);
      expect(await links('unknown', 'a')).toEqual([]);
      expect(await count('m')).toBe(0);
      expect(await count('unknown')).toBe(0);
    });

    test('the links of the asked items come, by item id', async () => {
      const { replicas, write } = await openWithReplicas();
      await write('m', { put: [sampleLink('a'), sampleLink('b'), sampleLink('c')] });
      expect(await replicas.links(tenant, 'sync-1', 'm', ['c', 'a', 'unknown'])).toEqual(
        new Map([
          ['a', sampleLink('a')],
          ['c', sampleLink('c')],
        ]),
      );
      expect(await replicas.links(tenant, 'sync-1', 'm', [])).toEqual(new Map());
    });

    test('what may be absent comes back as it was, and a new link does not keep it', async () => {
      const { write, links } = await openWithReplicas();
      const whole: Link = { ...sampleLink('b'), changeKey: 'CQ==', photo: 'photo-hash', dismissed: true };
      await write('m', { put: [sampleLink('a'), whole, { ...sampleLink('c'), changeKey: '' }] });
      expect(await links('m', 'a', 'b', 'c')).toStrictEqual([
        sampleLink('a'),
        whole,
        { ...sampleLink('c'), changeKey: '' },
      ]);
      await write('m', { put: [sampleLink('b')] });
      expect(await links('m', 'b')).toStrictEqual([sampleLink('b')]);
    });

    test('all links of a replica come by item id, over all pages', async () => {
      const { replicas, write } = await openWithReplicas();
      const put = ['g', 'b', 'e', 'A', 'f', 'd', 'a'].map((itemId) => sampleLink(itemId));
      await write('m', { put: [{ ...sampleLink('c'), dismissed: true }, ...put] });
      await write('n', { put: [sampleLink('other')] });
      const found = await collect(replicas.allLinks(tenant, 'sync-1', 'm'));
      expect(found.map(({ itemId }) => itemId)).toEqual(['A', 'a', 'b', 'c', 'd', 'e', 'f', 'g']);
      expect(found[3]).toStrictEqual({ ...sampleLink('c'), dismissed: true });
      expect(await collect(replicas.allLinks(tenant, 'sync-1', 'unknown'))).toEqual([]);
    });

    test('putting replaces, removing takes those that are there', async () => {
      const { write, links, count } = await openWithReplicas();
      await write('m', { put: [sampleLink('a'), sampleLink('b')] });
      await write('m', { put: [sampleLink('a', 'new')], remove: ['b', 'unknown'] });
      expect(await links('m', 'a', 'b')).toEqual([sampleLink('a', 'new')]);
      expect(await count('m')).toBe(1);
    });

    test('clearing comes first, then putting, then removing', async () => {
      const { write, links, count } = await openWithReplicas();
      await write('m', { put: [sampleLink('old')] });
      await write('m', { clear: true, put: [sampleLink('a'), sampleLink('b')], remove: ['b'] });
      expect(await links('m', 'old', 'a', 'b')).toEqual([sampleLink('a')]);
      await write('m', { clear: true });
      expect(await count('m')).toBe(0);
    });

    test('writes 250 links and gives them back', async () => {
      const { replicas, write, count } = await openWithReplicas();
      const put = Array.from({ length: 250 }, (_, index) => sampleLink(`item-${index}`));
      await write('m', { put });
      expect(await count('m')).toBe(250);
      const found = await replicas.links(
        tenant,
        'sync-1',
        'm',
        put.map(({ itemId }) => itemId),
      );
      expect(found).toEqual(new Map(put.map((link) => [link.itemId, link])));
    });

    test('one link that cannot be stored keeps all of its write out, also the clearing', async () => {
      const { write, links } = await openWithReplicas();
      await write('m', { put: [sampleLink('a')] });
      const broken: Link = {
        ...sampleLink('c'),
        get writtenHash(): string {
          throw new Error('no hash');
        },
      };
      await expect(write('m', { clear: true, put: [sampleLink('b'), broken] })).rejects.toThrow('no hash');
      expect(await links('m', 'a', 'b', 'c')).toEqual([sampleLink('a')]);
    });

    test('nothing is kept of a replica that is not there', async () => {
      const { replicas, write, count } = await openWithReplicas();
      await write('unknown', { put: [sampleLink('a')] });
      await replicas.addReplicas(tenant, 'sync-1', ['unknown']);
      expect(await count('unknown')).toBe(0);
    });

    test('they go with their replica', async () => {
      const { replicas, write, count } = await openWithReplicas();
      await write('m', { put: [sampleLink('a')] });
      await write('n', { put: [sampleLink('a')] });
      await replicas.removeReplica(tenant, 'sync-1', 'm');
      await replicas.addReplicas(tenant, 'sync-1', ['m']);
      expect(await count('m')).toBe(0);
      expect(await count('n')).toBe(1);
    });

    test('ids that differ only in case are different', async () => {
      const { write, links } = await openWithReplicas();
      await write('m', { put: [sampleLink('aQ'), sampleLink('aq')] });
      await write('M', { put: [sampleLink('aq', 'other')] });
      await write('m', { remove: ['aQ'] });
      expect(await links('m', 'aQ', 'aq')).toEqual([sampleLink('aq')]);
      expect(await links('M', 'aQ', 'aq')).toEqual([sampleLink('aq', 'other')]);
    });
  });
}
