import {
  BatchRequestContent,
  BatchResponseContent,
  type Client,
  GraphError,
  PageIterator,
} from '@microsoft/microsoft-graph-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { avatar } from '../../../simulator/demo/avatar.ts';
import { type ForeignWorld, officialClient, type Receiver, startForeignWorld, startReceiver } from './foreign-world.ts';

const resource = z.looseObject({ id: z.string() });
const page = z.looseObject({
  '@odata.count': z.number().optional(),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
  value: z.array(
    z.looseObject({ id: z.string(), displayName: z.string().nullish(), '@removed': z.unknown().optional() }),
  ),
});
const stampId = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Stamp';

let world: ForeignWorld;
let client: Client;
let receiver: Receiver;

beforeAll(async () => {
  // First, because the simulator trusts the authorities that it finds when it starts.
  receiver = await startReceiver();
  world = await startForeignWorld();
  client = officialClient(world);
});
afterEach(() => world.simulator.faults.clear());
afterAll(async () => {
  await world.close();
  await receiver.close();
  expect(world.failures).toEqual([]);
});

const people = (): number => world.simulator.world.tenants.get(world.tenantId)?.users.size ?? 0;
const contacts = (): string => `/users/${world.mailboxUser}/contacts`;

describe('the directory', () => {
  test('a page iterator goes through all people, page by page', async () => {
    const first = await client.api('/users').select(['id', 'displayName']).top(50).get();
    const ids: string[] = [];
    const iterator = new PageIterator(client, first, (user) => ids.push(resource.parse(user).id) > 0);
    await iterator.iterate();
    expect([iterator.isComplete(), ids.length, new Set(ids).size]).toEqual([true, people(), people()]);
  });

  test('a delta goes to its link, and the link tells of one change and one departure', async () => {
    const first = await client.api('/users/delta').select('displayName').get();
    const ids: string[] = [];
    const iterator = new PageIterator(client, first, (user) => ids.push(resource.parse(user).id) > 0);
    await iterator.iterate();
    expect(ids).toHaveLength(people());
    const [changed = '', left = ''] = ids.toReversed();
    const users = `/tenants/${world.tenantId}/users`;
    await world.control.patch(`${users}/${changed}`, { displayName: 'Zoë Neu' });
    await world.control.delete(`${users}/${left}?purge=true`);
    const changes = page.parse(await client.api(iterator.getDeltaLink() ?? '').get());
    expect(changes.value).toHaveLength(2);
    expect(changes.value).toEqual(
      expect.arrayContaining([
        { id: changed, displayName: 'Zoë Neu' },
        { id: left, '@removed': { reason: 'deleted' } },
      ]),
    );
  });

  test('filters, and $search with its header', async () => {
    const filtered = page.parse(
      await client.api('/users').filter("startswith(displayName,'A')").select('id,displayName').top(999).get(),
    );
    expect(filtered.value.length).toBeGreaterThan(0);
    expect(filtered.value.every(({ displayName }) => displayName?.toLowerCase().startsWith('a'))).toBe(true);
    const found = page.parse(
      await client
        .api('/users')
        .header('ConsistencyLevel', 'eventual')
        .search('"displayName:an"')
        .count(true)
        .select('id,displayName')
        .top(999)
        .get(),
    );
    expect(found['@odata.count']).toBe(found.value.length);
    expect(found.value.every(({ displayName }) => /(^|[^\p{L}])an/iu.test(displayName ?? ''))).toBe(true);
  });

  test('an error has its code, status and request id', async () => {
    const error: unknown = await client
      .api('/users/nobody@contoso.example')
      .get()
      .catch((reason: unknown) => reason);
    if (!(error instanceof GraphError)) throw error;
    expect(error).toMatchObject({ statusCode: 404, code: 'Request_ResourceNotFound' });
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(error.headers?.get('request-id')).toBe(error.requestId);
    await expect(client.api('/nonsense').get()).rejects.toMatchObject({ statusCode: 400, code: 'BadRequest' });
    await expect(client.api('/users').filter('nonsense eq 1').get()).rejects.toMatchObject({ code: 'BadRequest' });
  });
});

