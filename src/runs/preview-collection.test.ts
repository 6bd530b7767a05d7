import { expect, test } from 'vitest';
import { previewCollection } from './preview-collection.ts';
import { never, previewOf } from './previews.test-fixture.ts';
import { createRunWorld, galSource, person, type RunWorld, testCollection } from './run-world.test-fixture.ts';

const mail = (address: string) => ({ emailAddresses: [{ address }] });
const partners = { ...galSource, sourceId: 'partners', kind: 'organizational-contacts' } as const;

/** Two sources, one person in both. */
async function twoSources(): Promise<RunWorld> {
  const w = createRunWorld(0, 1);
  w.world.putPerson(person(1, { fields: { displayName: 'Ada', department: 'Sales', ...mail('ada@example.com') } }));
  w.world.putPerson(person(2, { fields: { displayName: 'Bo', department: 'IT', ...mail('bo@example.com') } }));
  w.world.putPerson(person(3, { enabled: false }));
  w.world.putOrgContact(person(4, { kind: 'contact', fields: { displayName: 'A. L.', ...mail('ADA@example.com') } }));
  w.world.putOrgContact(person(5, { kind: 'contact', fields: { displayName: 'Cleo' } }));
  const { rules: _, photoPixels: __, ...contacts } = partners;
  w.sources = [galSource, contacts];
  w.collection = { ...testCollection, sourceIds: ['gal', 'partners'] };
  expect(await w.run()).toMatchObject({ state: 'done' });
  return w;
}

async function preview(w: RunWorld, changes: Partial<RunWorld['collection']> = {}, search = '') {
  const { context, keysOf } = previewOf(w);
  return previewCollection({ ...context, collection: { ...w.collection, ...changes } }, search, keysOf, never);
}

test('people of several sources count once, as the collection has them', async () => {
  const w = await twoSources();
  const found = await preview(w);
  expect(found).toMatchObject({
    sources: [
      { sourceId: 'gal', entries: 3, byRule: { listed: 2, disabled: 1 } },
      { sourceId: 'partners', entries: 2, byRule: { listed: 2 } },
    ],
    filter: { records: 4, steps: [] },
    items: 3,
    combined: { people: 1, sample: [{ displayName: 'Ada' }] },
    unread: [],
  });
  expect(found.items).toBe((await w.stores.collections.head('tenant-1', 'collection-1')).itemCount);
  expect(found.sample.map(({ displayName }) => displayName)).toEqual(['Ada', 'Bo', 'Cleo']);
});

test('rules that are not saved count and change nothing', async () => {
  const w = await twoSources();
  const before = await w.stores.collections.head('tenant-1', 'collection-1');
  const where = { kind: 'field', field: 'department', is: 'equal', values: ['sales'] } as const;
  const found = await preview(w, { filter: [{ action: 'include', where }] });
  expect(found.filter.steps).toEqual([{ matched: 1, listedAfter: 1 }]);
  expect(found).toMatchObject({ items: 1, sample: [{ displayName: 'Ada' }] });
  expect(await preview(w, { match: { by: [], idFrom: null } })).toMatchObject({
    items: 4,
    combined: { people: 0, sample: [] },
  });
  expect(await w.stores.collections.head('tenant-1', 'collection-1')).toEqual(before);
});

test('one source counts its entries, each a person', async () => {
  const w = createRunWorld(30, 1);
  await w.run();
  const found = await preview(w);
  expect(found.items).toBe(30);
  expect(found.sample).toHaveLength(20);
  expect((await preview(w, {}, 'person 30')).sample).toMatchObject([{ itemId: 'person-30', phone: '+4989123430' }]);
  expect((await preview(w, {}, 'nobody')).sample).toEqual([]);
});

test('a source of which nothing was read is named', async () => {
  const w = createRunWorld(2, 1);
  expect(await preview(w)).toMatchObject({ items: 0, unread: ['gal'], sample: [] });
});

test('a group that cannot be read is never an empty one', async () => {
  const w = createRunWorld(2, 1);
  await w.run();
  const filter = [
    { action: 'include', where: { kind: 'group', groupId: '00000000-0000-0000-0000-000000000001' } },
  ] as const;
  await expect(preview(w, { filter })).rejects.toMatchObject({ code: 'not-found' });
});
