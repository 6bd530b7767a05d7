import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { createSharedPages, pagesAhead, pagesKept } from './shared-pages.ts';

const never = new AbortController().signal;

/** Pages that are answered when told to, and what was asked for. */
function source() {
  const asked: { readonly link: string; readonly signal: AbortSignal }[] = [];
  const waiting = new Map<string, PromiseWithResolvers<string>>();
  const shared = createSharedPages((link, signal) => {
    asked.push({ link, signal });
    const answer = Promise.withResolvers<string>();
    waiting.set(link, answer);
    return answer.promise;
  });
  return {
    shared,
    links: () => asked.map(({ link }) => link),
    isAborted: (index: number) => asked[index]?.signal.aborted,
    answer: (link: string) => waiting.get(link)?.resolve(`page ${link}`),
    fail: (link: string) => waiting.get(link)?.reject(new Error(`no page ${link}`)),
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a page that is under way is joined, and one that another has read is at hand', async () => {
  const { shared, links, answer } = source();
  const one = shared.join(never);
  const other = shared.join(never);
  const first = [one.page('a'), other.page('a')];
  answer('a');
  expect(await Promise.all(first)).toEqual(['page a', 'page a']);
  const second = one.page('b');
  answer('b');
  expect([await second, await other.page('b')]).toEqual(['page b', 'page b']);
  expect(links()).toEqual(['a', 'b']);
});

test('what one asks for before the other has begun is joined too', () => {
  const { shared, links } = source();
  void shared.join(never).page('a');
  void shared.join(never).page('a');
  expect(links()).toEqual(['a']);
});

test('what all have taken is asked for anew by who comes later', async () => {
  const { shared, links, answer } = source();
  const readers = [shared.join(never), shared.join(never)];
  const taken = readers.map((reader) => reader.page('a'));
  answer('a');
  await Promise.all(taken);
  void shared.join(never).page('a');
  expect(links()).toEqual(['a', 'a']);
});

test('what only some have taken is kept for the others', async () => {
  const { shared, links, answer } = source();
  const readers = [shared.join(never), shared.join(never), shared.join(never)];
  const [one, two, three] = readers.map((reader) => () => reader.page('a'));
  const taken = [one?.(), two?.()];
  answer('a');
  await Promise.all(taken);
  expect(await three?.()).toBe('page a');
  expect(links()).toEqual(['a']);
});

test('nothing is kept when the last reader has left', async () => {
  const { shared, links, answer } = source();
  const one = shared.join(never);
  const page = one.page('a');
  answer('a');
  await page;
  one.leave();
  void shared.join(never).page('a');
  expect(links()).toEqual(['a', 'a']);
});

const names = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);

test('who reads the same and is slower is waited for', async () => {
  const { shared, links, answer } = source();
  const fast = shared.join(never);
  const slow = shared.join(never);
  void slow.page('0');
  for (const name of names(pagesAhead + 1)) {
    const page = fast.page(name);
    answer(name);
    await page;
  }
  const next = fast.page('next');
  await turn();
  expect(links()).toEqual(names(pagesAhead + 1));
  void slow.page('1');
  await turn();
  expect(links()).toEqual([...names(pagesAhead + 1), 'next']);
  answer('next');
  expect(await next).toBe('page next');
});

const pauses = () => fc.array(fc.nat({ max: 3 }), { minLength: 40, maxLength: 40 });

test.prop([pauses(), pauses()])(
  'two who begin together get every page with one request, however fast each is',
  async (...paces) => {
    const asked: string[] = [];
    const shared = createSharedPages(async (link) => {
      asked.push(link);
      await turn();
      return link;
    });
    const read = async (reader: ReturnType<typeof shared.join>, pace: readonly number[]) => {
      for (const [place, pause] of pace.entries()) {
        expect(await reader.page(`${place}`)).toBe(`${place}`);
        for (let turns = 0; turns < pause; turns += 1) await turn();
      }
      reader.leave();
    };
    const readers = paces.map((pace) => ({ pace, reader: shared.join(never) }));
    await Promise.all(readers.map(({ reader, pace }) => read(reader, pace)));
    expect(asked).toEqual(names(40));
  },
);

