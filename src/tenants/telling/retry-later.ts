const minuteMs = 60_000;
/** After the first try, the second, …: together less than a day. */
const delaysMs = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * minuteMs);

/** A message that did not arrive is given up after this. */
export const giveUpAfterMs = 24 * 60 * minuteMs;

/**
 * When to try again what did not get through.
 * @param tries How often it was tried; at least once.
 * @param createdAt When it was first to be sent, ISO UTC.
 * @returns ISO UTC; null: not any more.
 */
export function retryAt(tries: number, createdAt: string, now: string): string | null {
  const delayMs = delaysMs[tries - 1];
  if (delayMs === undefined) return null;
  const at = Date.parse(now) + delayMs;
  return at - Date.parse(createdAt) > giveUpAfterMs ? null : new Date(at).toISOString();
}
