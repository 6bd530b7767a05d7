import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Simulator, startSimulator } from './simulator.ts';

let folder = '';
let simulator: Simulator;
let agent: Agent;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  simulator = await startSimulator({
    port: 0,
    dataDir: folder,
    tenants: [{ people: 5 }],
    statePath: join(folder, 'w'),
  });
  agent = new Agent({ keepAlive: true, ca: simulator.caPem });
});
afterAll(() => rm(folder, { recursive: true }));

function ask(method: string, path: string, body = '', url = simulator.url): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${path}`, { method, agent }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

test('Entra, Graph and control answer on one port, whose certificate is good for localhost and 127.0.0.1', async () => {
  expect((await ask('GET', '/common/v2.0/.well-known/openid-configuration')).status).toBe(200);
  expect(await ask('GET', '/v1.0/users')).toMatchObject({
    status: 401,
    text: expect.stringContaining('InvalidAuthenticationToken'),
  });
  expect((await ask('GET', '/control/health')).status).toBe(200);
  const other = simulator.url.replace('localhost', '127.0.0.1');
  expect((await ask('GET', '/control/health', '', other)).status).toBe(200);
});

test('a body over 4 MB is refused, and the connection lives on', async () => {
  expect((await ask('POST', '/v1.0/$batch', 'x'.repeat(4 * 1024 * 1024 + 1))).status).toBe(413);
  expect((await ask('GET', '/control/health')).status).toBe(200);
});

test.each([
  ['keys', 'GET', '/common/discovery/v2.0/keys', ''],
  ['token', 'POST', '/common/oauth2/v2.0/token', 'grant_type=client_credentials'],
])('a reset of %s ends the connection, whatever was sent on it', async (operation, method, path, body) => {
  simulator.faults.add({ match: { operation }, fault: { kind: 'reset', when: 'before' } });
  await expect(ask(method, path, body)).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('a hanging request ends with the simulator, whose world comes back from its file', async () => {
  const [id = ''] = simulator.world.tenants.keys();
  simulator.world.tenants.get(id)?.users.clear();
  simulator.faults.add({ match: { operation: 'keys' }, fault: { kind: 'hang', when: 'before' } });
  const hanging = expect(ask('GET', '/common/discovery/v2.0/keys')).rejects.toThrow(/ECONNRESET|socket hang up/);
  await ask('GET', '/control/health');
  await simulator.close();
  await hanging;
  const ca = await readFile(join(folder, 'ca.pem'), 'utf8');
  const again = await startSimulator({ port: 0, dataDir: folder, tenants: [], statePath: join(folder, 'w') });
  expect(again.caPem).toBe(ca);
  expect(again.world.tenants.get(id)?.users.size).toBe(0);
  await again.close();
});
