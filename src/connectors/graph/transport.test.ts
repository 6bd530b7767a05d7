import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createTransport, fromBytes, type Transport, type TransportOptions } from './transport.ts';

const never = new AbortController().signal;
const open: { server: Server; transport: Transport }[] = [];

async function serve(listener: RequestListener, options: TransportOptions = {}) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const transport = createTransport(options);
  open.push({ server, transport });
  return { transport, url: `http://127.0.0.1:${port}/v1.0/x?a=1` };
}

afterEach(async () => {
  for (const { server, transport } of open.splice(0)) {
    server.closeAllConnections();
    server.close();
    await transport.close();
  }
});

test('a request and its whole answer, whatever the status', async () => {
  const { transport, url } = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      response.writeHead(418, { 'X-Two': ['a', 'b'] }).end(`${request.method} ${request.url} ${body}`);
    });
  });
  const answer = await transport.send({ method: 'POST', url, headers: {}, body: 'Zoë' }, never);
  expect(answer).toMatchObject({ status: 418, text: 'POST /v1.0/x?a=1 Zoë', headers: { 'x-two': 'a, b' } });
});

test.each(['{"name":"Zoë 漢"}', '\ufeff{"name":"Zoë 漢"}', ''])(
  'an answer as bytes is %j, without its mark',
  async (text) => {
    const { transport, url } = await serve((_request, response) => void response.writeHead(200).end(text));
    const answer = await transport.send({ method: 'GET', url, headers: {}, asBytes: true }, never);
    expect(answer.isBytes).toBe(true);
    expect(fromBytes(answer.text)).toBe(text.replace('\ufeff', ''));
  },
);

test('a redirect is not followed', async () => {
  const { transport, url } = await serve((_request, response) => {
    response.writeHead(302, { location: 'https://evil.test/' }).end();
  });
  expect((await transport.send({ method: 'GET', url, headers: {} }, never)).status).toBe(302);
});

test.each<[string, RequestListener]>([
  ['never answers', () => {}],
  ['never ends its answer', (_request, response) => void response.writeHead(200).write('{')],
])('a service that %s is given up in time', async (_name, listener) => {
  const { transport, url } = await serve(listener, { timeoutMs: 100 });
  await expect(transport.send({ method: 'GET', url, headers: {} }, never)).rejects.toMatchObject({
    sent: true,
    message: 'no answer in time',
  });
});

test.each<[string, RequestListener]>([
  ['breaks the connection', (request) => void request.socket.destroy()],
  [
    'breaks off in its answer',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{', () => response.destroy());
    },
  ],
])('of a service that %s nobody knows what has happened', async (_name, listener) => {
  const { transport, url } = await serve(listener);
  await expect(transport.send({ method: 'POST', url, headers: {}, body: '{}' }, never)).rejects.toMatchObject({
    name: 'TransportError',
    sent: true,
  });
});

test('an answer without end is cut off', async () => {
  const { transport, url } = await serve((_request, response) => void response.end('x'.repeat(200_000)), {
    maxAnswerBytes: 100_000,
  });
  await expect(transport.send({ method: 'GET', url, headers: {} }, never)).rejects.toMatchObject({ sent: true });
});

test('where nobody listens nothing was sent', async () => {
  const { transport, url } = await serve(() => {});
  for (const { server } of open) await new Promise((resolve) => server.close(resolve));
  await expect(transport.send({ method: 'POST', url, headers: {}, body: '{}' }, never)).rejects.toMatchObject({
    sent: false,
    message: 'ECONNREFUSED',
  });
});

test('a cancelled request ends at once', async () => {
  const { transport, url } = await serve(() => {});
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 20);
  await expect(transport.send({ method: 'GET', url, headers: {} }, stop.signal)).rejects.toMatchObject({
    name: 'TransportError',
  });
  await expect(transport.send({ method: 'GET', url, headers: {} }, stop.signal)).rejects.toMatchObject({
    name: 'TransportError',
  });
});
