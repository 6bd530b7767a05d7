import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../src/entry/free-port.ts';
import { type ControlClient, createControlClient } from '../fixtures/control-client.ts';
import { createTempFolder, type TempFolder } from '../fixtures/temp-folder.ts';
import { type Card, hasUsableMailbox, readCards, readReport, readUsers } from './address-list.ts';
import { type RingbookProcess, resultOf, ringbook, startRingbook } from './ringbook-process.ts';

const file = fileURLToPath(new URL('../../../shared/data/us-legislators/members.csv', import.meta.url));
const isThere = existsSync(file);
if (!isThere) process.stderr.write(`skipped: no ${file}, so no real people are followed into the mailboxes\n`);

const rowsSchema = z.array(z.record(z.string(), z.string()));

/** Columns of the file, and where their texts arrive, byte for byte. */
const textsOf: Readonly<Record<string, string>> = {
  displayName: 'displayName',
  givenName: 'givenName',
  middleName: 'middleName',
  surname: 'surname',
  generation: 'generation',
  nickName: 'nickName',
  jobTitle: 'jobTitle',
  department: 'department',
  companyName: 'companyName',
  officeLocation: 'officeLocation',
  homePage: 'businessHomePage',
};
/** The demo's one change. */
const newTitle = 'Head of Telephony';

