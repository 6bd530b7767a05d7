import { beforeEach, describe, expect, test } from 'vitest';
import { createContact, deleteContact, type MailboxScope, updateContact } from '../../world/mailbox-changes.ts';
import { openMailbox } from '../../world/mailboxes.ts';
import { immutableId } from '../../world/outlook-ids.ts';
import {
  type Answer,
  createTestDirectory,
  type TestDirectory,
  testAppId,
  valuesOf,
} from '../directory/test-directory.ts';
import { createSubscriptionDeliverer, type SubscriptionDeliverer } from './deliverer.ts';
import { subscriptionRoutes } from './routes.ts';
import type { EndpointAnswer } from './sender.ts';

const roles = ['User.Read.All', 'Group.Read.All', 'Contacts.Read'];
const endpoint = 'https://localhost:9/notify';
const minuteMs = 60_000;

let directory: TestDirectory;
let deliverer: SubscriptionDeliverer;
/** What the endpoint was sent, without validations. */
let received: { readonly url: string; readonly value: readonly Record<string, unknown>[] }[];
let validations: string[];
let answerValidation: (token: string) => EndpointAnswer;
let answerNotification: () => EndpointAnswer;

const plain = (body: string, status = 200): EndpointAnswer => ({ status, contentType: 'text/plain', body });

beforeEach(() => {
  directory = createTestDirectory(subscriptionRoutes);
  received = [];
  validations = [];
  answerValidation = (token) => plain(token);
  answerNotification = () => plain('', 202);
  deliverer = createSubscriptionDeliverer({
    world: directory.world,
    intervalMs: 0,
    send: async (url, message) => {
      const token = new URL(url).searchParams.get('validationToken');
      if (token !== null) {
        validations.push(url);
        return answerValidation(token);
      }
      received.push({ url, value: JSON.parse(message.body).value });
      return answerNotification();
    },
  });
  directory.addUser('u1', { displayName: 'Anna' }, { mailbox: { purpose: 'user', availability: 'available' } });
});

const inMinutes = (minutes: number) => new Date(directory.world.clock.nowMs() + minutes * minuteMs).toISOString();

function wish(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    changeType: 'created,updated,deleted',
    notificationUrl: endpoint,
    resource: 'users/u1/contacts',
    expirationDateTime: inMinutes(1000),
    clientState: 'secret',
    ...more,
  };
}

const subscribe = (more: Readonly<Record<string, unknown>> = {}, headers = {}): Promise<Answer> =>
  directory.ask('POST', '/subscriptions', { json: wish(more), roles, headers });
const ask = (method: string, path: string, json?: unknown, appId = testAppId) =>
  directory.ask(method, path, { roles, json, appId });

function mailbox(): MailboxScope {
  const user = directory.tenant.users.get('u1');
  if (user === undefined) throw new Error('u1 is there');
  const { world, tenant } = directory;
  return { world, tenantId: tenant.id, mailbox: openMailbox(world, tenant, user), by: 'owner' };
}

const addContact = () =>
  createContact(mailbox(), mailbox().mailbox.defaultFolderId, { properties: { givenName: 'A' }, extended: {} });

