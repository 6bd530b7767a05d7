import { expect, test } from 'vitest';
import type { TenantConnector } from '../../runs/ports.ts';
import { createFakeConnector, fakeGraphUrl, galDefinition } from './fake-connector.ts';
import { createFakeGraph, type FakeAnswer } from './fake-graph.ts';

const never = new AbortController().signal;
const delta = `${fakeGraphUrl}/v1.0/users/delta`;
const cursorOf = (name: string) => `${delta}?$deltatoken=${name}`;

/** Three pages of all users, no changes, or cursors that have expired. Every answer has links of its own, as with Graph. */
function directory(cursorsExpired = false) {
  let links = 0;
  const link = (option: string, name: string) => {
    links += 1;
    return `${delta}?$${option}=${name}.${links}`;
  };
  const page = (place: number): FakeAnswer => ({
    status: 200,
    body: {
      value: [{ id: `user ${place}` }],
      ...(place < 3
        ? { '@odata.nextLink': link('skiptoken', `${place + 1}`) }
        : { '@odata.deltaLink': link('deltatoken', 'all') }),
    },
  });
  const changes = (): FakeAnswer =>
    cursorsExpired
      ? { status: 410, body: { error: { code: 'syncStateNotFound' } } }
      : { status: 200, body: { value: [], '@odata.deltaLink': link('deltatoken', 'none') } };
  const graph = createFakeGraph({
    single: ({ url }) => {
      const [, option, name = ''] = /\$(skiptoken|deltatoken)=(\w+)/.exec(url) ?? [];
      if (option === undefined) return page(1);
      return option === 'skiptoken' ? page(Number(name)) : changes();
    },
    delayMs: () => 5,
  });
  const asked = () => graph.singles.map(({ url }) => /(\$select|\$\w+=\w+)/.exec(url)?.[0]);
  return { connector: createFakeConnector(graph), asked };
}

const readList = async ({ source }: TenantConnector, cursor: string | null, signal = never) =>
  (await Array.fromAsync(source(galDefinition).read(cursor, signal))).map((page) => ({
    ids: page.records.map(({ itemId }) => itemId),
    cursor: page.cursor,
  }));

const readMailboxes = async ({ mailboxes }: TenantConnector, cursor: string | null, signal = never) =>
  (await Array.fromAsync(mailboxes.read(cursor, signal))).map((page) => ({
    ids: page.mailboxes.map(({ mailboxId }) => mailboxId),
    cursor: page.cursor,
  }));

const allPages = ['$select', '$skiptoken=2', '$skiptoken=3'];

test('the list and the mailboxes read all users with the same requests, and go on from the same cursor', async () => {
  const { connector, asked } = directory();
  const [list, mailboxes] = await Promise.all([readList(connector, null), readMailboxes(connector, null)]);
  expect(list.map(({ ids }) => ids)).toEqual([['user 1'], ['user 2'], ['user 3']]);
  expect(mailboxes).toEqual(list);
  expect(asked()).toEqual(allPages);
  const cursor = list.at(-1)?.cursor ?? '';
  expect(await Promise.all([readList(connector, cursor), readMailboxes(connector, cursor)])).toHaveLength(2);
  expect(asked()).toEqual([...allPages, '$deltatoken=all']);
});

test('from different cursors each reads its own changes', async () => {
  const { connector, asked } = directory();
  await Promise.all([readList(connector, cursorOf('one')), readMailboxes(connector, cursorOf('other'))]);
  expect(asked()).toEqual(['$deltatoken=one', '$deltatoken=other']);
});

test('one after the other, each reads what is there then', async () => {
  const { connector, asked } = directory();
  const cursor = cursorOf('same');
  await readList(connector, cursor);
  await readMailboxes(connector, cursor);
  expect(asked()).toEqual(['$deltatoken=same', '$deltatoken=same']);
});

test.each([
  ['first', true],
  ['last', false],
])('who has a cursor of its own joins who begins anew, asked %s', async (_, asksFirst) => {
  const { connector, asked } = directory();
  const begin = () => readList(connector, null);
  const follow = () => readMailboxes(connector, cursorOf('own'));
  const [list, followed] = asksFirst
    ? await Promise.allSettled([follow(), begin()]).then(([one, other]) => [other, one])
    : await Promise.allSettled([begin(), follow()]);
  expect(list).toMatchObject({ status: 'fulfilled' });
  expect(followed).toMatchObject({ status: 'rejected', reason: { code: 'cursor-expired' } });
  expect(asked().toSorted()).toEqual(['$deltatoken=own', ...allPages].toSorted());
});

test('an expired cursor has expired for both, and both begin anew together', async () => {
  const { connector, asked } = directory(true);
  const cursor = cursorOf('old');
  const anew = async (read: typeof readList) => {
    await expect(read(connector, cursor)).rejects.toMatchObject({ code: 'cursor-expired' });
    return read(connector, null);
  };
  const [list, mailboxes] = await Promise.all([anew(readList), anew(readMailboxes)]);
  expect(mailboxes).toEqual(list);
  expect(asked()).toEqual(['$deltatoken=old', ...allPages]);
});

test('one that is cancelled does not take the other with it', async () => {
  const { connector, asked } = directory();
  const controller = new AbortController();
  const list = readList(connector, null, controller.signal);
  const mailboxes = readMailboxes(connector, null);
  controller.abort();
  await expect(list).rejects.toMatchObject({ code: 'cancelled' });
  expect((await mailboxes).flatMap(({ ids }) => ids)).toEqual(['user 1', 'user 2', 'user 3']);
  expect(asked()).toEqual(allPages);
});
