/** Time, as the connector sees it. */
export interface Timers {
  readonly now: () => number;
  /** Calls back once after at least so long; returns what takes that back. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** The longest wait that Node's timers take. */
const longestMs = 2 ** 31 - 1;

/**
 * The process's own clock and timers. A callback comes after the answers that have already arrived were seen, so that
 * a busy process does not take its own delay for silence.
 */
export const systemTimers: Timers = {
  now: () => Date.now(),
  after: (ms, callback) => {
    let immediate: NodeJS.Immediate | undefined;
    const timeout = setTimeout(
      () => {
        immediate = setImmediate(callback);
      },
      Math.min(Math.ceil(ms), longestMs),
    );
    return () => {
      clearTimeout(timeout);
      if (immediate !== undefined) clearImmediate(immediate);
    };
  },
};
