import { expect, test } from 'vitest';
import { sideBySide } from './side-by-side.ts';

const never = new AbortController().signal;

/** Ends when it is broken off. */
const untilAborted = (log: string[]) => (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      log.push('broken off');
      reject(new Error('broken off'));
    });
  });

test('both are done at the same time', async () => {
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await Promise.resolve();
    log.push(`${name} ends`);
    return name;
  };
  expect(await sideBySide(never, work('a'), work('b'))).toEqual(['a', 'b']);
  expect(log).toEqual(['a begins', 'b begins', 'a ends', 'b ends']);
});

test('the first failure breaks off the other, and is thrown when that has ended', async () => {
  for (const flip of [false, true]) {
    const log: string[] = [];
    const fails = async () => {
      await Promise.resolve();
      throw new Error('no list');
    };
    const works = [fails, untilAborted(log)] as const;
    const both = flip ? sideBySide(never, works[1], works[0]) : sideBySide(never, works[0], works[1]);
    await expect(both).rejects.toThrow('no list');
    expect(log).toEqual(['broken off']);
  }
});

test('whoever waits can break off both', async () => {
  const log: string[] = [];
  const stop = new AbortController();
  const both = sideBySide(stop.signal, untilAborted(log), untilAborted(log));
  stop.abort();
  await expect(both).rejects.toThrow('broken off');
  expect(log).toHaveLength(2);
});