describe('making a subscription', () => {
  test('asks the endpoint and shows the subscription', async () => {
    const answer = await subscribe({ expirationDateTime: inMinutes(10_080) });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        resource: 'users/u1/contacts',
        changeType: 'created,updated,deleted',
        notificationUrl: endpoint,
        clientState: 'secret',
        applicationId: testAppId,
        expirationDateTime: inMinutes(10_080),
        latestSupportedTlsVersion: 'v1_2',
      },
    });
    expect(validations).toHaveLength(1);
    const id = String(answer.body.id);
    expect((await ask('GET', `/subscriptions/${id}`)).body.id).toBe(id);
    expect(valuesOf(await ask('GET', '/subscriptions'))).toHaveLength(1);
  });

  test('keeps the query of the endpoint, and asks the lifecycle endpoint as well', async () => {
    await subscribe({ notificationUrl: `${endpoint}?a=b`, lifecycleNotificationUrl: 'https://localhost:9/life' });
    expect(validations.map((url) => url.split('validationToken=')[0])).toEqual([
      `${endpoint}?a=b&`,
      'https://localhost:9/life?',
    ]);
  });

  test('raises a short life to 45 minutes', async () => {
    expect((await subscribe({ expirationDateTime: inMinutes(1) })).body.expirationDateTime).toBe(inMinutes(45));
  });

  test.each([
    [{ resource: 'users', expirationDateTime: 41_760 }, 201],
    [{ resource: '/groups', expirationDateTime: 41_761 }, 400],
    [{ resource: "Users('u1')/Contacts", expirationDateTime: 10_080 }, 201],
    [{ resource: 'users/u1/contactFolders/AAMk=/contacts', expirationDateTime: 10_081 }, 400],
    [{ expirationDateTime: -1 }, 400],
  ])('%j is answered %i', async ({ expirationDateTime, ...more }, status) => {
    expect((await subscribe({ ...more, expirationDateTime: inMinutes(expirationDateTime) })).status).toBe(status);
  });

  test.each([
    [{ notificationUrl: 'http://localhost/notify' }, 400, 'ValidationError'],
    [{ notificationUrl: 'nonsense' }, 400, 'ValidationError'],
    [{ notificationUrl: undefined }, 400, 'ValidationError'],
    [{ changeType: 'moved' }, 400, 'ValidationError'],
    [{ clientState: 'x'.repeat(129) }, 400, 'ValidationError'],
    [{ resource: 'me/drive/root' }, 400, 'InvalidRequest'],
    [{ resource: 'users/nobody/contacts' }, 404, 'ResourceNotFound'],
    [{ expirationDateTime: 'tomorrow' }, 400, 'BadRequest'],
    [{ nonsense: 1 }, 400, 'BadRequest'],
    [{ includeResourceData: true }, 501, 'NotImplemented'],
  ])('%j is refused with %i %s', async (more, status, code) => {
    expect(await subscribe(more)).toMatchObject({ status, body: { code } });
    expect(validations).toEqual([]);
  });

  test.each<[string, (token: string) => EndpointAnswer]>([
    [
      'does not answer',
      () => {
        throw new DOMException('late', 'TimeoutError');
      },
    ],
    ['answers 202', (token) => plain(token, 202)],
    ['answers something else', () => plain('ok')],
    ['does not decode the token', (token) => plain(encodeURIComponent(token))],
    ['answers HTML', (token) => ({ status: 200, contentType: 'text/html', body: token })],
  ])('an endpoint that %s is refused', async (_what, answer) => {
    answerValidation = answer;
    expect(await subscribe()).toMatchObject({ status: 400, body: { code: 'ValidationError' } });
    expect(directory.tenant.subscriptions.size).toBe(0);
  });

  test('needs the permission to read what is watched', async () => {
    const create = (json: object, role: string) => directory.ask('POST', '/subscriptions', { json, roles: [role] });
    expect((await create(wish(), 'User.Read.All')).body.code).toBe('ErrorAccessDenied');
    expect((await create(wish({ resource: 'users' }), 'Contacts.Read')).body.code).toBe('Authorization_RequestDenied');
  });

  test('the same twice is a conflict, and a mailbox takes a thousand', async () => {
    await subscribe();
    expect((await subscribe()).status).toBe(409);
    for (let n = 1; n < 1000; n += 1) await subscribe({ notificationUrl: `${endpoint}/${n}` });
    expect(await subscribe({ notificationUrl: `${endpoint}/more` })).toMatchObject({ status: 403 });
    expect((await subscribe({ resource: 'users' })).status).toBe(201);
  });
});

test('a subscription is renewed, ended, and not shown to other apps', async () => {
  const path = `/subscriptions/${String((await subscribe()).body.id)}`;
  expect((await ask('GET', path, undefined, 'another')).status).toBe(404);
  const later = inMinutes(2000);
  expect((await ask('PATCH', path, { expirationDateTime: later })).body.expirationDateTime).toBe(later);
  expect((await ask('PATCH', path, { expirationDateTime: inMinutes(20_000) })).status).toBe(400);
  expect((await ask('PATCH', path, { resource: 'users' })).status).toBe(400);
  expect((await ask('POST', `${path}/reauthorize`)).status).toBe(204);
  expect((await ask('DELETE', path)).status).toBe(204);
  expect((await ask('DELETE', path)).status).toBe(404);
});

