import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startSimulatorProcess } from '../../src/entry/demo/simulator-process.ts';
import { freePort } from '../../src/entry/free-port.ts';
import { createControlClient } from '../fixtures/control-client.ts';
import { createTempFolder, type TempFolder } from '../fixtures/temp-folder.ts';
import { isListed, readUsers } from './address-list.ts';
import { resultOf, ringbook, startRingbook } from './ringbook-process.ts';

const people = 60;
const mailboxes = 20;

const count = z.int().min(0);
/** The documented line, and nothing beside it. */
const figuresSchema = z.strictObject({
  people: count,
  mailboxes: count,
  firstFill: z.strictObject({ writes: count, httpRequests: count, seconds: z.number() }),
  idle: z.strictObject({ mailboxRequests: count, httpRequests: count }),
  oneChange: z.strictObject({ mailboxes: count, writes: count, httpRequests: count }),
  personalContactsTouched: count,
  duplicates: count,
});

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder();
});
afterAll(() => folder.remove());

const small = (name: string) => [
  ...['start', '--once', '--people', `${people}`, '--mailboxes', `${mailboxes}`],
  ...['--data-dir', join(folder.path, name)],
];

/** The same people again: equal numbers make equal demo companies. */
async function listedPeople(): Promise<number> {
  const simulator = await startSimulatorProcess({ port: 0, dataDir: join(folder.path, 'twin'), people, mailboxes });
  const control = createControlClient(simulator.controlUrl, await readFile(simulator.caFile, 'utf8'));
  try {
    const users = await readUsers(control, simulator.tenants[0]?.id ?? '');
    return users.filter(isListed).length;
  } finally {
    await control.close();
    await simulator.stop();
  }
}

test('three syncs of a small company, counted by the simulator, as one line of JSON', async () => {
  const listed = await listedPeople();
  const ended = await ringbook(...small('json'), '--json');
  expect(ended).toMatchObject({ code: 0, signal: null });
  expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
  const figures = figuresSchema.parse(resultOf(ended));
  const writes = listed * mailboxes;
  expect(figures).toMatchObject({
    people,
    mailboxes,
    firstFill: { writes },
    idle: { mailboxRequests: 0 },
    oneChange: { mailboxes, writes: mailboxes },
    personalContactsTouched: 0,
    duplicates: 0,
  });

  const reading = figures.idle.httpRequests;
  // A folder is looked for, made and looked at: three requests at most, packed by twenties like all others.
  const finding = Math.ceil((3 * mailboxes) / 20);
  // One for the directory, which the list and the mailboxes share, and one for a token.
  expect(reading).toBeLessThanOrEqual(2);
  expect(figures.firstFill.httpRequests).toBeGreaterThanOrEqual(Math.ceil(writes / 20));
  expect(figures.firstFill.httpRequests).toBeLessThanOrEqual(Math.ceil((writes / 20) * 1.02) + finding + reading);
  expect(figures.oneChange.httpRequests).toBeLessThanOrEqual(Math.ceil(mailboxes / 20) + reading + 2);
});

test('without a terminal: plain lines, no escape codes; in German if asked', async () => {
  const { code, stdout, stderr } = await ringbook(...small('german'), '--lang', 'de');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('60 Personen, 20 Postfächer');
  expect(stdout).toContain('Jeder Ordner ist aktuell: nichts zu schreiben.');
  expect(stdout).toMatch(/nichts geändert +0 +0 +0 +\d/);
  expect(stdout).toContain('0 persönliche Kontakte berührt, 0 Dubletten');
  for (const character of stdout) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 32 && character !== '\n') expect.fail(`U+${code.toString(16)} in the output`);
  }
});

test('a port that is taken is named; a killed program takes its simulator along', async () => {
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const args = (name: string, pages: number) => [
    ...['start', '--people', '10', '--mailboxes', '2', '--data-dir', join(folder.path, name)],
    ...['--port', `${pages}`, '--simulator-port', `${simulatorPort}`],
  ];
  const first = startRingbook(args('first', port));
  await first.says(/Ringbook stays up/);
  const second = await ringbook(...args('second', await freePort()));
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`${simulatorPort}`);
  const third = await ringbook(...args('third', port), '--simulator-port', '0');
  expect(third.code).toBe(1);
  expect(third.stderr).toContain(`port ${port} is taken`);

  first.kill('SIGKILL');
  await first.ended;
  const isGone = () =>
    fetch(`http://localhost:${simulatorPort}`).then(
      () => false,
      ({ cause }: Error) => cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED',
    );
  await expect.poll(isGone, { timeout: 5000 }).toBe(true);
});

describe('what cannot be', () => {
  const once = () => ['start', '--once', '--data-dir', join(folder.path, 'refused')];

  test.concurrent.each([
    ['a file of people that is not there', ['--people', 'nobody.csv'], 'nobody.csv: there is no such file'],
    ['a folder of people', ['--people', '/'], '--people /: there is no such file'],
    ['nobody', ['--people', '0'], 'At least 1'],
    ['no mailbox', ['--mailboxes', '0'], 'At least 1'],
    ['half a mailbox', ['--mailboxes', '1.5'], 'Not a whole number'],
    ['a port beyond all', ['--port', '70000'], 'Not a port'],
    ['an unknown language', ['--lang', 'fr'], 'en, de'],
    ['an unknown option', ['--bogus'], "unknown option '--bogus'"],
  ])('%s: exit code 2, and why', async (_name, args, message) => {
    const { code, stdout, stderr } = await ringbook(...once(), ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split(message)).toHaveLength(2);
    expect(stderr).not.toContain('    at ');
  });

  test.each([
    ['without names', 'a,b\n1,2\n', 'displayName'],
    ['with an open quote', 'displayName\n"Ann\n', 'Quote'],
  ])('a file of people %s: exit code 2, and why', async (_name, text, message) => {
    const file = join(folder.path, 'people.csv');
    await writeFile(file, text);
    const { code, stderr } = await ringbook(...once(), '--people', file);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(file);
    expect(stderr).not.toContain('    at ');
  });

  test('an unknown command', async () => {
    const { code, stderr } = await ringbook('sing');
    expect(code).toBe(2);
    expect(stderr).toContain("unknown command 'sing'");
  });

  test.concurrent.each([
    ['one that is not there', null, 'cannot be read'],
    ['no JSON', '{"http":', 'is not a JSON object'],
    ['an unknown field', '{"htpp":{}}', 'htpp'],
    ['HTTP without TLS', '{"graph":{"url":"http://localhost"}}', 'graph.url: must be an https:// address'],
    ['no app', '{}', 'No app registration is configured'],
  ])('a configuration: %s', async (name, text, message) => {
    const file = join(folder.path, text === null ? 'nowhere.json' : `${name}.json`);
    if (text !== null) await writeFile(file, text);
    const { code, stderr } = await ringbook('status', '--config', file);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});

test.concurrent.each(['start', 'connect', 'plan', 'sync', 'status'])('%s --help shows examples', async (command) => {
  const { code, stdout } = await ringbook(command, '--help');
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`Examples:\n  (npm|ringbook) ${command}`));
});
