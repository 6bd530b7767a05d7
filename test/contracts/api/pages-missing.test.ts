import { join } from 'node:path';
import { Agent, request } from 'undici';
import { expect, test } from 'vitest';
import { diagnose } from '../../../src/entry/diagnose.ts';
import { createEngine } from '../../../src/entry/engine.ts';
import { openRingbook } from '../../../src/entry/open-ringbook.ts';
import { servePages } from '../../../src/entry/serve-pages.ts';
import { openApiWorld } from '../../fixtures/api-world.ts';
import { createTempFolder } from '../../fixtures/temp-folder.ts';

test('without built pages the operator is told, the API answers, and foreign notifications are counted for doctor', async () => {
  const world = await openApiWorld();
  const folder = await createTempFolder();
  const config = { ...world.parts.config, dataDir: join(folder.path, 'data') };
  const http = { ...config.http, port: 0, publicUrl: 'https://localhost:8443' };
  const ringbook = await openRingbook({ ...config, http });
  const engine = createEngine(ringbook.parts);
  const failures: unknown[] = [];
  let told = 0;
  const pages = await servePages(ringbook, engine, {
    pagesFolder: join(folder.path, 'nothing'),
    onPagesMissing: () => {
      told += 1;
    },
    onFailure: (error) => failures.push(error),
  });
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  try {
    expect(told).toBe(1);
    const url = `https://localhost:${pages.port}`;
    const session = await request(`${url}/api/v1/session`, { dispatcher });
    expect(session.statusCode).toBe(200);
    await session.body.dump();
    const page = await request(`${url}/`, { dispatcher });
    expect(page.statusCode).toBe(404);
    await page.body.dump();

    const ofNotifications = async () =>
      (await diagnose(ringbook, new AbortController().signal)).find(({ check }) => check === 'notifications');
    expect(await ofNotifications()).toMatchObject({ state: 'good' });
    const posted = await request(`${url}/graph/notifications`, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value: [{ clientState: 'forged' }, { clientState: 'forged' }] }),
    });
    expect(posted.statusCode).toBe(202);
    await posted.body.dump();
    await pages.close();
    expect(await ofNotifications()).toMatchObject({ state: 'warning', values: { count: 2 } });
    expect(failures).toEqual([]);
  } finally {
    await dispatcher.close();
    await pages.close().catch(() => {});
    await engine.close(AbortSignal.timeout(5_000));
    await ringbook.close();
    await world.close();
    await folder.remove();
  }
}, 60_000);