describe.skipIf(!isThere)('537 people from a file', () => {
  let folder: TempFolder;
  let started: RingbookProcess;
  let control: ControlClient;
  let simulatorUrl: string;
  let pagesUrl: string;
  let entraTenantId: string;
  let configFile: string;

  beforeAll(async () => {
    folder = await createTempFolder();
    const [port, simulatorPort] = [await freePort(), await freePort()];
    pagesUrl = `https://localhost:${port}`;
    simulatorUrl = `https://localhost:${simulatorPort}`;
    const dataDir = join(folder.path, 'data');
    configFile = join(dataDir, 'demo', 'ringbook.json');
    started = startRingbook([
      ...['start', '--json', '--people', file, '--mailboxes', '3', '--data-dir', dataDir],
      ...['--port', `${port}`, '--simulator-port', `${simulatorPort}`],
    ]);
    await started.says(/Ringbook stays up/);
    control = createControlClient(`${simulatorUrl}/control`, await readFile(join(dataDir, 'simulator/ca.pem'), 'utf8'));
    const config = z.object({ tenant: z.object({ entraTenant: z.string() }) });
    entraTenantId = config.parse(JSON.parse(await readFile(configFile, 'utf8'))).tenant.entraTenant;
  });
  afterAll(async () => {
    started.kill('SIGKILL');
    await control.close();
    await folder.remove();
  });

  test('the result is said while it stays up', async () => {
    const figures: unknown = JSON.parse(await started.says(/^\{.*\}$/m));
    expect(figures).toMatchObject({
      people: 537,
      mailboxes: 3,
      firstFill: { writes: 3 * 537 },
      idle: { mailboxRequests: 0 },
      oneChange: { mailboxes: 3, writes: 3 },
      personalContactsTouched: 0,
      duplicates: 0,
    });
  });

  test('every accent, suffix and apostrophe is in every mailbox', async () => {
    const rows = rowsSchema.parse(parse(readFileSync(file, 'utf8'), { columns: true, bom: true }));
    expect(rows).toHaveLength(537);
    const users = await readUsers(control, entraTenantId);
    const promoted = users.filter(({ jobTitle }) => jobTitle === newTitle).map(({ displayName }) => displayName);
    expect(promoted).toHaveLength(1);
    const wanted = rows
      .map((row) => ({ ...row, ...(promoted.includes(row.displayName ?? '') ? { jobTitle: newTitle } : {}) }))
      .map(fromRow)
      .sort(byName);
    const mailboxes = users.filter(hasUsableMailbox);
    expect(mailboxes).toHaveLength(3);
    for (const { id } of mailboxes) {
      const cards = await readCards(control, entraTenantId, id);
      expect(cards.map(fromCard).sort(byName)).toEqual(wanted);
    }
    expect(await readReport(control, entraTenantId)).toEqual({ personalContactsTouched: 0, duplicates: 0 });
  });

  test('the other commands work with the same configuration, and know that nothing is to do', async () => {
    const status = await ringbook('status', '--json', '--config', configFile);
    expect(status.code).toBe(0);
    expect(resultOf(status)).toMatchObject({
      tenants: [
        {
          connections: [{ state: 'connected', entraTenantId }],
          syncs: [{ items: 537, replicas: { ready: 3, atHead: 3, writing: 0, unknown: 0, unavailable: 0 } }],
        },
        // Somebody may try the wizard with it.
        { connections: [] },
      ],
    });
    const plan = await ringbook('plan', '--json', '--config', configFile);
    expect(plan.code).toBe(0);
    expect(resultOf(plan)).toMatchObject({ items: 537, itemsChanged: 0, creates: 0, updates: 0, deletes: 0 });
    await control.post('/requests/reset', {});
    const sync = await ringbook('sync', '--json', '--config', configFile);
    expect(sync.code).toBe(0);
    expect(resultOf(sync)).toMatchObject({ state: 'done', totals: { created: 0, updated: 0, deleted: 0 } });
    expect(await control.get('/requests')).toMatchObject({ mailboxRequests: 0, writes: 0 });
  });

  test('a plan tells of a change and does not make it', async () => {
    const [somebody] = await readUsers(control, entraTenantId);
    if (somebody === undefined) throw new Error('nobody is there');
    await control.patch(`/tenants/${entraTenantId}/users/${somebody.id}`, { officeLocation: 'Elsewhere' });
    await control.post('/requests/reset', {});
    const plan = await ringbook('plan', '--config', configFile);
    expect(plan.code).toBe(0);
    expect(plan.stdout).toContain('Contacts in the list: 537, new or changed: 1, gone: 0');
    expect(plan.stdout).toContain('Creates: 0, updates: 3, deletes: 0');
    expect(await control.get('/requests')).toMatchObject({ writes: 0 });
    const sync = await ringbook('sync', '--json', '--config', configFile);
    expect(resultOf(sync)).toMatchObject({ state: 'done', totals: { created: 0, updated: 3, deleted: 0 } });
  });

  test('a signal ends it and its simulator within seconds', async () => {
    const insecure = new Agent({ connect: { rejectUnauthorized: false } });
    const answers = (url: string) =>
      request(url, { dispatcher: insecure }).then(
        ({ body }) => body.dump().then(() => true),
        () => false,
      );
    expect([await answers(simulatorUrl), await answers(pagesUrl)]).toEqual([true, true]);
    const asked = performance.now();
    started.kill('SIGTERM');
    expect(await started.ended).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - asked).toBeLessThan(5000);
    expect([await answers(simulatorUrl), await answers(pagesUrl)]).toEqual([false, false]);
    await insecure.close();
  });
});

interface Comparable {
  readonly texts: Readonly<Record<string, string>>;
  readonly businessPhones: unknown;
  readonly street: unknown;
}

function fromRow(row: Readonly<Record<string, string>>): Comparable {
  const texts = Object.fromEntries(
    Object.entries(textsOf).flatMap(([column, property]) => {
      const text = (row[column] ?? '').normalize('NFC');
      return text === '' ? [] : [[property, text]];
    }),
  );
  const digits = (row.businessPhone ?? '').replaceAll('-', '');
  return { texts, businessPhones: digits === '' ? [] : [`+1${digits}`], street: row.businessStreet || undefined };
}

const addressSchema = z.object({ street: z.string().optional() }).optional();

function fromCard(card: Card): Comparable {
  const texts = Object.fromEntries(
    Object.values(textsOf).flatMap((property) => {
      const text = card[property];
      return typeof text === 'string' && text !== '' ? [[property, text]] : [];
    }),
  );
  const { street } = addressSchema.parse(card.businessAddress) ?? {};
  return { texts, businessPhones: card.businessPhones ?? [], street };
}

function byName(one: Comparable, other: Comparable): number {
  const [a = '', b = ''] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : Number(a > b);
}
