import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';

const clientId = '11111111-2222-4333-8444-555555555555';

function fileWith(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'ringbook-config-')), 'ringbook.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('without a file the defaults hold', () => {
  const config = loadConfig(null, {});
  expect(config.http.port).toBe(8443);
  expect(config.graph.url).toBe('https://graph.microsoft.com');
  expect(config.sync.audience).toEqual({ kind: 'everyone' });
  expect(config.entra).toBeUndefined();
});

test('the environment replaces what the file says', () => {
  const path = fileWith({ tenant: { name: 'From file', defaultCountry: 'AT' } });
  const config = loadConfig(path, { RINGBOOK_TENANT_NAME: 'From environment', RINGBOOK_HTTP_PORT: '9000' });
  expect(config.tenant).toMatchObject({ name: 'From environment', defaultCountry: 'AT' });
  expect(config.http.port).toBe(9000);
});

test('paths are relative to the file', () => {
  const path = fileWith({
    dataDir: 'data',
    entra: { clientId, certificateFile: 'app.pem', privateKeyFile: '/etc/app.key' },
  });
  const config = loadConfig(path, {});
  expect(config.dataDir).toBe(join(path, '..', 'data'));
  expect(config.entra?.certificateFile).toBe(join(path, '..', 'app.pem'));
  expect(config.entra?.privateKeyFile).toBe('/etc/app.key');
});

test('a mail server has defaults, and its files are relative to the file', () => {
  const smtp = { host: 'mail.contoso.example', from: 'Ringbook <ringbook@contoso.example>' };
  const path = fileWith({ smtp: { ...smtp, user: 'ringbook', passwordFile: 'smtp.password', caFile: 'ca.pem' } });
  expect(loadConfig(path, {}).smtp).toEqual({
    ...smtp,
    port: 587,
    secure: false,
    user: 'ringbook',
    passwordFile: join(path, '..', 'smtp.password'),
    caFile: join(path, '..', 'ca.pem'),
  });
});

test.each([
  ['a user without a password', { smtp: { host: 'h', from: 'a@b.c', user: 'u' } }, /smtp: user and passwordFile/],
  ['a sender that is none', { smtp: { host: 'h', from: 'Ringbook' } }, /smtp\.from: must be an e-mail address/],
  ['a sender with a line break', { smtp: { host: 'h', from: 'x\r\nBcc: a@b.c <a@b.c>' } }, /smtp\.from/],
  ['an operator without an address', { operator: { name: 'Contoso', email: 'a@b.example' } }, /operator\.address/],
  ['an unknown field', { sink: {} }, /sink/],
  [
    'a client id that is none',
    { entra: { clientId: 'abc', certificateFile: 'a', privateKeyFile: 'b' } },
    /entra\.clientId: .*GUID/,
  ],
  ['a host without TLS', { graph: { url: 'http://graph.example' } }, /graph\.url: must be an https/],
  ['a country in words', { tenant: { defaultCountry: 'Germany' } }, /tenant\.defaultCountry: .*two capital letters/],
  ['a port that is no number', { http: { port: 'x' } }, /http\.port/],
])('%s is named', (_, content, message) => {
  const load = () => loadConfig(fileWith(content), {});
  expect(load).toThrow(ConfigError);
  expect(load).toThrow(message);
});

test('broken JSON and a missing file say which file', () => {
  const broken = fileWith('{"a": ');
  expect(() => loadConfig(broken, {})).toThrow(`${broken} is not a JSON object`);
  expect(() => loadConfig('/nowhere/ringbook.json', {})).toThrow('/nowhere/ringbook.json cannot be read');
});
