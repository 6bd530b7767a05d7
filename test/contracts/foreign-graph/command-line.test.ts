import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../../src/entry/free-port.ts';
import { type Ended, resultOf, ringbook, startRingbook } from '../../e2e/ringbook-process.ts';
import { createTempFolder } from '../../fixtures/temp-folder.ts';
import { type ForeignWorld, makeCertificates, startForeignWorld } from './foreign-world.ts';
import { oddHabits } from './habits.ts';
import { expectLaws, personalContents } from './laws.ts';
import { once } from './weather.ts';

const redirect = z.object({ location: z.string() });

/** The program as an operator sets it up, before a Microsoft 365 of strangers. */
async function setUp() {
  const certificates = await makeCertificates();
  const world = await startForeignWorld(certificates, oddHabits);
  const folder = await createTempFolder();
  onTestFinished(async () => {
    await world.close();
    await folder.remove();
  });
  const { app, server } = certificates;
  const at = (name: string) => join(folder.path, name);
  await writeFile(at('ca.pem'), server.caPem);
  await writeFile(at('app.pem'), app.certificatePem);
  await writeFile(at('app.key'), app.privateKeyPem);
  const config = {
    dataDir: 'data',
    http: { port: await freePort() },
    caFile: 'ca.pem',
    entra: {
      clientId: world.clientId,
      certificateFile: 'app.pem',
      privateKeyFile: 'app.key',
      loginUrl: world.loginUrl,
    },
    graph: { url: world.graphUrl, requestTimeoutMs: 5000 },
    tenant: { name: 'Foreign', entraTenant: world.entraTenantId },
  };
  await writeFile(at('ringbook.json'), JSON.stringify(config));
  return { world, caPem: server.caPem, dataDir: at('data'), configFile: at('ringbook.json') };
}

async function connect(configFile: string, dataDir: string, caPem: string): Promise<Ended> {
  const connecting = startRingbook(['connect', '--config', configFile]);
  const consentUrl = await connecting.says(/https:\S+adminconsent\S+(?=\s)/);
  const ownPem = await readFile(join(dataDir, 'localhost.pem'), 'utf8');
  const browser = new Agent({ connect: { ca: [caPem, ownPem] } });
  try {
    const agreed = await request(consentUrl, { dispatcher: browser });
    await agreed.body.dump();
    const back = await request(redirect.parse(agreed.headers).location, { dispatcher: browser });
    await back.body.dump();
    return await connecting.ended;
  } finally {
    await browser.close();
  }
}

const mailboxRequests = ({ graph }: ForeignWorld) => graph.asked.filter(({ path }) => path.includes('/contactFolders'));

test('ringbook connect and sync, with nothing but a configuration', { timeout: 120_000 }, async () => {
  const { world, caPem, dataDir, configFile } = await setUp();
  for (const name of ['Zoë Łuczak', "Ann O'Brien", '山田 太郎']) {
    world.company.addPerson(name, { mobilePhone: '+4915112345678' });
  }
  for (const name of ['Mia', 'Max', 'Moe', 'Mo', 'Mey']) world.company.addMailbox(name);
  const personal = personalContents(world);
  expect(await connect(configFile, dataDir, caPem)).toMatchObject({ code: 0 });

  world.weather = once(({ place, method }) => place === 'part' && method === 'POST', {
    kind: 'answer',
    when: 'after',
    answer: { status: 504 },
  }).weather;
  const first = await ringbook('sync', '--json', '--config', configFile);
  expect(resultOf(first)).toMatchObject({ state: 'done', totals: { foldersSynced: 5, foldersFailed: 0 } });
  expectLaws(world, personal);

  world.graph.asked.length = 0;
  const second = await ringbook('sync', '--json', '--config', configFile);
  expect(resultOf(second)).toMatchObject({ state: 'done', totals: { created: 0, updated: 0, deleted: 0 } });
  expect(mailboxRequests(world)).toEqual([]);

  const zoe = world.company.entries().find(({ properties }) => properties.displayName === 'Zoë Łuczak');
  world.company.changePerson(zoe?.id ?? '', { jobTitle: 'Chefin' });
  const third = await ringbook('sync', '--json', '--config', configFile);
  expect(resultOf(third)).toMatchObject({ totals: { created: 0, updated: 5, deleted: 0 } });
  expectLaws(world, personal);

  world.refuseTokens({ status: 400, error: 'unauthorized_client', number: 700016 });
  const refused = await ringbook('sync', '--json', '--config', configFile);
  expect(refused.code).toBe(4);
  expect(resultOf(refused)).toMatchObject({ state: 'failed', reason: 'consent-withdrawn' });

  for (const { stdout, stderr } of [first, second, third, refused]) {
    expect(stdout + stderr).not.toMatch(/example\.com|Zoë|\+49|Bearer|sign-\d|Warning/);
  }
});
