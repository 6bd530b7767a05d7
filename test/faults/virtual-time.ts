import { vi } from 'vitest';
import type { Timers } from '../../src/connectors/graph/timers.ts';

/** Time that stands still while something is being done, and jumps to the next timer when everything waits. */
export interface VirtualTime extends Timers {
  sleep(ms: number): Promise<void>;
  advance(ms: number): void;
  /** Begins anew at an instant, whatever waited. */
  restart(ms: number): void;
  /** Does something that may leave the event loop, such as cryptography: meanwhile time stands still. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** As `sleep`, for what is done inside `during`. */
  pause(ms: number): Promise<void>;
  /** Runs something to its end, whatever it waits for. @throws If it waits for nothing that could come. */
  runToEnd<T>(work: Promise<T>): Promise<T>;
}

/** Turns of the event loop after which nothing is under way any more. */
const quietTurns = 2;
const longestSilenceMs = 5_000;
const longestWorkMs = 12 * 3_600_000;

/** `Date` tells this time too, as libraries read it: call `vi.useFakeTimers({ toFake: ['Date'] })` before. */
export function createVirtualTime(): VirtualTime {
  const timers = new Set<{ readonly dueMs: number; readonly callback: () => void }>();
  let busy = 0;
  let waitedMs = 0;

  const after: Timers['after'] = (ms, callback) => {
    const timer = { dueMs: Date.now() + Math.max(0, ms), callback };
    timers.add(timer);
    return () => timers.delete(timer);
  };

  const sleep = (ms: number) => new Promise<void>((resolve) => void after(ms, resolve));

  function fireNext(): boolean {
    const [first, ...others] = timers;
    if (first === undefined) return false;
    const next = others.reduce((soonest, timer) => (timer.dueMs < soonest.dueMs ? timer : soonest), first);
    timers.delete(next);
    const waitMs = Math.ceil(next.dueMs - Date.now());
    if (waitMs > 0) {
      waitedMs += waitMs;
      vi.setSystemTime(Date.now() + waitMs);
    }
    next.callback();
    return true;
  }

  return {
    now: () => Date.now(),
    after,
    sleep,
    async pause(ms) {
      busy -= 1;
      await sleep(ms);
      busy += 1;
    },
    restart(ms) {
      timers.clear();
      vi.setSystemTime(ms);
    },
    advance: (ms) => void vi.setSystemTime(Date.now() + ms),
    async during(work) {
      busy += 1;
      try {
        return await work();
      } finally {
        busy -= 1;
      }
    },
    async runToEnd(work) {
      let ended = false;
      const end = () => {
        ended = true;
      };
      work.then(end, end);
      let lastMs = performance.now();
      const giveUpAtMs = waitedMs + longestWorkMs;
      for (;;) {
        for (let turn = 0; turn < quietTurns && !ended; turn += 1) await turnOfTheLoop();
        if (ended) return work;
        if (waitedMs > giveUpAtMs) throw new Error('it never ends');
        if (busy <= 0 && fireNext()) lastMs = performance.now();
        else if (performance.now() - lastMs > longestSilenceMs) throw new Error('it waits for what never comes');
      }
    },
  };
}

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
