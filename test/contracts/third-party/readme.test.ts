import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestSimulator, type TestSimulator } from '../../fixtures/test-simulator.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const lacksCurl =
  missing('bash', '--version') ?? missing('curl', '--version') ?? missing('curl', '--json', '{}', '--version');
if (lacksCurl !== null) console.warn(`Examples of the simulator's README are not run: ${lacksCurl}`);

let simulator: TestSimulator;
let text = '';

beforeAll(async () => {
  simulator = await startTestSimulator({ tenants: [{ people: 60, mailboxes: 30 }] });
  const { url, caFile } = simulator.simulator;
  const readme = await readFile(new URL('../../../simulator/README.md', import.meta.url), 'utf8');
  text = readme
    .replaceAll('https://localhost:9443', url)
    .replaceAll('localhost:9443', new URL(url).host)
    .replaceAll('.ringbook/simulator/ca.pem', caFile);
});
afterAll(async () => {
  await simulator.close();
  expect(simulator.failures).toEqual([]);
});

function missing(program: string, ...args: readonly string[]): string | null {
  const { error, status }: SpawnSyncReturns<Buffer> = spawnSync(program, args);
  return error === undefined && status === 0 ? null : `${program} ${args.join(' ')} does not work here`;
}

/** The fenced examples in a language. */
function examples(language: 'sh' | 'js'): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, code = '']) => code);
}

/** Runs code from standard input in the folder of the project. */
async function run(program: string, args: readonly string[], code: string): Promise<string> {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: simulator.simulator.caFile };
  const child = spawn(program, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  child.stdin.end(code);
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${output}`);
  return output;
}

test.skipIf(lacksCurl !== null)('the examples for curl work as pasted', { timeout: 30_000 }, async () => {
  const output = await run('bash', ['-e', '-o', 'pipefail'], examples('sh').join('\n'));
  expect(output).toContain('$metadata#users(id,displayName)');
  expect(output).toContain('"givenName":"Zoë"');
  expect(output).toMatch(/^HTTP\/1\.1 429 .*^retry-after: 2\r$/ims);
  expect(output).toContain('"played":0');
  expect(output).not.toMatch(/"code":"(invalid|not-found|conflict|BadRequest)"/);
});

test('the examples in JavaScript work as pasted', { timeout: 30_000 }, async () => {
  await simulator.control.post('/apps', {
    appId: '11111111-1111-4111-8111-111111111111',
    displayName: 'Example',
    secrets: [{ value: 'a secret', expiresAtMs: null }],
    requiredRoles: ['User.Read.All'],
  });
  await simulator.control.put(
    '/tenants/contoso-demo.onmicrosoft.com/consents/11111111-1111-4111-8111-111111111111',
    {},
  );
  const outputs = await Promise.all(
    examples('js').map((code) => run(process.execPath, ['--input-type=module', '-'], code)),
  );
  expect(outputs).toEqual([
    expect.stringMatching(/a token of \d{3,} characters/),
    expect.stringMatching(/(displayName: .*){3}/s),
  ]);
});
