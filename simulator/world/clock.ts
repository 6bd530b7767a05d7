import type { SimClock } from './model.ts';

/** A clock that runs with `realNowMs` and can be moved ahead of it. */
export function createClock(realNowMs: () => number, offsetMs = 0): SimClock {
  let offset = offsetMs;
  return {
    nowMs: () => realNowMs() + offset,
    advance(ms) {
      offset += ms;
    },
    get offsetMs() {
      return offset;
    },
  };
}
