import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { keepCsvUpload } from '../../../src/entry/csv-uploads.ts';
import { openPrivacy } from '../../../src/entry/dashboard/privacy.ts';
import { currentDefinitions } from '../../../src/entry/definitions.ts';
import { definitionsFromConfig } from '../../../src/entry/definitions-from-config.ts';
import { everySync } from '../../../src/entry/open-ringbook.ts';
import { partsOf } from '../../../src/entry/program.ts';
import { purgeAfterRun } from '../../../src/entry/purge.ts';
import { runSyncs } from '../../../src/entry/sync-actions.ts';
import { withTenantLock } from '../../../src/entry/tenant-lock.ts';
import { noTotals } from '../../../src/runs/record-run.ts';
import type { Run } from '../../../src/runs/stores.ts';
import { canonicalJson } from '../../../src/sync/canonical-json.ts';
import { storedKinds } from '../../../src/tenants/tenant-data.ts';
import { type ApiWorld, openApiWorld } from '../../fixtures/api-world.ts';
import { createServerCertificate } from '../../fixtures/server-certificate.ts';
import { sampleSession } from '../stores/sample-identity.ts';

const never = new AbortController().signal;
const stop = { drain: never, cancel: never };

interface Event {
  readonly path: string | undefined;
  readonly body: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

let world: ApiWorld;
let smtp: SMTPServer;
let receiver: Server;
let hookUrl = '';
let receiverAnswers = 204;
const mails: { readonly to: string; readonly text: string }[] = [];
const events: Event[] = [];

beforeAll(async () => {
  const { caPem, certPem, keyPem } = await createServerCertificate();
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        for (const { address } of envelope.rcptTo) mails.push({ to: address, text: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  const listening = smtp.listen(0, 'localhost');
  await once(listening, 'listening');
  receiver = createServer({ key: keyPem, cert: certPem }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      events.push({ path: request.url, body: Buffer.concat(chunks).toString(), headers: request.headers });
      response.writeHead(receiverAnswers).end();
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  hookUrl = `https://localhost:${portOf(receiver.address())}/hook`;
  world = await openApiWorld({
    others: [{ people: 5, mailboxes: 2, domain: 'fabrikam.example' }],
    config: {
      operator: {
        name: 'Operator & Co',
        address: 'Straße 1\n80331 München',
        email: 'privacy@operator.example',
        subProcessors: [{ name: 'Hosting AG', purpose: 'servers', location: 'Germany' }],
      },
      smtp: { host: 'localhost', port: portOf(listening.address()), from: 'ringbook@operator.example' },
      webhooks: { allowPrivateAddresses: true },
    },
    caPems: [caPem],
  });
});

afterAll(async () => {
  await world.close();
  receiver.closeAllConnections();
  receiver.close();
  await new Promise<void>((resolve) => void smtp.close(() => resolve()));
});

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Lets everything that is due happen. */
async function settle(): Promise<void> {
  await world.privacy.turn();
}

describe('retention', () => {
  test('is thirty days until it is changed, by owners only, and never longer', async () => {
    const read = await world.call('getRetention');
    expect(read.json).toEqual({ days: 30, purgeAfterSync: false });
    const body = { days: 7, purgeAfterSync: false };
    const ifMatch = read.etag ?? '';
    expect((await world.call('putRetention', { body, ifMatch, headers: world.as('admin') })).status).toBe(403);
    for (const days of [0, 31, 1.5]) {
      expect((await world.call('putRetention', { body: { ...body, days }, ifMatch })).status).toBe(422);
    }
    const saved = await world.call('putRetention', { body, ifMatch });
    expect(saved.json).toEqual(body);
    expect((await world.call('putRetention', { body, ifMatch })).problem.code).toBe('changed-meanwhile');
    expect((await world.call('getRetention')).etag).toBe(saved.etag);
    expect(world.audited.at(-1)?.draft).toMatchObject({
      action: 'putRetention',
      changes: [{ field: 'days', before: '30', after: '7' }],
    });
  });

  test('what is stored is told with when it goes, and a purge takes it away', async () => {
    await runSyncs(world.parts, everySync, () => {}, stop);
    const before = (await world.call('getStorage')).json.items;
    expect(before.map(({ what }) => what).toSorted()).toEqual([...storedKinds].toSorted());
    const list = before.find(({ what }) => what === 'address-list');
    expect(list).toMatchObject({ where: 'database', sealed: true, personal: true });
    expect(list?.entries).toBeGreaterThan(10);
    const days = (Date.parse(list?.goneAt ?? '') - Date.parse(list?.oldestAt ?? '')) / 86_400_000;
    expect(days).toBe(7);
    const written = before.find(({ what }) => what === 'written-contacts');
    expect(written?.entries).toBeGreaterThan(0);
    expect((await world.call('purgeNow', { body: null, headers: world.as('admin') })).status).toBe(403);
    expect((await world.call('purgeNow', { body: null })).status).toBe(200);
    const after = (await world.call('getStorage')).json.items;
    const gone = ['address-list', 'collections', 'photos', 'mailboxes', 'links', 'runs', 'issues'];
    expect(after.filter(({ what, entries }) => gone.includes(what) && entries > 0)).toEqual([]);
  });

  test('the first turn removes sessions that are over, whoever they are of', async () => {
    const { sessions } = world.parts.stores;
    const over = sampleSession();
    await sessions.addSession(over);
    const privacy = await openPrivacy(world.parts, {
      publicUrl: 'https://ringbook.example',
      stopRuns: () => {},
      onFailure: (error) => expect(error).toBeUndefined(),
    });
    await privacy.turn();
    await privacy.close(AbortSignal.abort());
    expect(await sessions.sessionsOf(over.person)).toEqual([]);
  });

  test('the run after a purge finds everything right, and writes nothing', async () => {
    const [run] = await runSyncs(world.parts, everySync, () => {}, stop);
    expect(run).toMatchObject({ state: 'done', totals: { created: 0, updated: 0, deleted: 0 } });
  });

  test('purged after each sync, nothing of contacts is kept, but what happened, and the next run works', async () => {
    const ifMatch = (await world.call('getRetention')).etag ?? '';
    await world.call('putRetention', { body: { days: 7, purgeAfterSync: true }, ifMatch });
    for (let turn = 0; turn < 2; turn += 1) {
      const [run] = await runSyncs(world.parts, everySync, () => {}, stop);
      expect(run).toMatchObject({ state: 'done', totals: { created: 0, updated: 0, deleted: 0 } });
      const { items } = (await world.call('getStorage')).json;
      const amount = (kind: string) => items.find(({ what }) => what === kind)?.entries;
      expect(['address-list', 'collections', 'mailboxes', 'photos', 'links'].map(amount)).toEqual([0, 0, 0, 0, 0]);
      expect(amount('runs')).toBeGreaterThan(0);
    }
  });

  test('while a run holds something, it stays, so that a person can decide', async () => {
    const { stores } = world.parts;
    const [last] = await stores.runs.runs(world.tenantId, await syncId(), 1);
    if (last === undefined) throw new Error('there is no run');
    await stores.retention.purgeBefore(world.tenantId, '2026-01-01T00:00:00.000Z');
    const later = new Date(Date.parse(last.startedAt) + 1000).toISOString();
    await stores.runs.saveRun(world.tenantId, {
      ...last,
      runId: 'held',
      state: 'held',
      heldHash: 'h',
      startedAt: later,
    });
    await stores.mailboxes.putMailboxes(world.tenantId, 'c', [
      { mailboxId: 'm', address: 'm@x.example', excluded: null },
    ]);
    await purgeAfterRun(world.parts);
    expect(await stores.mailboxes.address(world.tenantId, 'c', 'm')).toBe('m@x.example');
    await stores.runs.saveRun(world.tenantId, { ...last, runId: 'held', state: 'refused', startedAt: later });
    await purgeAfterRun(world.parts);
    expect(await stores.mailboxes.address(world.tenantId, 'c', 'm')).toBeNull();
  });

  test('during a run nothing is purged', async () => {
    await withTenantLock(world.parts.config.dataDir, world.tenantId, async () => {
      expect((await world.call('purgeNow', { body: null })).problem.code).toBe('already-running');
    });
  });
});

function lastEvent(): Event {
  const last = events.at(-1);
  if (last === undefined) throw new Error('nothing was delivered');
  return last;
}

async function syncId(): Promise<string> {
  return (await currentDefinitions(world.parts)).definitions.syncs[0]?.syncId ?? '';
}

describe('documents', () => {
  test('anyone can read them, in both languages, with what the configuration says', async () => {
    const headers = {};
    const name = 'data-privacy-policy' as const;
    const en = await world.call('getDocument', { params: { name }, query: {}, headers });
    expect(en.json).toMatchObject({ title: 'Data privacy policy', language: 'en' });
    const de = await world.call('getDocument', { params: { name }, query: { language: 'de' }, headers });
    expect(de.json).toMatchObject({ title: 'Datenschutzerklärung', language: 'de' });
    const operator = ['Operator & Co', 'Straße 1', '80331 München', 'privacy@operator.example'];
    expect(en.json.blocks).toContainEqual({ kind: 'list', items: operator });
    const list = await world.call('getDocument', { params: { name: 'sub-processors' }, query: {}, headers });
    expect(list.json.blocks).toContainEqual({ kind: 'list', items: ['Hosting AG: servers (Germany)'] });
  });

  test('another name is refused', async () => {
    const answer = await world.server.inject('/api/v1/documents/..%2Fsecret');
    expect([404, 422]).toContain(answer.statusCode);
  });
});

describe('mail', () => {
  const recipients = ['anna@contoso.example', 'Anna@contoso.example', 'ben@contoso.example'];

  test('a test mail needs recipients, goes to each alone, and not again within a minute', async () => {
    expect((await world.call('testMail', { body: null })).problem.code).toBe('not-possible');
    const read = await world.call('getNotificationSettings');
    expect(read.json).toMatchObject({ mail: { recipients: [] }, mailConfigured: true });
    const mail = { recipients, language: 'de' as const, on: ['run-held' as const, 'run-failed' as const] };
    const saved = await world.call('putNotificationSettings', { body: { mail }, ifMatch: read.etag ?? '' });
    expect(saved.json.mail.recipients).toEqual(['Anna@contoso.example', 'ben@contoso.example']);
    expect(JSON.stringify(world.audited.at(-1))).not.toMatch(/anna|ben@/i);
    const sent = await world.call('testMail', { body: null });
    expect(sent.json).toEqual({ accepted: saved.json.mail.recipients, rejected: [] });
    // They go side by side, so any may come first.
    expect(mails.map(({ to }) => to).sort()).toEqual(saved.json.mail.recipients);
    for (const { to, text } of mails) {
      for (const other of recipients.filter((one) => one !== to)) expect(text).not.toContain(other);
    }
    expect((await world.call('testMail', { body: null })).status).toBe(429);
    expect((await world.call('testMail', { body: null, headers: world.as('reader') })).status).toBe(403);
  });

  test('an address that is none is refused, and what someone else changed is not overwritten', async () => {
    const mail = { recipients: ['x\r\nBcc: y@z.example'], language: 'de' as const, on: [] };
    const ifMatch = (await world.call('getNotificationSettings')).etag ?? '';
    expect((await world.call('putNotificationSettings', { body: { mail }, ifMatch })).status).toBe(422);
    const other = await world.call('putNotificationSettings', {
      body: { mail: { ...mail, recipients: [] } },
      ifMatch: 'r0',
    });
    expect(other.problem.code).toBe('changed-meanwhile');
  });

  test('of runs people are told what waits for them and what failed, once, without content', async () => {
    mails.length = 0;
    const id = await syncId();
    const run = (change: Partial<Run>): Run => ({
      runId: 'mailed-1',
      kind: 'sync',
      syncId: id,
      state: 'held',
      startedAt: new Date(Date.now() + 60_000).toISOString(),
      endedAt: null,
      totals: { ...noTotals, deletesHeld: 1234 },
      versionBefore: null,
      setUp: null,
      heldHash: 'hash-1',
      reason: 'max-deletes',
      detail: null,
      ...change,
    });
    const end = async (ended: Run) => {
      await world.parts.stores.runs.saveRun(world.tenantId, ended);
      world.privacy.onRunEnd(world.tenantId, ended);
      const arrived = async () => {
        await settle();
        return mails.length;
      };
      await expect.poll(arrived, { timeout: 5_000 }).toBeGreaterThan(1);
    };
    await end(run({}));
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['Anna@contoso.example', 'ben@contoso.example']);
    const text = decode(mails[0]?.text ?? '');
    expect(text).toContain('Zurückgehaltene Löschungen: 1.234.');
    expect(text).toContain(`https://ringbook.example/t/${world.tenantId}/runs`);
    mails.length = 0;
    const later = new Date(Date.now() + 120_000).toISOString();
    await end(run({ runId: 'mailed-2', state: 'failed', reason: 'throttled', heldHash: null, startedAt: later }));
    expect(decode(mails[0]?.text ?? '')).toContain('(throttled)');
  });

  test('the week is told on Mondays, to who wants to hear of it', async () => {
    mails.length = 0;
    const { documents } = world.parts.stores;
    const { json, etag } = await world.call('getNotificationSettings');
    const mail = { ...json.mail, on: [...json.mail.on, 'weekly-report' as const] };
    await world.call('putNotificationSettings', { body: { mail }, ifMatch: etag ?? '' });
    await settle();
    const known = await documents.document(world.tenantId, 'weekly-report', 'weekly-report');
    const reportedAt = new Date(Date.now() - 8 * 86_400_000).toISOString();
    await documents.putDocument(world.tenantId, 'weekly-report', 'weekly-report', { reportedAt }, known?.revision ?? 0);
    for (let turn = 0; turn < 3; turn += 1) await settle();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['Anna@contoso.example', 'ben@contoso.example']);
    expect(decode(mails[0]?.text ?? '')).toMatch(/Läufe: \d+, davon gescheitert: \d+\./);
    expect(decode(mails[0]?.text ?? '')).toContain('Ordner in Postfächern: 12');
  });
});

/** Quoted-printable, as mail is sent. */
function decode(mail: string): string {
  const bytes = mail
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

describe('webhooks', () => {
  test('are owners’ alone, HTTPS, without names and passwords', async () => {
    const body = { url: hookUrl, events: ['run.ended' as const] };
    expect((await world.call('createWebhook', { body, headers: world.as('admin') })).status).toBe(403);
    for (const url of [
      'http://contoso.example',
      'https://user:secret@contoso.example',
      'https://contoso.example/#x',
      'x',
    ]) {
      expect((await world.call('createWebhook', { body: { ...body, url } })).status).toBe(422);
    }
    expect((await world.call('createWebhook', { body: { ...body, events: [] } })).status).toBe(422);
  });

  test('the secret is shown once, and signs what is delivered', async () => {
    const body = { url: hookUrl, events: ['run.ended' as const, 'tenant.left' as const] };
    const { webhook, secret } = (await world.call('createWebhook', { body })).json;
    expect(secret).toMatch(/^whsec_/);
    const listed = await world.call('listWebhooks');
    expect(listed.json.items).toEqual([webhook]);
    expect(listed.raw.body).not.toContain(secret);
    expect(JSON.stringify(world.audited)).not.toContain(hookUrl);
    const tested = await world.call('testWebhook', { params: { webhookId: webhook.webhookId }, body: null });
    expect(tested.json).toEqual({ ok: true, detail: 'HTTP 204' });
    const { headers, body: delivered } = lastEvent();
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${delivered}`;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(JSON.parse(delivered)).toMatchObject({ type: 'test', data: { tenantId: world.tenantId } });
    expect((await world.call('listWebhooks')).json.items[0]?.lastDelivery).toMatchObject({
      ok: true,
      detail: 'HTTP 204',
    });
  });

  test('a run’s end is told in counts, and again when it did not arrive', async () => {
    receiverAnswers = 500;
    events.length = 0;
    await world.privacy.notices.tell(world.tenantId, {
      kind: 'run-ended',
      syncId: 's',
      runId: 'r',
      state: 'done',
      created: 1,
      updated: 2,
      deleted: 3,
      issues: 0,
    });
    await settle();
    expect(events).toHaveLength(1);
    expect((await world.call('listWebhooks')).json.items[0]?.lastDelivery).toMatchObject({
      ok: false,
      detail: 'HTTP 500',
    });
    await settle();
    expect(events).toHaveLength(1);
    const [waiting] = await world.parts.stores.documents.documents(world.tenantId, 'outbox');
    expect(waiting?.content).toMatchObject({ tries: 1 });
    expect(JSON.parse(events[0]?.body ?? '')).toMatchObject({
      type: 'run.ended',
      data: { tenantId: world.tenantId, syncId: 's', runId: 'r', state: 'done', created: 1, updated: 2, deleted: 3 },
    });
    receiverAnswers = 204;
    await world.parts.stores.documents.removeDocument(world.tenantId, 'outbox', waiting?.documentId ?? '');
  });

  test('one that is not there is not found', async () => {
    const params = { webhookId: 'nowhere' };
    expect((await world.call('testWebhook', { params, body: null })).status).toBe(404);
    expect((await world.call('deleteWebhook', { params })).status).toBe(404);
    const made = await world.call('createWebhook', { body: { url: `${hookUrl}/2`, events: ['run.held'] } });
    expect((await world.call('deleteWebhook', { params: { webhookId: made.json.webhook.webhookId } })).status).toBe(
      204,
    );
  });
});

describe('leaving', () => {
  test('needs the name, and an owner', async () => {
    const wrong = await world.call('leave', { body: { confirm: 'Fabrikam', uninstall: true } });
    expect(wrong.problem.code).toBe('invalid-input');
    expect(wrong.raw.body).toContain('body.confirm');
    const right = { confirm: 'Contoso', uninstall: true };
    expect((await world.call('leave', { body: right, headers: world.as('admin') })).status).toBe(403);
    expect((await world.call('getLeaving')).json).toMatchObject({ state: 'not-leaving', certificateId: null });
  });

  test('a tenant without anything leaves at once', async () => {
    const tenant = await world.addTenant('Empty Inc.');
    const params = { tenantId: tenant.tenantId };
    const headers = world.as('owner', tenant.tenantId);
    const left = await world.call('leave', { params, headers, body: { confirm: 'Empty Inc.', uninstall: true } });
    expect(left.json).toMatchObject({ state: 'uninstalling' });
    await settle();
    const { certificateId } = left.json;
    const certificate = await world.call('getCertificate', {
      params: { certificateId: certificateId ?? '' },
      headers: {},
    });
    expect(certificate.json).toMatchObject({ tenantName: 'Empty Inc.', mailboxesCleaned: 0, mailboxesLeft: 0 });
  });

  test('with consent withdrawn it fails and says so, and can be done without taking anything out', async () => {
    const entraTenantId = [...world.simulator.simulator.world.tenants.keys()][1] ?? '';
    const { tenantId } = await world.addTenant('Fabrikam');
    await world.connect(tenantId, entraTenantId);
    const parts = await partsOf(world.parts, tenantId);
    const [connection] = await world.parts.stores.tenants.connections(tenantId);
    if (parts === null || connection === undefined) throw new Error('the tenant is not there');
    await parts.stores.definitions.saveDefinitions(tenantId, definitionsFromConfig(parts.config, connection), 0);
    await runSyncs(parts, everySync, () => {}, stop);
    await world.control.delete(`/tenants/${entraTenantId}/consents/${world.simulator.clientId}`);
    const asOwner = { params: { tenantId }, headers: world.as('owner', tenantId) };
    await world.call('leave', { ...asOwner, body: { confirm: 'Fabrikam', uninstall: true } });
    await settle();
    expect((await world.call('getLeaving', asOwner)).json).toMatchObject({
      state: 'failed',
      reason: 'consent-withdrawn',
    });
    expect(
      (await parts.stores.definitions.definitions(tenantId)).definitions.syncs.map(({ paused }) => paused),
    ).toEqual([true]);
    const left = await world.call('leave', { ...asOwner, body: { confirm: 'Fabrikam', uninstall: false } });
    await settle();
    const params = { certificateId: left.json.certificateId ?? '' };
    const certificate = await world.call('getCertificate', { params, headers: {} });
    expect(certificate.json).toMatchObject({ tenantName: 'Fabrikam', mailboxesCleaned: 0, mailboxesLeft: 2 });
  });

  test('takes everything out of mailboxes, leaves nothing with us, and is certified', async () => {
    const { parts, tenantId } = world;
    const written = async () => {
      const report = z.object({ contactsWritten: z.number(), personalContactsTouched: z.number() });
      return report.parse(await world.control.get(`/tenants/${world.entraTenantId}/report`));
    };
    await keepCsvUpload(parts, tenantId, 'members.csv', Buffer.from('a;b'));
    expect((await written()).contactsWritten).toBeGreaterThan(0);
    const left = await world.call('leave', { body: { confirm: ' Contoso ', uninstall: true } });
    expect(left.status).toBe(200);
    expect((await world.call('getLeaving')).json).toMatchObject({ state: 'uninstalling', mailboxes: 12 });
    await settle();
    expect(world.failures).toEqual([]);
    expect((await world.call('getLeaving')).status).toBe(404);
    expect(await parts.stores.tenants.tenant(tenantId)).toBeNull();
    expect(await parts.stores.wrappedKeys.wrappedKey(tenantId)).toBeNull();
    await expect(parts.vault.forTenant(tenantId)).rejects.toMatchObject({ code: 'key-destroyed' });
    expect(JSON.parse(events.at(-1)?.body ?? '')).toMatchObject({ type: 'tenant.left' });
    const params = { certificateId: left.json.certificateId ?? '' };
    const { hash, ...facts } = (await world.call('getCertificate', { params, headers: {} })).json;
    expect(facts).toMatchObject({ tenantName: 'Contoso', mailboxesCleaned: 12, mailboxesLeft: 0 });
    expect(facts.deleted).toContainEqual({ what: 'csv-files', entries: 1 });
    expect(hash).toBe(createHash('sha256').update(canonicalJson(facts)).digest('hex'));
    const other = await world.call('getCertificate', { params: { certificateId: 'guess' }, headers: {} });
    expect(other.status).toBe(404);
    expect(await written()).toEqual({ contactsWritten: 0, personalContactsTouched: 0 });
  });

  test('in a running program it begins when the answer has gone out', async () => {
    world.privacy.start();
    const { tenantId } = await world.addTenant('Soon gone');
    const asOwner = { params: { tenantId }, headers: world.as('owner', tenantId) };
    const left = await world.call('leave', { ...asOwner, body: { confirm: 'Soon gone', uninstall: true } });
    const params = { certificateId: left.json.certificateId ?? '' };
    const look = async () => (await world.call('getCertificate', { params, headers: {} })).status;
    await expect.poll(look, { timeout: 5_000 }).toBe(200);
  });
});
