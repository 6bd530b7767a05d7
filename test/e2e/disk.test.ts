import { cp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compareMailboxes, readReport, readUsers } from './address-list.ts';
import { createMoments, type Moments } from './moments.ts';
import { type Ended, resultOf, ringbook, startRingbook } from './ringbook-process.ts';
import { type SimulatedTenant, startSimulatedTenant } from './simulated-tenant.ts';
import { createSmallDisk, reasonAgainstSmallDisk, type SmallDisk } from './small-disk.ts';

const runSchema = z.object({
  state: z.string(),
  totals: z.object({ created: z.number(), updated: z.number(), deleted: z.number(), deletesHeld: z.number() }),
});
const nothingWritten = { created: 0, updated: 0, deleted: 0, deletesHeld: 0 };
const requestsSchema = z.object({ graphHttpRequests: z.number(), writes: z.number() });
const findingsSchema = z.array(
  z.object({ check: z.string(), state: z.string(), values: z.record(z.string(), z.unknown()) }),
);

let tenant: SimulatedTenant;
let moments: Moments;
let database: string;

beforeAll(async () => {
  tenant = await startSimulatedTenant({ people: 60, mailboxes: 6 });
  database = join(tenant.dataDir, 'ringbook.sqlite');
  moments = createMoments(tenant);
  await tenant.connect();
  await moments.save('connected');
  expect(await sync()).toMatchObject({ code: 0 });
  await moments.save('filled');
});
afterAll(() => tenant.close());

const sync = (...options: readonly string[]): Promise<Ended> =>
  ringbook('sync', '--json', '--config', tenant.configFile, ...options);
const requests = async () => requestsSchema.parse(await tenant.control.get('/requests'));
const setAside = async () => (await readdir(tenant.dataDir)).filter((name) => /\.damaged-[^/]*Z$/.test(name));

async function overwrite(at: number, length: number): Promise<void> {
  const handle = await open(database, 'r+');
  await handle.write(Buffer.alloc(length, 0xff), 0, length, at);
  await handle.close();
}

/** Numbers of the pages that hold rows of a table. */
function pagesOf(table: string): readonly number[] {
  const file = new Database(database);
  const rows = file.prepare("select pageno from dbstat where name = ? and pagetype = 'leaf'").pluck().all(table);
  file.close();
  return z.array(z.number()).min(1).parse(rows);
}

/** Every mailbox equals the list; nothing twice, nothing personal touched. */
async function expectAllInSync(): Promise<void> {
  const { actual, wanted } = await compareMailboxes(tenant.control, tenant.entraTenantId);
  expect(Object.keys(wanted).length).toBeGreaterThan(0);
  expect(actual).toEqual(wanted);
  await expectNoHarm();
}

async function expectNoHarm(): Promise<void> {
  expect(await readReport(tenant.control, tenant.entraTenantId)).toEqual({ personalContactsTouched: 0, duplicates: 0 });
}

/** A sentence for a person: no stack, and no code of ours beside it. */
function expectPlain({ code, stderr }: Ended, sentence: RegExp): void {
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(sentence) });
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(stderr.split('ringbook: ')).toHaveLength(2);
}

describe('F20: a damaged database is set aside, and the mailboxes tell what is in them', () => {
  beforeEach(() => moments.goTo('filled'));

  test('met at the start: one sync, and nothing is written', async () => {
    await overwrite(0, 100);
    const ended = await sync();
    expect(ended).toMatchObject({ code: 0 });
    const [aside = ''] = await setAside();
    expect(ended.stderr).toContain(`was set aside as ${join(tenant.dataDir, aside)}`);
    expect(runSchema.parse(resultOf(ended))).toMatchObject({ state: 'done', totals: nothingWritten });
    await expectAllInSync();
  });

  test('met in the middle of a run: said, and mended by the next sync', async () => {
    for (const page of pagesOf('entries')) await overwrite((page - 1) * 4096, 4096);
    const [person] = (await readUsers(tenant.control, tenant.entraTenantId)).filter(({ mailbox }) => mailbox === null);
    await tenant.control.patch(`/tenants/${tenant.entraTenantId}/users/${person?.id}`, { jobTitle: 'Lotse' });
    expectPlain(await sync(), /The database .*ringbook\.sqlite is damaged .*Start again: it is set aside/);
    await expectNoHarm();
    expect(await sync('--lang', 'de')).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Die Datenbank war beschädigt\. Sie wurde als .* beiseitegelegt/),
    });
    await expectAllInSync();
  });

  test('met by ringbook doctor, which reads the whole file', async () => {
    await overwrite((await stat(database)).size - 4096, 4096);
    const ended = await ringbook('doctor', '--json', '--config', tenant.configFile);
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/✗ Stores: The database .* is damaged/) });
    const findings = findingsSchema.parse(resultOf(ended));
    expect(findings.find(({ check }) => check === 'stores')).toMatchObject({
      state: 'bad',
      values: { problem: 'corrupt', file: database },
    });
  });

  test('F19: an older copy that was brought back: nothing comes twice', async () => {
    await tenant.control.post(`/tenants/${tenant.entraTenantId}/users`, {
      displayName: 'Zoë Neumann',
      userPrincipalName: 'zoe.neumann@contoso.example',
      mail: 'zoe.neumann@contoso.example',
      accountEnabled: true,
    });
    expect(runSchema.parse(resultOf(await sync())).totals).toMatchObject({ created: 6 });
    await cp(join(`${tenant.dataDir}-filled`, 'ringbook.sqlite'), database);
    expect(runSchema.parse(resultOf(await sync()))).toMatchObject({ state: 'done', totals: nothingWritten });
    await expectAllInSync();
  });
});

