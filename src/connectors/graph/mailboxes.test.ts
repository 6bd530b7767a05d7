import { expect, test } from 'vitest';
import { createFakeConnector, fakeGraphUrl } from './fake-connector.ts';
import { createFakeGraph } from './fake-graph.ts';

const never = new AbortController().signal;
const usable = {
  id: 'm',
  mail: 'm@example.com',
  userPrincipalName: 'm@example.com',
  accountEnabled: true,
  assignedPlans: [{ service: 'exchange', capabilityStatus: 'Enabled' }],
};

test.each([
  ['usable', {}, null],
  ['a plan in its time of grace', { assignedPlans: [{ service: 'exchange', capabilityStatus: 'Warning' }] }, null],
  ['a guest', { userType: 'Guest', assignedPlans: [] }, 'guest'],
  ['disabled', { accountEnabled: false }, 'disabled'],
  ['without a plan', { assignedPlans: [] }, 'no-exchange-licence'],
  [
    'with a plan that ended',
    { assignedPlans: [{ service: 'exchange', capabilityStatus: 'Deleted' }] },
    'no-exchange-licence',
  ],
  ['without address', { mail: null }, 'no-address'],
])('%s', async (_name, properties, excluded) => {
  const deltaLink = `${fakeGraphUrl}/v1.0/users/delta?$deltatoken=1`;
  const graph = createFakeGraph({
    single: () => ({
      status: 200,
      body: {
        value: [
          { ...usable, ...properties },
          { id: 'gone', '@removed': {} },
        ],
        '@odata.deltaLink': deltaLink,
      },
    }),
  });
  const pages = await Array.fromAsync(createFakeConnector(graph).mailboxes.read(null, never));
  expect(pages).toEqual([
    { mailboxes: [{ mailboxId: 'm', address: 'm@example.com', excluded }], removed: ['gone'], cursor: deltaLink },
  ]);
});

test('members are users through nested groups, each once', async () => {
  const next = `${fakeGraphUrl}/v1.0/groups('g%2F1')/transitiveMembers/microsoft.graph.user?$skiptoken=2`;
  const graph = createFakeGraph({
    single: ({ url }) => ({
      status: 200,
      body: url.endsWith('$skiptoken=2')
        ? { value: [{ id: 'b' }, { id: 'c' }] }
        : { value: [{ id: 'a' }, { id: 'a' }, { id: 'b' }], '@odata.nextLink': next },
    }),
  });
  const pages = await Array.fromAsync(createFakeConnector(graph).mailboxes.groupMembers('g/1', never));
  expect(pages).toEqual([['a', 'b'], ['c']]);
  expect(graph.singles[0]?.url).toBe(
    `${fakeGraphUrl}/v1.0/groups/g%2F1/transitiveMembers/microsoft.graph.user?$select=id&$top=999&$count=true`,
  );
  expect(graph.singles[0]?.headers).toMatchObject({ consistencylevel: 'eventual' });
});

test('an unknown group is not an empty one', async () => {
  const graph = createFakeGraph({
    single: () => ({ status: 404, body: { error: { code: 'Request_ResourceNotFound', message: '' } } }),
  });
  const members = createFakeConnector(graph).mailboxes.groupMembers('g', never);
  await expect(Array.fromAsync(members)).rejects.toMatchObject({ code: 'not-found' });
});
