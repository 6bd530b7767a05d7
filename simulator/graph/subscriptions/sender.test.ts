import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverCertificate } from '../../http/certificates.ts';
import { createSender } from './sender.ts';

let folder: string;
let server: Server;
let authority: string;
let address: string;
let seen: { readonly url: string | undefined; readonly type: string | undefined; readonly body: string }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringbook-sender-'));
  const certificate = await serverCertificate(folder, Date.now());
  authority = certificate.caPem;
  seen = [];
  server = createServer({ cert: certificate.certPem, key: certificate.keyPem }, (request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ url: request.url, type: request.headers['content-type'], body });
      if (request.url === '/silent') return;
      if (request.url === '/redirect') response.writeHead(302, { location: '/elsewhere' }).end();
      else if (request.url === '/endless') response.writeHead(200).end('x'.repeat(100_000));
      else response.writeHead(202, { 'content-type': 'text/plain' }).end('thanks');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
  address = `https://localhost:${bound.port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const json = { contentType: 'application/json', body: '{"ä":1}' };

test('posts to an endpoint whose authority is trusted', async () => {
  const answer = await createSender([authority])(`${address}/notify?a=b`, json, 5000);
  expect(answer).toEqual({ status: 202, contentType: 'text/plain', body: 'thanks' });
  expect(seen.at(-1)).toEqual({ url: '/notify?a=b', type: 'application/json', body: '{"ä":1}' });
});

test('refuses an endpoint whose authority is not trusted', async () => {
  await expect(createSender([])(`${address}/notify`, json, 5000)).rejects.toThrow(/certificate/);
});

test('gives up after the time allowed', async () => {
  await expect(createSender([authority])(`${address}/silent`, json, 50)).rejects.toThrow(/aborted/);
});

test('follows no redirect and reads no endless answer', async () => {
  const send = createSender([authority]);
  expect((await send(`${address}/redirect`, json, 5000)).status).toBe(302);
  expect(seen.at(-1)?.url).toBe('/redirect');
  await expect(send(`${address}/endless`, json, 5000)).rejects.toThrow('too long');
});