describe('what nobody but a person can mend is said before any request goes out', () => {
  beforeEach(() => moments.goTo('filled'));
  afterEach(async () => {
    expect(await requests()).toEqual({ graphHttpRequests: 0, writes: 0 });
    expect(await setAside()).toEqual([]);
  });

  test('a database of a newer version', async () => {
    const file = new Database(database);
    file.exec("insert into kysely_migration values ('9999-from-the-future', '2030-01-01T00:00:00.000Z')");
    file.close();
    expectPlain(await sync('--lang=de'), /neueren Version von Ringbook .*\(9999-from-the-future\)\. Starten Sie jene/);
  });

  test('a damaged database, and no copy of what was set up', async () => {
    await overwrite(0, 100);
    await rm(`${database}.setup.json`);
    expectPlain(await sync(), /setup\.json \(missing\)\. Nothing was changed\. Bring that copy back/);
  });

  test('no key; with it everything is as before', async () => {
    const key = join(tenant.dataDir, 'master.key');
    const bytes = await readFile(key);
    await rm(key);
    expectPlain(await sync(), /master\.key is gone.*Bring it back/);
    await writeFile(key, bytes, { mode: 0o600 });
    expect(await ringbook('status', '--config', tenant.configFile)).toMatchObject({ code: 0 });
  });
});

const reason = reasonAgainstSmallDisk();
if (reason !== null) process.stderr.write(`full and read-only disks are not tested: ${reason}\n`);

describe.skipIf(reason !== null)('a disk', () => {
  let disk: SmallDisk;
  beforeEach(async () => {
    await moments.goTo('connected');
    await rename(tenant.dataDir, `${tenant.dataDir}-moved`);
    disk = await createSmallDisk(tenant.dataDir, 8);
    await cp(`${tenant.dataDir}-moved`, tenant.dataDir, { recursive: true });
    return async () => {
      await disk.remove();
      await rename(`${tenant.dataDir}-moved`, tenant.dataDir);
    };
  });

  test('that is full: said before any request goes out', async () => {
    await disk.leave(0);
    expectPlain(await sync(), /There is no room left for .*\. Make room on the disk/);
    const doctor = await ringbook('doctor', '--lang', 'de', '--config', tenant.configFile);
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✗ .*kein Platz mehr/m) });
    expect(await requests()).toEqual({ graphHttpRequests: 0, writes: 0 });
  });

  test('that becomes full while folders are filled: with room again, the next sync goes on', async () => {
    await disk.leave(400_000);
    expectPlain(await sync(), /There is no room left for .*ringbook\.sqlite.*Make room on the disk/);
    const { writes } = await requests();
    expect(writes).toBeGreaterThan(0);
    await expectNoHarm();
    await disk.makeRoom();
    expect(await sync()).toMatchObject({ code: 0 });
    await expectAllInSync();
  });

  test('that becomes full under ringbook start: it stays up, and says so', async () => {
    await disk.leave(250_000);
    const program = startRingbook(['start', '--config', tenant.configFile]);
    await program.says(/There is no room left for .*Make room on the disk/);
    await program.says(/Ringbook stays up/);
    program.kill('SIGTERM');
    expect(await program.ended).toMatchObject({ code: 0 });
    expect(await requests()).toMatchObject({ writes: 0 });
  });

  test('that is read-only: said before any request goes out', async () => {
    disk.setReadOnly(true);
    expectPlain(await sync('--lang', 'de'), /kann nicht benutzt werden \(EROFS\).*schreibgeschützt/);
    const doctor = await ringbook('doctor', '--config', tenant.configFile);
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/^✗ .*EROFS/m) });
    expect(await requests()).toEqual({ graphHttpRequests: 0, writes: 0 });
  });
});
