import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directoryRoutes } from './routes.ts';
import { type Answer, baseUrl, createTestDirectory, linkOf, type TestDirectory, valuesOf } from './test-directory.ts';

type Item = Readonly<Record<string, unknown>>;

interface Round {
  readonly items: readonly Item[];
  readonly deltaLink: string;
  readonly pages: readonly Answer[];
}

/** Reads a round to its delta link; `between` happens before each next page. */
async function readRound(
  directory: TestDirectory,
  address: string,
  between: (page: number) => void = () => {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Round> {
  const items: Item[] = [];
  const pages: Answer[] = [];
  for (let link = address; ; ) {
    const page = await directory.ask('GET', link, { headers });
    pages.push(page);
    items.push(...valuesOf(page));
    const deltaLink = linkOf(page, 'deltaLink');
    const nextLink = linkOf(page, 'nextLink');
    expect([deltaLink, nextLink].filter((each) => each !== null)).toHaveLength(1);
    if (deltaLink !== null) return { items, deltaLink, pages };
    link = nextLink ?? '';
    between(pages.length);
  }
}

function smallDirectory(): TestDirectory {
  const directory = createTestDirectory(directoryRoutes);
  directory.addUser('u1', { displayName: 'Anna', department: 'Sales', mail: 'anna@contoso.com', accountEnabled: true });
  directory.addUser('u2', { displayName: 'Bert', department: 'HR', businessPhones: ['+49 30 1'] });
  directory.addUser('u3', { displayName: 'Cleo' });
  return directory;
}

test('the first round shows all objects with the selected properties that were ever set', async () => {
  const directory = smallDirectory();
  const { items } = await readRound(directory, '/users/delta?$select=displayName,department');
  expect(items).toEqual([
    { id: 'u1', displayName: 'Anna', department: 'Sales' },
    { id: 'u2', displayName: 'Bert', department: 'HR' },
    { id: 'u3', displayName: 'Cleo' },
  ]);
});

test('without $select a delta shows the default properties', async () => {
  const { items } = await readRound(smallDirectory(), '/users/delta');
  expect(items[0]).toEqual({ id: 'u1', displayName: 'Anna', mail: 'anna@contoso.com' });
});

test('the next round shows changed objects only, a cleared property as null', async () => {
  const directory = smallDirectory();
  const first = await readRound(directory, '/users/delta?$select=displayName,department');
  directory.changeUser('u1', { department: undefined });
  directory.changeUser('u3', { jobTitle: 'not selected' });
  const second = await readRound(directory, first.deltaLink);
  expect(second.items).toEqual([{ id: 'u1', displayName: 'Anna', department: null }]);
  expect((await readRound(directory, second.deltaLink)).items).toEqual([]);
});

test('Prefer: return=minimal shows only what changed', async () => {
  const directory = smallDirectory();
  const first = await readRound(directory, '/users/delta?$select=displayName,department');
  directory.changeUser('u1', { department: 'Legal' });
  const second = await readRound(directory, first.deltaLink, undefined, { prefer: 'foo, return=minimal' });
  expect(second.items).toEqual([{ id: 'u1', department: 'Legal' }]);
  expect(second.pages[0]?.headers).toEqual({ 'preference-applied': 'return=minimal' });
});

test('what is gone is shown as removed, with the reason; a soft-deleted object even in the first round', async () => {
  const directory = smallDirectory();
  const first = await readRound(directory, '/users/delta');
  directory.removeUser('u1', 'changed');
  directory.removeUser('u2', 'deleted');
  const removed = [
    { id: 'u1', '@removed': { reason: 'changed' } },
    { id: 'u2', '@removed': { reason: 'deleted' } },
  ];
  expect((await readRound(directory, first.deltaLink)).items).toEqual(removed);
  const fresh = await readRound(directory, '/users/delta?$select=id');
  expect(fresh.items).toEqual([{ id: 'u3' }, removed[0]]);
});

test('a restored object is shown in full', async () => {
  const directory = smallDirectory();
  directory.removeUser('u1', 'changed');
  const first = await readRound(directory, '/users/delta?$select=displayName');
  directory.addUser('u1', { displayName: 'Anna' });
  expect((await readRound(directory, first.deltaLink)).items).toEqual([{ id: 'u1', displayName: 'Anna' }]);
});

test('an object that changes while the round is read comes again in it', async () => {
  const directory = smallDirectory();
  directory.world.settings.directoryDeltaPageSize = 2;
  const { items, pages } = await readRound(directory, '/users/delta?$select=displayName', (page) => {
    if (page === 1) directory.changeUser('u1', { displayName: 'Anna Two' });
  });
  expect(items.map((item) => item.displayName)).toEqual(['Anna', 'Bert', 'Cleo', 'Anna Two']);
  expect(pages).toHaveLength(3);
});

test('a page may be empty and still have a next link', async () => {
  const directory = smallDirectory();
  const first = await readRound(directory, '/users/delta?$select=displayName');
  directory.world.settings.directoryDeltaPageSize = 1;
  directory.changeUser('u1', { jobTitle: 'not selected' });
  directory.changeUser('u2', { displayName: 'Bert Two' });
  const { pages } = await readRound(directory, first.deltaLink);
  expect(pages.map((page) => valuesOf(page).length)).toEqual([0, 1]);
});

test('$deltatoken=latest shows nothing and follows from now on', async () => {
  const directory = smallDirectory();
  const first = await readRound(directory, '/users/delta?$deltatoken=latest&$select=displayName');
  expect(first.items).toEqual([]);
  directory.changeUser('u2', { displayName: 'Bert Two' });
  expect((await readRound(directory, first.deltaLink)).items).toEqual([{ id: 'u2', displayName: 'Bert Two' }]);
});

test('$filter follows single objects', async () => {
  const directory = smallDirectory();
  const first = await readRound(directory, "/users/delta?$select=id&$filter=id eq 'u1' or id eq 'u3'");
  expect(first.items).toEqual([{ id: 'u1' }, { id: 'u3' }]);
  directory.removeUser('u2', 'deleted');
  directory.removeUser('u3', 'deleted');
  expect((await readRound(directory, first.deltaLink)).items.map((item) => item.id)).toEqual(['u3']);
});

test('a link is good for seven days, then 410 says where to start again', async () => {
  const directory = smallDirectory();
  const { deltaLink } = await readRound(directory, "/users/delta?$select=displayName&$filter=id eq 'u1'");
  directory.world.clock.advance(7 * 24 * 3600_000);
  expect((await directory.ask('GET', deltaLink)).status).toBe(200);
  directory.world.clock.advance(1);
  const gone = await directory.ask('GET', deltaLink);
  expect(gone).toMatchObject({ status: 410, body: { code: 'syncStateNotFound' } });
  const restarted = await readRound(directory, gone.headers.location ?? '');
  expect(restarted.items).toEqual([{ id: 'u1', displayName: 'Anna' }]);
});

describe('is refused with 400', () => {
  test.each([
    '$top=5',
    '$orderby=displayName',
    '$expand=manager',
    '$search="displayName:a"',
    '$count=true',
    "$filter=displayName eq 'a'",
    "$filter=id ne 'a'",
    "$filter=id eq 'a' and id eq 'b'",
    '$select=nonsense',
    '$deltatoken=garbage',
    '$skiptoken=garbage',
    '$skiptoken=',
  ])('%s', async (query) => {
    expect((await smallDirectory().ask('GET', `/users/delta?${query}`)).status).toBe(400);
  });

  test('a link of another collection, of another tenant, or with another $select', async () => {
    const directory = smallDirectory();
    const { deltaLink } = await readRound(directory, '/users/delta?$select=id');
    const statusOf = async (link: string, of = directory) => (await of.ask('GET', link)).status;
    expect(await statusOf(deltaLink.replace('/users/', '/groups/'))).toBe(400);
    expect(await statusOf(`${deltaLink}&$select=mail`)).toBe(400);
    expect(await statusOf(`${deltaLink}x`)).toBe(400);
    expect(await statusOf(`${deltaLink}&$select=id`)).toBe(200);
  });
});

test('a link to a place that the directory never reached asks for a new start', async () => {
  const { deltaLink } = await readRound(smallDirectory(), '/users/delta');
  expect((await createTestDirectory(directoryRoutes).ask('GET', deltaLink)).status).toBe(410);
});

test('groups tell who came and went; the first round names all members', async () => {
  const directory = smallDirectory();
  directory.addGroup('g1', ['u1', 'g2'], { displayName: 'All' });
  directory.addGroup('g2', ['u2'], { displayName: 'Some' });
  const first = await readRound(directory, '/groups/delta?$select=displayName,members');
  expect(first.items[0]).toEqual({
    id: 'g1',
    displayName: 'All',
    'members@delta': [
      { '@odata.type': '#microsoft.graph.user', id: 'u1' },
      { '@odata.type': '#microsoft.graph.group', id: 'g2' },
    ],
  });
  directory.changeMember('g1', 'u3', false);
  directory.changeMember('g1', 'u1', true);
  const second = await readRound(directory, first.deltaLink);
  expect(second.items).toEqual([
    {
      id: 'g1',
      displayName: 'All',
      'members@delta': [
        { '@odata.type': '#microsoft.graph.user', id: 'u3' },
        { '@odata.type': '#microsoft.graph.user', id: 'u1', '@removed': { reason: 'deleted' } },
      ],
    },
  ]);
  const names = await readRound(directory, '/groups/delta?$select=displayName');
  directory.changeMember('g1', 'u2', false);
  expect(names.items[0]).not.toHaveProperty('members@delta');
  expect((await readRound(directory, names.deltaLink)).items).toEqual([]);
});

test('organizational contacts have their own delta', async () => {
  const directory = smallDirectory();
  directory.addOrgContact('c1', { displayName: 'Partner', phones: [{ type: 'business', number: '1' }] });
  const { items, deltaLink } = await readRound(directory, '/contacts/delta?$select=displayName,phones');
  expect(items).toEqual([{ id: 'c1', displayName: 'Partner', phones: [{ type: 'business', number: '1' }] }]);
  expect(deltaLink.startsWith(`${baseUrl}/contacts/delta?$deltatoken=`)).toBe(true);
});

type Step =
  | { readonly kind: 'set'; readonly user: number; readonly name: string; readonly value: string | undefined }
  | { readonly kind: 'remove'; readonly user: number; readonly reason: 'changed' | 'deleted' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    user: fc.integer({ min: 0, max: 7 }),
    name: fc.constantFrom('displayName', 'department', 'jobTitle'),
    value: fc.option(fc.string({ maxLength: 3 }), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('remove' as const),
    user: fc.integer({ min: 0, max: 7 }),
    reason: fc.constantFrom('changed' as const, 'deleted' as const),
  }),
);
const steps = fc.array(step, { maxLength: 12 });

/** Who was soft-deleted comes back with the properties of before; who is gone for good never does. */
function apply(directory: TestDirectory, lost: Map<string, Item | null>, { user, ...change }: Step): void {
  const id = `u${user}`;
  const existing = directory.tenant.users.get(id);
  if (change.kind === 'remove') {
    if (existing === undefined) return;
    lost.set(id, change.reason === 'changed' ? { ...existing.properties } : null);
    directory.removeUser(id, change.reason);
  } else if (existing !== undefined) {
    directory.changeUser(id, { [change.name]: change.value });
  } else if (lost.get(id) !== null) {
    directory.addUser(id, lost.get(id) ?? {});
    if (change.value !== undefined) directory.changeUser(id, { [change.name]: change.value });
  }
}

/** What a client knows after folding: the last one wins, null and absent are the same. */
function fold(known: ReadonlyMap<string, Item>, items: readonly Item[], minimal: boolean): Map<string, Item> {
  const next = new Map(known);
  for (const item of items) {
    const id = String(item.id);
    if ('@removed' in item) next.delete(id);
    else next.set(id, minimal ? { ...next.get(id), ...item } : item);
  }
  return next;
}

prop.prop([
  fc.array(fc.record({ before: steps, between: fc.array(steps, { maxLength: 4 }) }), { minLength: 1, maxLength: 4 }),
  fc.integer({ min: 1, max: 5 }),
  fc.boolean(),
])(
  'rounds of any page size, with changes before and between the pages, fold to the directory',
  async (rounds, size, minimal) => {
    const directory = createTestDirectory(directoryRoutes);
    directory.world.settings.directoryDeltaPageSize = size;
    const lost = new Map<string, Item | null>();
    let known = new Map<string, Item>();
    let link = '/users/delta?$select=displayName,department';
    const headers = minimal ? { prefer: 'return=minimal' } : {};
    for (const { before, between } of [...rounds, { before: [], between: [] }]) {
      for (const change of before) apply(directory, lost, change);
      const round = await readRound(
        directory,
        link,
        (page) => {
          for (const change of between[page - 1] ?? []) apply(directory, lost, change);
        },
        headers,
      );
      known = fold(known, round.items, minimal);
      link = round.deltaLink;
    }
    const clean = (item: Item) => ({ displayName: item.displayName ?? null, department: item.department ?? null });
    const expected = [...directory.tenant.users.values()].map((user) => [user.id, clean(user.properties)] as const);
    expect(Object.fromEntries([...known].map(([id, item]) => [id, clean(item)]))).toEqual(Object.fromEntries(expected));
  },
);
