import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ignoredNotifications, noteIgnored } from './ignored-notifications.ts';

const unexpected = (error: unknown) => expect(error).toBeUndefined();

test('what was ignored is counted on from start to start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ringbook-ignored-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  let at = '2026-03-01T00:00:00.000Z';
  expect(await ignoredNotifications(folder)).toBeNull();
  const first = noteIgnored(folder, () => at, unexpected);
  await first.save();
  expect(await ignoredNotifications(folder)).toBeNull();
  first.add(2);
  first.add(1);
  await first.save();
  await first.save();
  expect(await ignoredNotifications(folder)).toEqual({ count: 3, since: at, lastAt: at });
  at = '2026-03-02T00:00:00.000Z';
  const second = noteIgnored(folder, () => at, unexpected);
  second.add(4);
  await second.save();
  expect(await ignoredNotifications(folder)).toEqual({ count: 7, since: '2026-03-01T00:00:00.000Z', lastAt: at });
  await writeFile(join(folder, 'ignored-notifications.json'), 'nonsense');
  expect(await ignoredNotifications(folder)).toBeNull();
});
