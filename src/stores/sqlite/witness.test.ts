import { existsSync } from 'node:fs';
import { cp, open, readFile, rm, stat, truncate } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  copyOf,
  filledFolder,
  fillReplica,
  openStores,
  prepareFilledFolder,
  statesOf,
} from './damaged-store.test-fixture.ts';

prepareFilledFolder();

const ready = { ada: 'ready', grace: 'ready' };
const unknown = { ada: 'unknown', grace: 'unknown' };
const longAgo = '2020-01-01T00:00:00.000Z';

async function statesAt(file: string) {
  const stores = await openStores(file);
  const states = await statesOf(stores);
  await stores.close();
  return states;
}

/** What a program leaves that is killed in a run, when only its last writes are in the log still. */
async function killedInRun(): Promise<string> {
  const { folder, file } = await filledFolder();
  const stores = await openStores(file);
  await stores.retention.purgeBefore('t', longAgo);
  const other = new Database(file);
  other.pragma('wal_checkpoint(passive)');
  other.close();
  await fillReplica(stores, 'ada');
  await fillReplica(stores, 'grace');
  const left = await copyOf(folder);
  await stores.close();
  return left;
}

describe('what is known of mailboxes counts', () => {
  test('after a program that ended by itself', async () => {
    const { file } = await filledFolder();
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(await statesAt(file)).toEqual(ready);
  });

  test('after a program that was killed, and after others that looked at what it left', async () => {
    const file = await killedInRun();
    expect((await stat(`${file}-wal`)).size).toBeGreaterThan(0);
    for (let times = 0; times < 3; times += 1) expect(await statesAt(file)).toEqual(ready);
  });

  test('while another program has the database open and writes', async () => {
    const { file } = await filledFolder();
    const other = await openStores(file);
    await other.retention.purgeBefore('t', longAgo);
    expect(await statesAt(file)).toEqual(ready);
    await fillReplica(other, 'ada');
    expect(await statesAt(file)).toEqual(ready);
    await other.close();
    expect(await statesAt(file)).toEqual(ready);
  });
});

describe('F19: every mailbox is looked at first', () => {
  test('where the database is older than the last run', async () => {
    const { folder, file } = await filledFolder();
    const backup = await copyOf(folder);
    const stores = await openStores(file);
    await stores.retention.purgeBefore('t', longAgo);
    await stores.close();
    await cp(backup, file);
    expect(await statesAt(file)).toEqual(unknown);
  });

  test('where nothing tells which database was the last', async () => {
    const { file } = await filledFolder();
    await rm(`${file}.witness`);
    expect(await statesAt(file)).toEqual(unknown);
    const stores = await openStores(file);
    await fillReplica(stores, 'ada');
    await stores.close();
    expect(await statesAt(file)).toEqual({ ...unknown, ada: 'ready' });
  });

  test.each<[what: string, lose: (log: string) => Promise<unknown>]>([
    ['gone', (log) => rm(log)],
    ['empty', (log) => truncate(log, 0)],
    ['damaged at its beginning', (log) => overwrite(log, 0, 32)],
    ['damaged in its first frame', (log) => overwrite(log, 100, 1000)],
    ['damaged in its middle', async (log) => overwrite(log, (await stat(log)).size / 2, 5000)],
  ])('where the log of a killed program is %s', async (_, lose) => {
    const file = await killedInRun();
    await lose(`${file}-wal`);
    expect(await statesAt(file)).toEqual(unknown);
  });
});

async function overwrite(file: string, at: number, length: number): Promise<void> {
  const before = await readFile(file);
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(length, 0xff), 0, length, Math.floor(at));
  await handle.close();
  expect((await readFile(file)).length).toBe(before.length);
}