describe('a mailbox', () => {
  test('a contact is made, found by its stamp, changed and deleted', async () => {
    const folder = resource.parse(
      await client.api(`/users/${world.mailboxUser}/contactFolders`).post({ displayName: 'Kollegen' }),
    );
    const inFolder = `/users/${world.mailboxUser}/contactFolders/${folder.id}/contacts`;
    const created = resource.parse(
      await client
        .api(inFolder)
        .header('Prefer', 'IdType="ImmutableId"')
        .post({
          givenName: 'Seán',
          surname: "O'Brien",
          emailAddresses: [{ address: "o'brien@contoso.example", name: 'Seán' }],
          singleValueExtendedProperties: [{ id: stampId, value: 'a+b/c=' }],
        }),
    );
    expect(created).toMatchObject({ displayName: "Seán O'Brien", surname: "O'Brien" });
    expect(created).not.toHaveProperty('singleValueExtendedProperties');
    const found = page.parse(
      await client
        .api(inFolder)
        .filter(`singleValueExtendedProperties/Any(ep: ep/id eq '${stampId}' and ep/value eq 'a%2Bb/c=')`)
        .expand(`singleValueExtendedProperties($filter=id eq '${stampId}')`)
        .select('surname')
        .get(),
    );
    expect(found.value).toEqual([
      expect.objectContaining({
        surname: "O'Brien",
        singleValueExtendedProperties: [{ id: stampId, value: 'a+b/c=' }],
      }),
    ]);
    const one = `${contacts()}/${created.id}`;
    expect(await client.api(one).patch({ jobTitle: 'Büroleitung' })).toMatchObject({ jobTitle: 'Büroleitung' });
    await client.api(one).delete();
    await expect(client.api(one).get()).rejects.toMatchObject({ statusCode: 404, code: 'ErrorItemNotFound' });
  });

  test('a photo comes back byte by byte', async () => {
    const { id } = resource.parse(await client.api(contacts()).post({ givenName: 'Foto' }));
    const photo = avatar(1);
    await client.api(`${contacts()}/${id}/photo/$value`).header('Content-Type', 'image/jpeg').put(photo);
    const stream: unknown = await client.api(`${contacts()}/${id}/photo/$value`).get();
    if (!(stream instanceof Blob) && !(stream instanceof ReadableStream))
      throw new Error(`a photo as ${typeof stream}`);
    expect(Buffer.from(await new Response(stream).arrayBuffer()).equals(Buffer.from(photo))).toBe(true);
  });

  test('a batch answers each part by itself', async () => {
    const at = (path: string): string => `${world.url}${path}`;
    const json = { 'Content-Type': 'application/json' };
    const content = new BatchRequestContent([
      {
        id: '1',
        request: new Request(at(contacts()), { method: 'POST', headers: json, body: '{"givenName":"Eins"}' }),
      },
      { id: '2', dependsOn: ['1'], request: new Request(at(`${contacts()}?$top=1&$select=id`)) },
      { id: '3', dependsOn: ['2'], request: new Request(at('/users/nobody@contoso.example')) },
    ]);
    const answers = new BatchResponseContent(await client.api('/$batch').post(await content.getContent()));
    expect(answers.getResponseById('1').status).toBe(201);
    expect(await answers.getResponseById('1').json()).toMatchObject({ givenName: 'Eins' });
    expect(answers.getResponseById('2').status).toBe(200);
    expect(answers.getResponseById('3').status).toBe(404);
  });

  test.each(['seconds', 'date'] as const)('429 with Retry-After as %s is waited for and tried again', async (form) => {
    const retryAfter = { form, seconds: 1 };
    world.simulator.faults.add({
      match: { operation: 'contact.list' },
      fault: { kind: 'status', status: 429, retryAfter, when: 'before' },
      times: 2,
    });
    world.simulator.counters.reset();
    expect(page.parse(await client.api(contacts()).top(1).get()).value).toHaveLength(1);
    expect(world.simulator.counters.snapshot()).toMatchObject({ throttled: 2, byOperation: { 'contact.list': 3 } });
  });
});

test('a subscription is validated, tells of a change, is renewed and ends', async () => {
  const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
  const { id } = resource.parse(
    await client.api('/subscriptions').post({
      changeType: 'created,updated,deleted',
      notificationUrl: receiver.url,
      resource: contacts().slice(1),
      expirationDateTime: inAnHour(),
      clientState: 'geheim',
    }),
  );
  expect(receiver.received[0]?.validationToken).toMatch(/^Validation: /);
  const contact = resource.parse(await client.api(contacts()).post({ givenName: 'Neu' }));
  await expect.poll(() => receiver.received.length, { timeout: 5000 }).toBeGreaterThan(1);
  expect(JSON.parse(receiver.received[1]?.body ?? '')).toMatchObject({
    value: [{ subscriptionId: id, clientState: 'geheim', changeType: 'created', resourceData: { id: contact.id } }],
  });
  expect(await client.api(`/subscriptions/${id}`).patch({ expirationDateTime: inAnHour() })).toMatchObject({ id });
  await client.api(`/subscriptions/${id}`).delete();
  await expect(client.api(`/subscriptions/${id}`).get()).rejects.toMatchObject({ statusCode: 404 });
});
