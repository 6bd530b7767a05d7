import type { Failure } from './failure.ts';

/** A request that failed just now. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** May it be sent again although it may have happened? A create may not. */
  readonly repeatable: boolean;
  /** Was the token renewed for this request already? */
  readonly tokenRenewed: boolean;
}

export interface RetryPolicy {
  /** Attempts in all, for what was not throttled. */
  readonly maxTries: number;
  /** Attempts in all, for what was throttled: waiting is what the service asks for, not a fault. */
  readonly maxThrottledTries: number;
  /** The longest first wait where the service names none; it doubles with each attempt. */
  readonly baseDelayMs: number;
  /** The longest wait where the service names none. */
  readonly maxDelayMs: number;
  /** The longest wait that the service names and a run waits for: after a longer one a later run goes on. */
  readonly longestNamedWaitMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maxTries: 5,
  maxThrottledTries: 12,
  baseDelayMs: 500,
  maxDelayMs: 60_000,
  longestNamedWaitMs: 15 * 60_000,
};

export type RetryDecision =
  | { readonly kind: 'retry'; readonly afterMs: number }
  /** Send again at once, with a new token. */
  | { readonly kind: 'renew-token' }
  /** It may have happened: find out, after the wait, before anything is sent again. */
  | { readonly kind: 'resolve'; readonly afterMs: number }
  | { readonly kind: 'give-up'; readonly failure: Failure };

/**
 * Decides what follows a failed request. The only place where retrying is decided.
 *
 * @param random Uniform in [0, 1): spreads callers that failed together.
 * @returns `afterMs` in milliseconds. A wait that the service named is never shortened, and lengthened by 10 % at most.
 * @see docs/sync-model.md#retry, rows R1-R10
 */
export function decideRetry(
  failure: Failure,
  attempt: Attempt,
  policy: RetryPolicy,
  random: () => number,
): RetryDecision {
  const isTooLong = (failure.retryAfterMs ?? 0) > policy.longestNamedWaitMs;
  switch (failure.code) {
    case 'throttled':
      if (isTooLong) return { kind: 'give-up', failure };
      if (attempt.number >= policy.maxThrottledTries) return { kind: 'give-up', failure };
      return { kind: 'retry', afterMs: waitMs(failure, attempt, policy, random) };
    case 'unavailable':
    case 'unknown-outcome':
      if (isTooLong) return { kind: 'give-up', failure };
      if (!attempt.repeatable) return { kind: 'resolve', afterMs: waitMs(failure, attempt, policy, random) };
      if (attempt.number >= policy.maxTries) return { kind: 'give-up', failure };
      return { kind: 'retry', afterMs: waitMs(failure, attempt, policy, random) };
    case 'unauthorized':
      return attempt.tokenRenewed ? { kind: 'give-up', failure } : { kind: 'renew-token' };
    case 'consent-withdrawn':
    case 'permission-missing':
    case 'mailbox-not-enabled':
    case 'mailbox-on-premises':
    case 'mailbox-not-found':
    case 'mailbox-access-denied':
    case 'mailbox-full':
    case 'not-found':
    case 'conflict':
    case 'invalid-item':
    case 'invalid-answer':
    case 'cursor-expired':
    case 'cancelled':
      return { kind: 'give-up', failure };
  }
}

/** The wait that the service named, or half to all of an exponential one. A named wait of zero is none. */
function waitMs(failure: Failure, attempt: Attempt, policy: RetryPolicy, random: () => number): number {
  const namedMs = failure.retryAfterMs ?? 0;
  if (namedMs > 0) return namedMs * (1 + random() / 10);
  const ceilingMs = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt.number - 1));
  return (ceilingMs * (1 + random())) / 2;
}
