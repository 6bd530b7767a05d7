import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { createLocalCertificate } from '../platform/https/local-certificate.ts';
import { translator } from '../platform/i18n/translator.ts';
import { createServer, type ServerOptions } from './server.ts';

async function open(change: Partial<ServerOptions> = {}) {
  const failures: unknown[] = [];
  const server = await createServer({
    ...(await createLocalCertificate(Date.now())),
    version: '1.2.3',
    translator,
    onFailure: (_id, error) => failures.push(error),
    ...change,
  });
  onTestFinished(async () => void (await server.close()));
  return { server, failures };
}

async function listening(change: Partial<ServerOptions> = {}) {
  const { server } = await open(change);
  const address = await server.listen({ host: 'localhost', port: 0 });
  return { server, address, port: Number(new URL(address).port) };
}

test('health and the description of the API are there for everybody', async () => {
  const { server } = await open();
  expect((await server.inject('/healthz')).json()).toEqual({ status: 'ok' });
  expect((await server.inject('/api/openapi.json')).json()).toMatchObject({
    openapi: '3.1.0',
    info: { version: '1.2.3' },
  });
});

test('every answer keeps browsers from keeping, framing and guessing', async () => {
  const { server } = await open();
  for (const url of ['/healthz', '/nothing']) {
    expect((await server.inject(url)).headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  }
});

test('what is not there is a problem document in the language of the browser', async () => {
  const { server } = await open();
  const answer = await server.inject({ url: '/nothing', headers: { 'accept-language': 'de-DE,de;q=0.9' } });
  expect(answer.statusCode).toBe(404);
  expect(answer.headers).toMatchObject({
    'content-type': expect.stringContaining('problem+json'),
    'content-language': 'de',
  });
  expect(answer.json()).toMatchObject({ code: 'not-found' });
});

test('a data folder that cannot be used is said by its code, and its path is nobody’s business', async () => {
  const { server, failures } = await open();
  const broken = Object.assign(new Error('no room for /srv/ringbook'), { name: 'StoreError', code: 'full' });
  server.get('/broken', async () => {
    throw broken;
  });
  const answer = await server.inject('/broken');
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ code: 'store-failed', cause: 'full' });
  expect(answer.body).not.toContain('/srv');
  expect(failures).toEqual([broken]);
});

test('bodies larger than a megabyte are refused, as is what is no JSON', async () => {
  const { server } = await open();
  server.post('/take', async () => null);
  const post = (payload: string, type = 'application/json') =>
    server.inject({ method: 'POST', url: '/take', payload, headers: { 'content-type': type } });
  expect((await post(`"${'x'.repeat(1_000_000)}"`)).json()).toMatchObject({ status: 413, code: 'too-large' });
  expect((await post('{')).json()).toMatchObject({ code: 'invalid-input' });
  expect((await post('<a/>', 'text/xml')).json()).toMatchObject({ code: 'not-json' });
});

test('one address may ask so often, and is told when again', async () => {
  const { server } = await open({ perAddress: 2 });
  const ask = async (remoteAddress: string) => server.inject({ url: '/healthz', remoteAddress });
  expect([(await ask('192.0.2.1')).statusCode, (await ask('192.0.2.1')).statusCode]).toEqual([200, 200]);
  const refused = await ask('192.0.2.1');
  expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('192.0.2.2')).statusCode).toBe(200);
});

test('it speaks HTTP/2', async () => {
  const { address } = await listening();
  const session = connectHttp2(address, { rejectUnauthorized: false });
  onTestFinished(() => session.destroy());
  const stream = session.request({ ':path': '/healthz' });
  const [headers] = await once(stream, 'response');
  expect(headers[':status']).toBe(200);
});

test('who does not send what was announced is cut off', async () => {
  const { port } = await listening({ receiveTimeoutMs: 50 });
  const socket = connect({ port, host: 'localhost', rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  socket.write(
    'POST /api/v1/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{',
  );
  socket.resume();
  await once(socket, 'close');
});

test('connections that stay open do not keep it from closing', async () => {
  const { server, port } = await listening();
  const socket = connect({ port, host: 'localhost', rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  const closed = once(socket, 'close');
  socket.resume();
  await server.close();
  await closed;
});
