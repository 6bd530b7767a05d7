import { expect, test } from 'vitest';
import { createLocalCertificate } from '../platform/https/local-certificate.ts';
import { translator } from '../platform/i18n/translator.ts';
import { ConnectorError } from '../runs/connector-error.ts';
import type { Status } from '../runs/read-status.ts';
import { noTotals } from '../runs/record-run.ts';
import type { ConnectOutcome } from '../tenants/connect.ts';
import type { ApiContext } from './context.ts';
import { createServer } from './server.ts';

const status: Status = {
  tenants: [
    {
      tenant: { tenantId: 't', name: 'Müller & <Söhne>', defaultCountry: 'DE', createdAt: '2026-01-01T00:00:00.000Z' },
      connections: [
        {
          connectionId: 'c',
          kind: 'microsoft-365',
          entraTenantId: 'e',
          state: 'withdrawn',
          consentedAt: '2026-01-01T00:00:00.000Z',
          changedAt: '2026-01-02T00:00:00.000Z',
        },
      ],
      syncs: [
        {
          syncId: 's',
          name: 'contacts',
          placement: 'Kontakte',
          paused: false,
          items: 1234,
          version: 1240,
          readAt: '2026-01-01T00:00:00.000Z',
          replicas: { unknown: 1, ready: 7, writing: 0, unavailable: 2, leaving: 0, atHead: 6 },
          runs: [
            {
              runId: 'r',
              kind: 'sync',
              versionBefore: 0,
              setUp: null,
              heldHash: null,
              syncId: 's',
              state: 'failed',
              startedAt: '2026-01-02T00:00:00.000Z',
              endedAt: null,
              totals: { ...noTotals, created: 5678 },
              reason: 'consent-withdrawn',
              detail: 'AADSTS700016',
            },
          ],
        },
      ],
    },
  ],
};

async function serverWith(finishConnect: ApiContext['finishConnect'] = async () => ({ kind: 'refused', error: 'x' })) {
  const pem = await createLocalCertificate(Date.now());
  return createServer(pem, { translator, readStatus: async () => status, finishConnect });
}

test('the status page speaks the browser’s language, escapes names, and refuses scripts', async () => {
  const server = await serverWith();
  const german = await server.inject({ url: '/', headers: { 'accept-language': 'de-DE,de;q=0.9,en;q=0.8' } });
  expect(german.statusCode).toBe(200);
  expect(german.body).toContain('<html lang="de">');
  expect(german.body).toContain('Müller &amp; &lt;Söhne&gt;');
  expect(german.body).toContain('1.234');
  expect(german.body).toContain('Die Zustimmung wurde zurückgezogen');
  expect(german.headers['content-security-policy']).toMatch(/default-src 'none'/);
  const english = await server.inject({ url: '/', headers: { 'accept-language': 'fr' } });
  expect(english.body).toContain('<html lang="en">');
  expect(english.body).toContain('5,678');
});

test('the same status is there for programs', async () => {
  const server = await serverWith();
  expect((await server.inject('/status.json')).json()).toEqual(status);
  expect((await server.inject('/healthz')).json()).toEqual({ status: 'ok' });
});

test('a data folder that cannot be used is said plainly, and its path is nobody’s business', async () => {
  const broken = async (): Promise<never> => {
    throw Object.assign(new Error('no room for /srv/ringbook'), { name: 'StoreError', code: 'full' });
  };
  const server = createServer(await createLocalCertificate(Date.now()), {
    translator,
    readStatus: broken,
    finishConnect: broken,
  });
  for (const url of ['/', '/connect/callback?state=x&tenant=y']) {
    const answer = await server.inject({ url, headers: { 'accept-language': 'de' } });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('Der Datenordner kann zurzeit nicht benutzt werden (full)');
    expect(answer.body).not.toContain('/srv');
  }
  const json = await server.inject('/status.json');
  expect([json.statusCode, json.json()]).toEqual([503, { error: 'stores', code: 'full' }]);
  expect((await server.inject('/healthz')).statusCode).toBe(200);
});

const connected: ConnectOutcome = {
  kind: 'connected',
  tenantId: 't',
  connection: {
    connectionId: 'c',
    kind: 'microsoft-365',
    entraTenantId: 'e',
    state: 'connected',
    consentedAt: '',
    changedAt: '',
  },
};

test.each<[string, () => Promise<ConnectOutcome>, number, string]>([
  ['connected', async () => connected, 200, 'Connected.'],
  ['refused', async () => ({ kind: 'refused', error: 'consent_required' }), 403, 'consent_required'],
  ['an unknown state', async () => ({ kind: 'rejected', reason: 'unknown-state' }), 400, 'belongs to no open question'],
  [
    'no proof',
    async () => {
      throw new ConnectorError({ code: 'consent-withdrawn', detail: 'AADSTS700016' });
    },
    502,
    'could not be proven (consent-withdrawn)',
  ],
])('the consent answer: %s', async (_, finish, code, text) => {
  const server = await serverWith(finish);
  const answer = await server.inject('/connect/callback?state=x&tenant=y');
  expect(answer.statusCode).toBe(code);
  expect(answer.body).toContain(text);
});
