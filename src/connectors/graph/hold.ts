import type { Timers } from './timers.ts';

/** A wait that holds back everything of a tenant. */
export interface Hold {
  readonly isActive: boolean;
  /** Lasts at least so long from now; never shortens what is asked already. */
  extend(ms: number): void;
  close(): void;
}

/** @param onOver Called when it is over. */
export function createHold(timers: Timers, onOver: () => void): Hold {
  let untilMs = 0;
  let cancel = () => {};

  /** A timer may come a moment before the clock says so. */
  function wake(): void {
    const restMs = untilMs - timers.now();
    if (restMs > 0) cancel = timers.after(restMs, wake);
    else onOver();
  }

  return {
    get isActive() {
      return untilMs > timers.now();
    },
    extend(ms) {
      const until = timers.now() + ms;
      if (until <= untilMs) return;
      untilMs = until;
      cancel();
      cancel = timers.after(ms, wake);
    },
    close: () => cancel(),
  };
}
