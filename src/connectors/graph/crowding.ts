/** Tells whether requests that are under way together only wait for each other. */
export interface Crowding {
  /**
   * One was answered.
   * @param kind Those of one kind take about as long as each other; null: one that is like no other, and tells nothing.
   */
  judge(kind: string | null, startedMs: number): CrowdingVerdict;
}

/** `unmeasured`: the first of its kind came out of what seems to be a crowd, so nobody knows how fast it could be. */
export type CrowdingVerdict = 'free' | 'crowded' | 'unmeasured';

/** What is known of one kind. */
interface Times {
  readonly fastestMs: number;
  readonly averageMs: number;
  readonly atMs: number;
}

/** Answers that take on average so many times the fastest of their kind, and a moment, only wait for each other. */
const patience = 3;
/** Already with so many they may. */
const doubt = 1.5;
const momentMs = 2;
/** The weight of one answer in the average. */
const weight = 1 / 4;
/** By so much the fastest is forgotten in a second, as a service that has become slow may stay so. */
const forgottenPerSecond = 0.005;

export function createCrowding(now: () => number): Crowding {
  const times = new Map<string, Times>();
  let last: Times | null = null;
  return {
    judge(kind, startedMs) {
      if (kind === null) return 'free';
      const nowMs = now();
      const tookMs = nowMs - startedMs;
      const known = times.get(kind);
      const isUnmeasured = known === undefined && last !== null && isSlow(last, doubt);
      last = known === undefined ? { fastestMs: tookMs, averageMs: tookMs, atMs: nowMs } : after(known, tookMs, nowMs);
      times.set(kind, last);
      if (isUnmeasured) return 'unmeasured';
      return isSlow(last, patience) ? 'crowded' : 'free';
    },
  };
}

function after({ fastestMs, averageMs, atMs }: Times, tookMs: number, nowMs: number): Times {
  const forgotten = 1 + ((nowMs - atMs) / 1000) * forgottenPerSecond;
  return {
    fastestMs: Math.min(fastestMs * forgotten, tookMs),
    averageMs: averageMs + (tookMs - averageMs) * weight,
    atMs: nowMs,
  };
}

function isSlow({ fastestMs, averageMs }: Times, times: number): boolean {
  return averageMs > times * fastestMs + momentMs;
}
