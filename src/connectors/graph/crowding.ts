/** Tells whether requests that are under way together only wait for each other. */
export interface Crowding {
  /**
   * One was answered.
   * @param kind Those of one kind take about as long as each other; null: one that is like no other, and tells nothing.
   */
  isCrowded(kind: string | null, startedMs: number): boolean;
}

/** Answers that take on average so many times the fastest of their kind, and a moment, only wait for each other. */
const patience = 3;
const momentMs = 2;
/** The weight of one answer in the average. */
const weight = 1 / 4;
/** By so much the fastest is forgotten in a second, as a service that has become slow may stay so. */
const forgottenPerSecond = 0.005;

export function createCrowding(now: () => number): Crowding {
  const times = new Map<string, { readonly fastestMs: number; readonly averageMs: number; readonly atMs: number }>();
  return {
    isCrowded(kind, startedMs) {
      if (kind === null) return false;
      const nowMs = now();
      const tookMs = nowMs - startedMs;
      const known = times.get(kind) ?? { fastestMs: tookMs, averageMs: tookMs, atMs: nowMs };
      const forgotten = 1 + ((nowMs - known.atMs) / 1000) * forgottenPerSecond;
      const fastestMs = Math.min(known.fastestMs * forgotten, tookMs);
      const averageMs = known.averageMs + (tookMs - known.averageMs) * weight;
      times.set(kind, { fastestMs, averageMs, atMs: nowMs });
      return averageMs > patience * fastestMs + momentMs;
    },
  };
}
