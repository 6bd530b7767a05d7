import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalCertificate } from '../../platform/https/local-certificate.ts';
import type { PageServer } from '../context.ts';
import { registerPages } from './register-pages.ts';

const script = 'console.log("a page")';
let folder: string;
let server: PageServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringbook-pages-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><meta name="csp-nonce" content="%CSP_NONCE%">');
  await writeFile(join(folder, 'assets/main-1a2b.js'), script);
  await writeFile(join(folder, 'assets/main-1a2b.js.br'), brotliCompressSync(script));
  await writeFile(join(folder, '.content-hash'), 'not for everyone');
  const { certificatePem, privateKeyPem } = await createLocalCertificate(Date.now());
  server = fastify({ https: { cert: certificatePem, key: privateKeyPem } });
  server.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'content-security-policy': "default-src 'none'", 'cache-control': 'no-store' });
  });
  server.get('/api/v1/session', async () => ({ person: null }));
  await registerPages(server, { folder, loginOrigin: 'https://login.example' });
  server.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ code: 'not-found' }));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const nonceOf = (body: string) => /content="([^"]+)"/.exec(body)?.[1];

test.each(['/', '/t/contoso/syncs', '/t/contoso/mailboxes/mia@contoso.com', '/sign-in?return=/t/1', '/tenants'])(
  '%s is the document, kept by nobody',
  async (url) => {
    const { statusCode, headers } = await server.inject({ url });
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['cache-control']).toBe('no-store');
  },
);

test.each([
  ...['/api', '/api/v1/nothing', '/graph/notifications', '/connect/callback', '/sign-in/callback', '/assets/'],
  ...['/assets/gone.js', '/assets/..%2f.content-hash', '/.content-hash', '/favicon.ico'],
])('%s is no page', async (url) => {
  const { statusCode, body } = await server.inject({ url });
  expect([403, 404]).toContain(statusCode);
  expect(body).not.toContain('doctype');
  expect(body).not.toContain('not for everyone');
});

test('each document allows the styles that bear its nonce, and no other document has the same', async () => {
  const answers = [await server.inject({ url: '/' }), await server.inject({ url: '/' })];
  for (const { body, headers } of answers) {
    expect(nonceOf(body)).toMatch(/^[\w-]{22}$/);
    expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonceOf(body)}';`);
  }
  expect(nonceOf(answers[0]?.body ?? '')).not.toBe(nonceOf(answers[1]?.body ?? ''));
});

test('the document may do nothing that it does not need', async () => {
  const { headers, body } = await server.inject({ url: '/' });
  expect(headers['content-security-policy']).toBe(
    [
      "default-src 'none'; script-src 'self'",
      `style-src 'self' 'nonce-${nonceOf(body)}'`,
      "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'",
      "form-action 'self' https://login.example; base-uri 'none'; frame-ancestors 'none'",
      "require-trusted-types-for 'script'; trusted-types 'none'",
    ].join('; '),
  );
  expect(headers).toMatchObject({
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers['permissions-policy']).toContain('camera=()');
});

test('files are kept for good, and come as small as the browser can read them', async () => {
  const plain = await server.inject({ url: '/assets/main-1a2b.js' });
  expect([plain.body, plain.headers['cache-control']]).toEqual([script, 'public, max-age=31536000, immutable']);
  expect(plain.headers['x-content-type-options']).toBe('nosniff');
  expect(plain.headers['content-security-policy']).toContain("style-src 'self';");

  const small = await server.inject({ url: '/assets/main-1a2b.js', headers: { 'accept-encoding': 'br, gzip' } });
  expect([small.headers['content-encoding'], small.headers['content-type']]).toEqual([
    'br',
    'application/javascript; charset=utf-8',
  ]);
  expect(small.headers.vary).toBe('accept-encoding');
});

test('what the server answers itself goes before the pages', async () => {
  expect((await server.inject({ url: '/api/v1/session' })).json()).toEqual({ person: null });
});
