import { expect, test } from 'vitest';
import { type EventSourceLike, followEvents } from './event-stream.ts';

interface FakeSource extends EventSourceLike {
  readonly url: string;
  readyState: number;
  isClosed: boolean;
}

/** Streams that the test plays, and waits that it ends. */
function fakes() {
  const sources: FakeSource[] = [];
  const waits: { run: () => void; afterMs: number; isOff: boolean }[] = [];
  const deps = {
    open: (url: string) => {
      const source: FakeSource = {
        ...{ url, readyState: 1, isClosed: false, onopen: null, onmessage: null, onerror: null },
        close() {
          this.isClosed = true;
        },
      };
      sources.push(source);
      return source;
    },
    later: (run: () => void, afterMs: number) => {
      const wait = { run, afterMs, isOff: false };
      waits.push(wait);
      return () => {
        wait.isOff = true;
      };
    },
  };
  const say = (data: string, lastEventId = '') =>
    sources.at(-1)?.onmessage?.(new MessageEvent('message', { data, lastEventId }));
  const refuse = () => {
    const source = sources.at(-1);
    if (source) source.readyState = 2;
    source?.onerror?.(new Event('error'));
  };
  return { deps, sources, waits, say, refuse };
}

test('events are parsed, and what is no JSON is passed over', () => {
  const { deps, say } = fakes();
  const events: unknown[] = [];
  followEvents('/events', (event) => events.push(event), deps);
  say('{"kind":"run"}');
  say('no json');
  say('{"kind":"plan"}');
  expect(events).toEqual([{ kind: 'run' }, { kind: 'plan' }]);
});

test('a stream that was refused is asked for again from the last event on, later each time', () => {
  const { deps, sources, waits, say, refuse } = fakes();
  followEvents('/events', () => {}, deps);
  say('{}', '41');
  say('{}', '42');
  for (let time = 0; time < 7; time++) {
    refuse();
    waits.at(-1)?.run();
  }
  expect(sources.map(({ url }) => url).slice(0, 3)).toEqual([
    '/events',
    '/events?lastEventId=42',
    '/events?lastEventId=42',
  ]);
  expect(waits.map(({ afterMs }) => afterMs)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  sources.at(-1)?.onopen?.(new Event('open'));
  refuse();
  expect(waits.at(-1)?.afterMs).toBe(1_000);
});

test('a stream that was only cut off is left to the browser', () => {
  const { deps, sources, waits } = fakes();
  followEvents('/events', () => {}, deps);
  sources[0]?.onerror?.(new Event('error'));
  expect([sources.length, waits.length, sources[0]?.isClosed]).toEqual([1, 0, false]);
});

test('stopping ends the stream, or the wait for the next', () => {
  const open = fakes();
  followEvents('/events', () => {}, open.deps)();
  expect(open.sources[0]?.isClosed).toBe(true);

  const waiting = fakes();
  const stop = followEvents('/events', () => {}, waiting.deps);
  waiting.refuse();
  stop();
  expect(waiting.waits[0]?.isOff).toBe(true);
});
