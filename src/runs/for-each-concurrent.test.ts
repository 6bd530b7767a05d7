import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { forEachConcurrent } from './for-each-concurrent.ts';

async function* paged(pages: readonly (readonly number[])[]): AsyncIterable<readonly number[]> {
  yield* pages;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test.prop([fc.array(fc.array(fc.nat(), { maxLength: 5 }), { maxLength: 6 }), fc.integer({ min: 1, max: 4 })])(
  'works on every element once and never on more than the limit',
  async (pages, limit) => {
    const seen: number[] = [];
    let inFlight = 0;
    await forEachConcurrent(
      paged(pages),
      () => limit,
      () => true,
      async (element) => {
        inFlight += 1;
        expect(inFlight).toBeLessThanOrEqual(limit);
        await turn();
        seen.push(element);
        inFlight -= 1;
      },
    );
    expect(seen.toSorted()).toEqual(pages.flat().toSorted());
  },
);

test('an error ends it after what is in flight, starts nothing new, and is thrown', async () => {
  const started: number[] = [];
  let finished = 0;
  const work = async (element: number) => {
    started.push(element);
    await turn();
    if (element === 2) throw new Error('two');
    await turn();
    finished += 1;
  };
  await expect(
    forEachConcurrent(
      paged([[1, 2, 3, 4, 5, 6, 7]]),
      () => 3,
      () => true,
      work,
    ),
  ).rejects.toThrow('two');
  expect(started.length).toBeLessThan(7);
  expect(finished).toBe(started.length - 1);
});

test('nothing starts once it may not', async () => {
  const started: number[] = [];
  await forEachConcurrent(
    paged([
      [1, 2],
      [3, 4],
    ]),
    () => 1,
    () => started.length < 3,
    async (element) => {
      started.push(element);
    },
  );
  expect(started).toEqual([1, 2, 3]);
});

test('pages that break end it after what is in flight', async () => {
  const breaking = async function* (): AsyncIterable<readonly number[]> {
    yield [1, 2];
    throw new Error('no more pages');
  };
  let finished = 0;
  const work = async () => {
    await turn();
    await turn();
    finished += 1;
  };
  await expect(
    forEachConcurrent(
      breaking(),
      () => 3,
      () => true,
      work,
    ),
  ).rejects.toThrow('no more pages');
  expect(finished).toBe(2);
});

test('a limit that rises lets more start, though nothing has ended', async () => {
  const started: number[] = [];
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let limit = 1;
  const all = forEachConcurrent(
    paged([[1, 2, 3]]),
    () => limit,
    () => true,
    async (element) => {
      started.push(element);
      if (started.length === 3) end();
      await ended;
    },
  );
  await turn();
  expect(started).toEqual([1]);
  limit = 3;
  await all;
  expect(started).toEqual([1, 2, 3]);
});