describe('delivery', () => {
  test('tells of contacts, by immutable ids if asked so', async () => {
    await subscribe({}, { prefer: 'IdType="ImmutableId"' });
    const contact = addContact();
    updateContact(mailbox(), contact, { properties: { givenName: 'B' }, extended: {} });
    deleteContact(mailbox(), contact);
    await deliverer.deliver();
    expect(received).toHaveLength(1);
    const [sent] = received;
    expect(sent?.value.map((each) => each.changeType)).toEqual(['created', 'updated', 'deleted']);
    expect(sent?.value[0]).toMatchObject({
      clientState: 'secret',
      tenantId: directory.tenant.id,
      resource: `Users/u1/Contacts/${immutableId(mailbox().mailbox, contact.serial)}`,
      resourceData: { '@odata.type': '#Microsoft.Graph.Contact', id: immutableId(mailbox().mailbox, contact.serial) },
    });
  });

  test('tells of the kinds of change and the folder that were asked for', async () => {
    await subscribe({ changeType: 'deleted' });
    await subscribe({ resource: `users/u1/contactFolders/another/contacts` });
    addContact();
    await deliverer.deliver();
    expect(received).toEqual([]);
  });

  test('tells of the directory: new and soft-deleted objects are updates', async () => {
    directory.changeUser('u1', { jobTitle: 'before' });
    await subscribe({ resource: 'users', changeType: 'updated,deleted' });
    directory.addUser('u2');
    directory.addGroup('g1', []);
    directory.removeUser('u2', 'changed');
    directory.removeUser('u2', 'deleted');
    await deliverer.deliver();
    await deliverer.deliver();
    const all = received.flatMap((each) => each.value);
    expect(all.map((each) => [each.changeType, each.resource])).toEqual([
      ['updated', 'Users/u2'],
      ['updated', 'Users/u2'],
      ['deleted', 'Users/u2'],
    ]);
  });

  test('tells of the members of one group', async () => {
    directory.addGroup('g1', []);
    directory.addGroup('g2', []);
    await subscribe({ resource: 'groups/g1/members', changeType: 'updated' });
    directory.changeMember('g1', 'u1', false);
    directory.changeMember('g2', 'u1', false);
    await deliverer.deliver();
    expect(received.flatMap((each) => each.value)).toMatchObject([
      { resource: 'Groups/g1', resourceData: { 'members@delta': [{ id: 'u1' }] } },
    ]);
  });

  test('tries again for four hours, then says on the lifecycle endpoint that something was missed', async () => {
    await subscribe({ lifecycleNotificationUrl: 'https://localhost:9/life' });
    answerNotification = () => plain('', 500);
    addContact();
    await deliverer.deliver();
    await deliverer.deliver();
    expect(received).toHaveLength(1);
    directory.world.clock.advance(10_000);
    await deliverer.deliver();
    expect(received).toHaveLength(2);
    for (let minute = 0; minute < 4 * 60; minute += 1) {
      directory.world.clock.advance(minuteMs);
      await deliverer.deliver();
    }
    const toLife = received.filter((each) => each.url.endsWith('/life'));
    expect(received.filter((each) => each.url === endpoint).length).toBeLessThan(12);
    expect(toLife[0]?.value).toMatchObject([{ lifecycleEvent: 'missed', clientState: 'secret' }]);
  });

  test('a notification that was taken on the second try is not sent again', async () => {
    await subscribe();
    answerNotification = () => plain('', 503);
    addContact();
    await deliverer.deliver();
    answerNotification = () => plain('', 200);
    directory.world.clock.advance(minuteMs);
    await deliverer.deliver();
    expect(deliverer.waiting).toBe(0);
    expect(received).toHaveLength(2);
  });

  test('warns before the end, once, and ends', async () => {
    await subscribe({ lifecycleNotificationUrl: 'https://localhost:9/life', expirationDateTime: inMinutes(60) });
    directory.world.clock.advance(50 * minuteMs);
    await deliverer.deliver();
    await deliverer.deliver();
    expect(received.flatMap((each) => each.value)).toMatchObject([{ lifecycleEvent: 'reauthorizationRequired' }]);
    directory.world.clock.advance(11 * minuteMs);
    addContact();
    await deliverer.deliver();
    expect(received).toHaveLength(1);
    expect(directory.tenant.subscriptions.size).toBe(0);
  });

  test('ends when the consent is withdrawn', async () => {
    await subscribe({ lifecycleNotificationUrl: 'https://localhost:9/life' });
    directory.tenant.servicePrincipals.delete(testAppId);
    await deliverer.deliver();
    expect(received.flatMap((each) => each.value)).toMatchObject([{ lifecycleEvent: 'subscriptionRemoved' }]);
    expect(directory.tenant.subscriptions.size).toBe(0);
  });
});