test.each(['the other leaves', 'it is cancelled'])('a reader that waits no longer does when %s', async (how) => {
  const { shared, links, answer } = source();
  const controller = new AbortController();
  const fast = shared.join(controller.signal);
  const slow = shared.join(never);
  void slow.page('0');
  for (const name of names(pagesAhead + 1)) {
    const page = fast.page(name);
    answer(name);
    await page;
  }
  const next = fast.page('next');
  if (how === 'the other leaves') {
    slow.leave();
    await turn();
    answer('next');
    expect(await next).toBe('page next');
  } else {
    controller.abort();
    await expect(next).rejects.toMatchObject({ code: 'cancelled' });
    expect(links()).not.toContain('next');
  }
});

test('who reads other pages is not waited for, and may come too late for these', async () => {
  const { shared, links, answer } = source();
  const one = shared.join(never);
  const other = shared.join(never);
  void other.page('elsewhere');
  for (const name of names(pagesKept + 1)) {
    const page = one.page(name);
    answer(name);
    await page;
  }
  expect(await other.page('1')).toBe('page 1');
  void other.page('0');
  expect(links()).toEqual(['elsewhere', ...names(pagesKept + 1), '0']);
});

test('all who wait get the same error, and may ask again', async () => {
  const { shared, links, fail, answer } = source();
  const readers = [shared.join(never), shared.join(never)];
  const failed = Promise.allSettled(readers.map((reader) => reader.page('a')));
  fail('a');
  const [one, other] = await failed;
  expect(one).toMatchObject({ status: 'rejected', reason: { message: 'no page a' } });
  expect(other).toEqual(one);
  const again = readers.map((reader) => reader.page('a'));
  answer('a');
  expect(await Promise.all(again)).toEqual(['page a', 'page a']);
  expect(links()).toEqual(['a', 'a']);
});

test('an error is not kept for who did not wait for it', async () => {
  const { shared, links, fail } = source();
  const one = shared.join(never);
  const other = shared.join(never);
  const failed = one.page('a');
  fail('a');
  await expect(failed).rejects.toThrow('no page a');
  void other.page('a');
  expect(links()).toEqual(['a', 'a']);
});

test('a reader that is cancelled leaves the request to the others', async () => {
  const { shared, links, isAborted, answer } = source();
  const controller = new AbortController();
  const cancelled = shared.join(controller.signal);
  const other = shared.join(never);
  const left = cancelled.page('a');
  const stayed = other.page('a');
  controller.abort();
  await expect(left).rejects.toMatchObject({ code: 'cancelled' });
  cancelled.leave();
  expect(isAborted(0)).toBe(false);
  answer('a');
  expect(await stayed).toBe('page a');
  await expect(cancelled.page('b')).rejects.toMatchObject({ code: 'cancelled' });
  expect(links()).toEqual(['a']);
});

test('the request is broken off when nobody is left', () => {
  const { shared, isAborted } = source();
  const readers = [shared.join(never), shared.join(never)];
  for (const reader of readers) void reader.page('a');
  readers[0]?.leave();
  expect(isAborted(0)).toBe(false);
  readers[1]?.leave();
  expect(isAborted(0)).toBe(true);
});

test('a page is being read until all who asked for it have left', async () => {
  const { shared, answer } = source();
  const one = shared.join(never);
  const other = shared.join(never);
  expect(shared.isBeingRead('a')).toBe(false);
  const page = one.page('a');
  expect(shared.isBeingRead('a')).toBe(true);
  answer('a');
  await page;
  expect(shared.isBeingRead('a')).toBe(true);
  one.leave();
  expect(shared.isBeingRead('a')).toBe(false);
  other.leave();
});
