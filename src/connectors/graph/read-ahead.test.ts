import { expect, test } from 'vitest';
import { readAhead } from './read-ahead.ts';

/** Pages 1 to `count`, telling how many were asked for and whether it was closed. */
function source(count: number, failsAt = Number.POSITIVE_INFINITY) {
  const seen = { asked: 0, closed: false };
  async function* pages(): AsyncIterable<number> {
    try {
      for (let page = 1; page <= count; page += 1) {
        seen.asked += 1;
        await Promise.resolve();
        if (page === failsAt) throw new Error('no such page');
        yield page;
      }
    } finally {
      seen.closed = true;
    }
  }
  return { seen, pages: pages() };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('gives the same pages in the same order', async () => {
  expect(await Array.fromAsync(readAhead(source(5).pages))).toEqual([1, 2, 3, 4, 5]);
  expect(await Array.fromAsync(readAhead(source(0).pages))).toEqual([]);
});

test('asks for one page more than is worked on, however long that takes', async () => {
  const { seen, pages } = source(100);
  for await (const page of readAhead(pages)) {
    await turn();
    expect(seen.asked).toBe(Math.min(page + 1, 100));
  }
});

test('an error comes after the pages before it, and is not lost in between', async () => {
  const read: number[] = [];
  const reading = (async () => {
    for await (const page of readAhead(source(5, 3).pages)) {
      read.push(page);
      await turn();
    }
  })();
  await expect(reading).rejects.toThrow('no such page');
  expect(read).toEqual([1, 2]);
});

test('closes what it reads when the reader stops, also in the middle of an error', async () => {
  for (const failsAt of [2, 100]) {
    const { seen, pages } = source(100, failsAt);
    for await (const _ of readAhead(pages)) break;
    expect(seen.closed).toBe(true);
    expect(seen.asked).toBe(2);
  }
});
