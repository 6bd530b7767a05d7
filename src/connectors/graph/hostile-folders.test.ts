import { describe, expect, test, vi } from 'vitest';
import type { LeftoverCriteria } from '../../runs/ports.ts';
import { maxFolders } from './answer-limits.ts';
import { createRoutedGraph, type FakeRoutes, list, notFound, ok } from './fake-routes.ts';
import { createHostileGraph } from './hostile-graph.test-fixture.ts';
import { folderStampPropertyId, parentFolderStamp, stampPropertyId } from './stamp.ts';

// A busy machine takes its time for a tree without end.
vi.setConfig({ testTimeout: 60_000 });

const never = new AbortController().signal;
const top = '/users/m/contactFolders';
const below = (id: string) => `${top}/${id}/childFolders`;
const contactsIn = (id: string) => `${top}/${id}/contacts`;
const ours = { mailboxId: 'm', syncId: 's', folderId: 'f' } as const;

function folder(id: string, stamp: string, parentFolderId = 'root') {
  return {
    id,
    displayName: id,
    parentFolderId,
    singleValueExtendedProperties: [{ id: folderStampPropertyId, value: stamp }],
  };
}

const emptied = (id: string): FakeRoutes => ({
  [`GET ${contactsIn(id)}`]: list(),
  [`GET ${below(id)}`]: list(),
  [`DELETE ${top}/${id}`]: { status: 204 },
});

describe('a folder is deleted only when all of the look at it came', () => {
  const remove = async (routes: FakeRoutes) => {
    const graph = createRoutedGraph({ [`GET ${top}/f`]: ok(folder('f', '1|s')), ...emptied('f'), ...routes });
    const outcome = await graph.connector.target.removeFolder(ours, never).catch((error: unknown) => error);
    return { outcome, deleted: graph.routes().filter((route) => route.startsWith('DELETE')) };
  };

  test('with empty lists it goes', async () => {
    expect(await remove({})).toEqual({ outcome: true, deleted: [`DELETE ${top}/f`] });
  });

  test('what is said of another folder counts for none', async () => {
    const { outcome, deleted } = await remove({ ...emptied('g'), [`GET ${top}/f`]: ok(folder('g', '1|s')) });
    expect(outcome).toMatchObject({ code: 'invalid-answer' });
    expect(deleted).toEqual([]);
  });

  test.each<[string, FakeRoutes]>([
    ['its contacts', { [`GET ${contactsIn('f')}`]: notFound }],
    ['its folders', { [`GET ${below('f')}`]: notFound }],
    ['either', { [`GET ${contactsIn('f')}`]: notFound, [`GET ${below('f')}`]: notFound }],
  ])('one that does not show %s stays', async (_what, routes) => {
    expect((await remove({ [`PATCH ${top}/f`]: ok({ id: 'f' }), ...routes })).deleted).toEqual([]);
  });

  test.each([{ status: 200 }, ok(null), ok(''), ok({}), ok([]), ok({ value: null }), ok({ value: {} })])(
    'one whose contacts are %j stays',
    async (answer) => {
      const { outcome, deleted } = await remove({ [`GET ${contactsIn('f')}`]: answer });
      expect(outcome).toBeInstanceOf(Error);
      expect(deleted).toEqual([]);
    },
  );

  test('what is said of another folder does not make an item gone', async () => {
    const { connector } = createRoutedGraph({ [`GET ${top}/f`]: ok({ id: 'g' }) });
    const item = { kind: 'contact', itemId: 'i', fields: {} } as const;
    const update = { kind: 'update', itemId: 'i', contentHash: 'h', item, mailItemId: 'c' } as const;
    const applied = connector.target.open(ours).apply([update], never);
    await expect(applied).rejects.toMatchObject({ code: 'invalid-answer' });
  });

  test('parents that are each other’s parent end', async () => {
    const { outcome, deleted } = await remove({
      [`GET ${top}/f`]: ok(folder('f', '1|s', 'p')),
      [`GET ${top}/p`]: ok(folder('p', parentFolderStamp, 'q')),
      [`GET ${top}/q`]: ok(folder('q', parentFolderStamp, 'p')),
      ...emptied('p'),
      ...emptied('q'),
    });
    expect(outcome).toBe(true);
    expect(deleted).toEqual([`DELETE ${top}/f`, `DELETE ${top}/p`, `DELETE ${top}/q`]);
  });
});

