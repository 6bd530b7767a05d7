import type { SimOutcome, SimResponse } from '../http/message.ts';
import type { Eventually } from './eventually.ts';
import type { AppUsage } from './limits/app-usage.ts';
import type { Caller } from './route.ts';

/** What belongs to one HTTP request, shared by the parts of a batch. */
export interface Exchange {
  readonly caller: Caller;
  readonly usage: AppUsage;
  /** Turns what was thrown into Graph's error body. */
  readonly toResponse: (error: unknown) => SimResponse;
}

/** Runs something and answers what it throws. */
export function guard(
  run: () => Eventually<SimOutcome>,
  toResponse: (error: unknown) => SimResponse,
): Eventually<SimOutcome> {
  try {
    const outcome = run();
    return outcome instanceof Promise ? outcome.catch(toResponse) : outcome;
  } catch (error) {
    return toResponse(error);
  }
}
