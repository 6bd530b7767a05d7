import { expect, test } from 'vitest';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { purgeIdentity } from './purge.ts';

const person = { entraTenantId: 'entra', objectId: 'ada' };
const session = (sessionId: string, createdAt: string, lastUsedAt: string) => ({
  sessionId,
  secretHash: `hash of ${sessionId}`,
  person,
  userName: 'ada@contoso.example',
  displayName: 'Ada',
  device: 'Firefox, Linux',
  address: '127.0.0.1',
  createdAt,
  lastUsedAt,
});

test('sessions that are over and answers of yesterday go, all others stay', async () => {
  let at = '2026-03-08T00:00:00.000Z';
  const stores = createMemoryStores({ now: () => at });
  const { sessions, answers } = stores;
  await sessions.addSession(session('idle', '2026-03-08T20:00:00.000Z', '2026-03-08T23:59:59.000Z'));
  await sessions.addSession(session('old', '2026-03-02T07:59:59.000Z', '2026-03-09T07:00:00.000Z'));
  await sessions.addSession(session('in use', '2026-03-02T08:00:01.000Z', '2026-03-09T00:00:01.000Z'));
  await answers.begin('ada', 'yesterday', 'request');
  await answers.end('ada', 'yesterday', { status: 200, body: '{}' });
  at = '2026-03-08T12:00:00.000Z';
  await answers.begin('ada', 'today', 'request');
  await answers.end('ada', 'today', { status: 200, body: '{}' });

  at = '2026-03-09T08:00:00.000Z';
  await purgeIdentity(stores, at);
  expect((await sessions.sessionsOf(person)).map(({ sessionId }) => sessionId)).toEqual(['in use']);
  // Earlier again: what is still there would be known.
  at = '2026-03-08T12:00:00.000Z';
  expect((await answers.begin('ada', 'yesterday', 'request')).kind).toBe('new');
  expect((await answers.begin('ada', 'today', 'request')).kind).toBe('answered');
});