describe('a tree of folders', () => {
  /** Folders with the same ones below each, or with new ones. */
  const treeOf = (idsBelow: (request: number) => readonly string[]) => {
    let request = 0;
    return createHostileGraph(() => {
      request += 1;
      return { text: JSON.stringify({ value: idsBelow(request).map((id) => folder(id, '1|s')) }) };
    });
  };

  test('in which folders are below themselves is looked at once', async () => {
    const { connector, asked } = treeOf(() => ['a', 'b', 'c']);
    expect(await connector.target.ownFolders('m', never)).toHaveLength(3);
    expect(asked).toHaveLength(4);
  });

  test('without end is given up', async () => {
    const { connector, asked } = treeOf((request) => Array.from({ length: 100 }, (_, index) => `${request}-${index}`));
    await expect(connector.target.ownFolders('m', never)).rejects.toMatchObject({ code: 'invalid-answer' });
    expect(asked.length).toBeLessThan(maxFolders);
  });
});

describe('nothing is a leftover', () => {
  const category: LeftoverCriteria = { kind: 'category', category: 'Old' };
  const foreign = 'String {00020329-0000-0000-c000-000000000046} Name OtherProduct';
  const find = async (criteria: LeftoverCriteria, contact: object) => {
    const { connector } = createRoutedGraph({
      [`GET ${top}`]: list(),
      'GET /users/m/contacts': list({ id: 'a', ...contact }),
    });
    return (await Array.fromAsync(connector.leftovers.find('m', criteria, never))).flat();
  };
  const stamped = (value: unknown) => ({
    categories: ['Old'],
    singleValueExtendedProperties: [{ id: stampPropertyId, value }],
  });

  test('but what bears the mark', async () => {
    expect(await find(category, { categories: ['x', 'OLD '] })).toHaveLength(1);
    expect(await find(category, { categories: ['Older'] })).toEqual([]);
    expect(await find(category, {})).toEqual([]);
    const marked = { singleValueExtendedProperties: [{ id: foreign, value: '' }] };
    expect(await find({ kind: 'property', id: foreign }, marked)).toHaveLength(1);
    expect(await find({ kind: 'property', id: foreign }, {})).toEqual([]);
  });

  test.each(['1|s|i|h', '2|of a later version', 'x'])('that has our stamp, whatever it says: %s', async (value) => {
    expect(await find(category, stamped(value))).toEqual([]);
  });

  test('that is in a folder with our stamp, whatever it says', async () => {
    const { connector, routes } = createRoutedGraph({ [`GET ${top}`]: list(folder('Old', '2|of a later version')) });
    const found = connector.leftovers.find('m', { kind: 'folder', name: 'Old' }, never);
    expect(await Array.fromAsync(found)).toEqual([]);
    expect(routes()).not.toContain(`GET ${contactsIn('Old')}`);
  });

  test.each([7, {}, ['1|s|i|h'], true])('whose stamp cannot be read: %j', async (value) => {
    await expect(find(category, stamped(value))).rejects.toMatchObject({ code: 'invalid-answer' });
  });

  test('that cannot be read: it is found whole or not at all', async () => {
    await expect(find(category, { categories: ['Old'], displayName: 7 })).rejects.toMatchObject({
      code: 'invalid-answer',
    });
    const [found] = await find(category, { categories: ['Old'], businessAddress: { city: 'Ulm', unknown: [[['x']]] } });
    expect(JSON.parse(found?.content ?? '')).toEqual({ categories: ['Old'], businessAddress: { city: 'Ulm' } });
  });
});
