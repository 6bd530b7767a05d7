/** Nothing sensible asks for more. */
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Reads a `Retry-After`: seconds or an HTTP date.
 *
 * @returns Milliseconds from now, 0 for a time that has passed; undefined if there is none or it cannot be read.
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), dayMs);
  // An HTTP date begins with the name of a day; Date.parse alone would read almost anything.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/i.test(text)) return undefined;
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? undefined : Math.min(Math.max(dateMs - nowMs, 0), dayMs);
}
