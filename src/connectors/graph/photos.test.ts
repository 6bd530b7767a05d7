import { expect, test } from 'vitest';
import type { FakeAnswer } from './fake-graph.ts';
import { createRoutedGraph, type FakeRoutes, notFound, ok } from './fake-routes.ts';

const never = new AbortController().signal;
const described = ok({ '@odata.mediaEtag': 'W/"2"', width: 648 });
const picture = ok('/9j/');
const read = (answers: FakeRoutes, etag: string | null = 'W/"1"') => {
  const { connector, routes } = createRoutedGraph(answers);
  return { answer: connector.photos.photo('p', etag, never), routes };
};

test('a new photo comes with its etag', async () => {
  const { answer } = read({ 'GET /users/p/photo': described, 'GET /users/p/photo/$value': picture });
  const photo = await answer;
  expect(photo).toMatchObject({ kind: 'photo', etag: 'W/"2"' });
  expect(photo.kind === 'photo' ? [...photo.image] : []).toEqual([0xff, 0xd8, 0xff]);
});

test('one that is known is not fetched again', async () => {
  const { answer, routes } = read({ 'GET /users/p/photo': described }, 'W/"2"');
  expect(await answer).toEqual({ kind: 'unchanged' });
  expect(routes()).toEqual(['GET /users/p/photo']);
});

test.each<[string, FakeRoutes]>([
  ['nothing there', {}],
  ['no mailbox', { 'GET /users/p/photo': { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } } }],
  ['a picture of one pixel', { 'GET /users/p/photo': ok({ '@odata.mediaEtag': 'x', width: 1 }) }],
  ['taken away meanwhile', { 'GET /users/p/photo': described, 'GET /users/p/photo/$value': notFound }],
])('%s: none', async (_what, answers) => {
  expect(await read(answers).answer).toEqual({ kind: 'none' });
});

test.each<[string, FakeAnswer, string]>([
  ['a service that fails', { status: 503 }, 'unavailable'],
  ['a missing permission', { status: 403 }, 'permission-missing'],
  ['no etag', ok({}), 'invalid-answer'],
])('%s is not "none"', async (_what, answer, code) => {
  await expect(read({ 'GET /users/p/photo': answer }).answer).rejects.toMatchObject({ code });
});

test('a picture that is no base64', async () => {
  const answers = { 'GET /users/p/photo': described, 'GET /users/p/photo/$value': ok({}) };
  await expect(read(answers).answer).rejects.toMatchObject({ code: 'invalid-answer' });
});
