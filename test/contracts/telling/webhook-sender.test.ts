import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { newWebhookSecret, signWebhook } from '../../../src/platform/webhooks/sign-webhook.ts';
import { createWebhookSender, type WebhookSenderOptions } from '../../../src/platform/webhooks/webhook-sender.ts';
import { createServerCertificate, type LocalhostCertificate } from '../../fixtures/server-certificate.ts';

const now = () => '2026-03-01T00:00:30.500Z';
const secret = newWebhookSecret((size) => new Uint8Array(size).fill(5));
const never = new AbortController().signal;

let certificate: LocalhostCertificate;
beforeAll(async () => {
  certificate = await createServerCertificate();
});

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly path: string | undefined;
}

/** A receiver on this machine, and what it received. */
async function receiver(answer: (response: ServerResponse) => void) {
  const received: Received[] = [];
  const server = createServer({ key: certificate.keyPem, cert: certificate.certPem }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url });
      answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `https://localhost:${port}/hook?key=1`, received };
}

const sender = (options: Partial<WebhookSenderOptions> = {}) =>
  createWebhookSender({ now, allowPrivateAddresses: true, caPem: certificate.caPem, ...options });
const delivery = (url: string) => ({ url, secret, messageId: 'msg_1', body: '{"type":"test"}' });

test('an event arrives signed, as Standard Webhooks says', async () => {
  const { url, received } = await receiver((response) => response.writeHead(204).end());
  expect(await sender()(delivery(url), never)).toEqual({ ok: true, isGone: false, detail: 'HTTP 204' });
  const [{ headers, body, path } = { headers: {}, body: '', path: '' }] = received;
  expect([path, body]).toEqual(['/hook?key=1', '{"type":"test"}']);
  expect(headers['webhook-timestamp']).toBe('1772323230');
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  expect(key).toHaveLength(32);
  const expected = createHmac('sha256', key).update(`msg_1.1772323230.${body}`).digest();
  const [version, given = ''] = String(headers['webhook-signature']).split(',');
  expect(version).toBe('v1');
  expect(timingSafeEqual(expected, Buffer.from(given, 'base64'))).toBe(true);
});

test('the example of the specification is signed as it is there', () => {
  const body = '{"test": 2432232314}';
  const example = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'msg_p5jXN8AQM9LWM0D4loKWxJek'] as const;
  expect(signWebhook(...example, '2021-02-25T15:02:10.000Z', body)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test.each([500, 404, 429])('%i is a failure that may pass', async (status) => {
  const { url } = await receiver((response) => response.writeHead(status).end('secret text'));
  expect(await sender()(delivery(url), never)).toEqual({ ok: false, isGone: false, detail: `HTTP ${status}` });
});

test('410 is for good', async () => {
  const { url } = await receiver((response) => response.writeHead(410).end());
  expect(await sender()(delivery(url), never)).toMatchObject({ ok: false, isGone: true });
});

test('a redirect is not followed', async () => {
  const other = await receiver((response) => response.writeHead(204).end());
  const { url } = await receiver((response) => response.writeHead(307, { location: other.url }).end());
  expect(await sender()(delivery(url), never)).toMatchObject({ ok: false, detail: 'HTTP 307' });
  expect(other.received).toEqual([]);
});

test('an answer without end does not hold anybody up', async () => {
  const { url } = await receiver((response) => response.writeHead(200).write('x'));
  expect(await sender()(delivery(url), never)).toMatchObject({ ok: true });
});

test('who does not answer in time is given up', async () => {
  const { url } = await receiver(() => {});
  expect(await sender({ timeoutMs: 200 })(delivery(url), never)).toMatchObject({ ok: false, detail: 'timeout' });
});

test('stopped, it ends at once', async () => {
  const stop = new AbortController();
  const { url } = await receiver(() => stop.abort());
  expect(await sender()(delivery(url), stop.signal)).toMatchObject({ ok: false, detail: 'stopped' });
});

test.each<[what: string, change: (url: string) => string, resolve?: WebhookSenderOptions['resolve']]>([
  ['a name of this machine', (url) => url],
  ['an address of this machine', (url) => url.replace('localhost', '127.0.0.1')],
  ['the same in another form', (url) => url.replace('localhost', '0x7f.1')],
  ['the same as a number', (url) => url.replace('localhost', '2130706433')],
  ['IPv6', (url) => url.replace('localhost', '[::1]')],
  ['IPv4 in IPv6', (url) => url.replace('localhost', '[::ffff:7f00:1]')],
  ['a name that leads inside', (url) => url.replace('localhost', 'contoso.example'), async () => ['10.0.0.1']],
  ['a name that leads inside, too', (url) => url, async () => ['93.184.216.34', '127.0.0.1']],
  ['a name that leads nowhere', (url) => url, async () => []],
])('%s gets nothing', async (_, change, resolve) => {
  const { url, received } = await receiver((response) => response.writeHead(204).end());
  const send = sender({ allowPrivateAddresses: false, ...(resolve === undefined ? {} : { resolve }) });
  expect(await send(delivery(change(url)), never)).toMatchObject({ ok: false, detail: 'address-not-allowed' });
  expect(received).toEqual([]);
});

test('the address that was looked at is the one that is connected to', async () => {
  const { url, received } = await receiver((response) => response.writeHead(204).end());
  let looks = 0;
  const resolve = async () => {
    looks += 1;
    return ['127.0.0.1'];
  };
  const send = sender({ resolve });
  // The name leads elsewhere on this machine: only the address that was given is used.
  expect(await send(delivery(url), never)).toMatchObject({ ok: true });
  expect([looks, received.length]).toEqual([1, 1]);
});

test('who shows a certificate of another name gets nothing', async () => {
  const { url, received } = await receiver((response) => response.writeHead(204).end());
  const send = sender({ resolve: async () => ['127.0.0.1'] });
  const result = await send(delivery(url.replace('localhost', 'contoso.example')), never);
  expect(result).toMatchObject({ ok: false, detail: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  expect(received).toEqual([]);
});

test('without encryption nothing is sent', async () => {
  expect(await sender()(delivery('http://localhost:1/'), never)).toMatchObject({ ok: false, detail: 'not-https' });
});
