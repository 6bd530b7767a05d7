import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMemoryStores } from '../../stores/memory/create-memory-stores.ts';
import { canonicalJson } from '../../sync/canonical-json.ts';
import { parseCertificate } from './certificate.ts';
import { createLeavings, type LeavingPorts, type Uninstalled } from './leaving.ts';

const tenantId = 't';
const never = new AbortController().signal;

/** A tenant with three mailboxes of which one cannot be cleaned; what was done is told in order. */
async function company(change: Partial<LeavingPorts> = {}) {
  const stores = createMemoryStores({ now: () => '2026-03-01T00:00:00.000Z' });
  await stores.tenants.saveTenant({
    tenantId,
    name: 'Contoso',
    defaultCountry: 'DE',
    timeZone: 'Europe/Berlin',
    language: 'de',
    createdAt: '2026-01-01T00:00:00.000Z',
  });
  const done: string[] = [];
  let mailboxes = 3;
  const note = (what: string) => async () => void done.push(what);
  const ports: LeavingPorts = {
    documents: stores.documents,
    data: stores.tenantData,
    now: () => '2026-03-01T00:00:00.000Z',
    certificates: { newId: () => 'id', hashOf: (id) => `hash of ${id}`, seal: (_, text) => Buffer.from(text) },
    tenant: stores.tenants.tenant,
    countMailboxes: async () => mailboxes,
    pauseAll: note('pause'),
    async uninstallAll() {
      done.push('uninstall');
      mailboxes = 1;
      return { kind: 'done' };
    },
    tellLeft: note('tell'),
    async removeFiles() {
      done.push('files');
      return [{ what: 'csv-files', entries: 2, oldestAt: null }];
    },
    async alone(_, work) {
      done.push('alone');
      await work();
    },
    forgetKey: () => void done.push('forget key'),
    ...change,
  };
  return { stores, done, ports, leavings: createLeavings(ports) };
}

test('who leaves is taken out of mailboxes and removed, with a certificate that adds up', async () => {
  const { stores, done, leavings } = await company();
  expect(await leavings.begin(tenantId, true)).toEqual({
    state: 'uninstalling',
    mailboxes: 3,
    mailboxesDone: 0,
    reason: null,
    certificateId: 'id',
  });
  await leavings.work(tenantId, never);
  expect(done).toEqual(['pause', 'uninstall', 'alone', 'tell', 'files', 'forget key']);
  expect(await stores.tenants.tenants()).toEqual([]);
  expect(await leavings.state(tenantId)).toBeNull();
  const sealed = await stores.tenantData.certificate('hash of id');
  const { hash, ...facts } = parseCertificate(Buffer.from(sealed ?? []).toString());
  expect(facts).toEqual({
    tenantName: 'Contoso',
    requestedAt: '2026-03-01T00:00:00.000Z',
    deletedAt: '2026-03-01T00:00:00.000Z',
    mailboxesCleaned: 2,
    mailboxesLeft: 1,
    deleted: [
      { what: 'documents', entries: 1 },
      { what: 'csv-files', entries: 2 },
    ],
  });
  expect(hash).toBe(createHash('sha256').update(canonicalJson(facts)).digest('hex'));
});

test('without taking out, mailboxes are left as they are, and the certificate says so', async () => {
  const { stores, done, leavings } = await company();
  await leavings.begin(tenantId, false);
  await leavings.work(tenantId, never);
  expect(done).not.toContain('uninstall');
  const sealed = await stores.tenantData.certificate('hash of id');
  expect(parseCertificate(Buffer.from(sealed ?? []).toString())).toMatchObject({
    mailboxesCleaned: 0,
    mailboxesLeft: 3,
  });
});

test('what failed is told with its reason, deletes nothing, and can be begun again', async () => {
  const outcomes: Uninstalled[] = [{ kind: 'failed', reason: 'consent-withdrawn' }, { kind: 'done' }];
  const { stores, leavings } = await company({ uninstallAll: async () => outcomes.shift() ?? { kind: 'stopped' } });
  await leavings.begin(tenantId, true);
  await leavings.work(tenantId, never);
  expect(await leavings.state(tenantId)).toMatchObject({ state: 'failed', reason: 'consent-withdrawn' });
  await leavings.work(tenantId, never);
  expect(await stores.tenants.tenants()).toHaveLength(1);
  expect(await leavings.begin(tenantId, true)).toMatchObject({ state: 'uninstalling', certificateId: 'id' });
  await leavings.work(tenantId, never);
  expect(await stores.tenants.tenants()).toEqual([]);
});

test('stopped by the end of the program, it goes on with the next start', async () => {
  const outcomes: Uninstalled[] = [{ kind: 'stopped' }, { kind: 'done' }];
  const { stores, ports, leavings } = await company({
    uninstallAll: async () => outcomes.shift() ?? { kind: 'stopped' },
  });
  await leavings.begin(tenantId, true);
  await leavings.work(tenantId, never);
  const next = createLeavings(ports);
  expect(await next.state(tenantId)).toMatchObject({ state: 'uninstalling' });
  await next.work(tenantId, never);
  expect(await stores.tenants.tenants()).toEqual([]);
});

test('nobody leaves who did not ask for it', async () => {
  const { stores, done, leavings } = await company();
  await leavings.work(tenantId, never);
  expect(done).toEqual([]);
  expect(await stores.tenants.tenants()).toHaveLength(1);
});

test('asked twice, it leaves once', async () => {
  const { done, leavings } = await company();
  await leavings.begin(tenantId, true);
  await leavings.begin(tenantId, false);
  await Promise.all([leavings.work(tenantId, never), leavings.work(tenantId, never)]);
  expect(done.filter((what) => what === 'uninstall')).toHaveLength(1);
});
