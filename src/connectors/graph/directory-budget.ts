import { createSpending } from './spending.ts';

/** Keeps requests to the directory within what it allows an app in one tenant. */
export interface DirectoryBudget {
  /** Milliseconds until a request that costs so much may go out, 0: now. */
  waitMs(units: number, nowMs: number): number;
  start(units: number): void;
  end(units: number, nowMs: number): void;
  /** The service asks for a pause: it counts differently. */
  pause(ms: number, nowMs: number): void;
}

const windowMs = 10_000;

/**
 * What every tenant is allowed in ten seconds, however small it is. Larger ones are allowed 5,000 or 8,000, but a read asks for one page after
 * the other and does not come near it.
 * @see https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits
 */
const unitsPer10Seconds = 3500;

export function createDirectoryBudget(): DirectoryBudget {
  const spending = createSpending(unitsPer10Seconds, windowMs);
  let pausedUntilMs = 0;
  return {
    waitMs: (cost, nowMs) => Math.max(0, pausedUntilMs - nowMs, spending.waitMs(cost, nowMs)),
    start: spending.reserve,
    end: spending.spent,
    pause(ms, nowMs) {
      pausedUntilMs = Math.max(pausedUntilMs, nowMs + ms);
    },
  };
}

/** Units of a request before its options; all others cost 1. */
const baseUnits: readonly (readonly [RegExp, number])[] = [
  [/^\/groups\/[^/]+\/transitiveMembers/i, 5],
  [/^\/groups\/[^/]+\/members/i, 3],
  [/^\/(users|groups|contacts)(\/delta(\(\))?)?$/i, 2],
];

/** What a request costs: `$select` saves a unit, `$expand` costs one more. @param path Below the version. */
export function directoryUnits(path: string): number {
  const [resource = '', query = ''] = path.split('?', 2);
  const base = baseUnits.find(([pattern]) => pattern.test(resource))?.[1] ?? 1;
  const select = /(^|&)(\$|%24)select=/i.test(query) ? 1 : 0;
  const expand = /(^|&)(\$|%24)expand=/i.test(query) ? 1 : 0;
  return Math.max(1, base - select + expand);
}
