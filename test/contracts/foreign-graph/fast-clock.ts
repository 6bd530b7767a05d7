import type { Timers } from '../../../src/connectors/graph/timers.ts';

/** Time that passes faster than ours, so that waits of seconds take moments. */
export type FastClock = Timers;

export function createFastClock(factor: number): FastClock {
  const start = Date.now();
  return {
    now: () => start + Math.floor((performance.timeOrigin + performance.now() - start) * factor),
    after(ms, callback) {
      const timeout = setTimeout(callback, Math.ceil(ms / factor));
      return () => clearTimeout(timeout);
    },
  };
}
