import { expect, test } from 'vitest';
import { createContact } from '../../world/mailbox-changes.ts';
import { openMailbox } from '../../world/mailboxes.ts';
import { immutableId } from '../../world/outlook-ids.ts';
import { ada, createTestGraph } from '../test-graph.ts';
import { newContent, readContactBody } from './contact-body.ts';

function withPersonalContact() {
  const graph = createTestGraph();
  const user = graph.tenant.users.get(ada);
  if (user === undefined) throw new Error('no user');
  const mailbox = openMailbox(graph.world, graph.tenant, user);
  const scope = { world: graph.world, tenantId: graph.tenant.id, mailbox, by: 'owner' } as const;
  const content = newContent(readContactBody({ givenName: 'Mum' }));
  const contact = createContact(scope, mailbox.defaultFolderId, content, true);
  const id = immutableId(mailbox, contact.serial);
  return { graph, id, url: `/users/${ada}/contacts/${id}` };
}

test.each([
  ['PATCH', '', { body: { givenName: 'x' } }, 'updated'],
  ['DELETE', '', {}, 'deleted'],
  [
    'PUT',
    '/photo/$value',
    { bytes: Uint8Array.from([0xff, 0xd8]), headers: { 'content-type': 'image/jpeg' } },
    'photo',
  ],
] as const)('%s %s of a personal contact is reported', async (method, path, options, how) => {
  const { graph, id, url } = withPersonalContact();
  expect((await graph.call(method, url + path, options)).status).toBeLessThan(300);
  expect(graph.counted().personalTouches).toMatchObject([{ mailboxId: ada, contactId: id, how }]);
});

test('reading it, and writing what the app made itself, is not', async () => {
  const { graph, url } = withPersonalContact();
  await graph.call('GET', url);
  const own = await graph.call('POST', `/users/${ada}/contacts`, { body: {} });
  await graph.call('DELETE', `/users/${ada}/contacts/${own.json.id}`);
  expect(graph.counted().personalContactsTouched).toBe(0);
});
