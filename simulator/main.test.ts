import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-main-'));
});
afterAll(() => rm(folder, { recursive: true }));

function start(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, '--port', '0', '--people', '20', '--json', '--data-dir', folder, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function firstLine(child: ChildProcess): Promise<unknown> {
  if (child.stdout === null) throw new Error('the program has no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  return JSON.parse(String(line));
}

test('the first line says where it is; a signal ends it cleanly', { timeout: 30_000 }, async () => {
  const child = start();
  expect(await firstLine(child)).toMatchObject({
    ready: true,
    url: expect.stringMatching(/^https:\/\/localhost:\d+$/),
    controlUrl: expect.stringMatching(/\/control$/),
    caFile: join(folder, 'ca.pem'),
    tenants: [{ domain: 'contoso-demo.onmicrosoft.com', displayName: 'Contoso Demo GmbH' }],
  });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('it ends with the program that started it', { timeout: 30_000 }, async () => {
  const child = start('--exit-with-parent');
  await firstLine(child);
  child.stdin?.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
});
