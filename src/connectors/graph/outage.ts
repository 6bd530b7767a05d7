import type { Failure } from '../../sync/failure.ts';
import type { AccessToken } from './tokens.ts';

/** Tells failures of one mailbox from those that concern the whole tenant. */
export interface Outage {
  /** A batch has ended. `failed`: as a whole. */
  noteBatch(outcome: 'answered' | 'failed'): void;
  /** A mailbox was answered well. */
  noteAnswered(): void;
  /** The failure of a batch that is given up. */
  ofBatch(failure: Failure): Failure;
  /** The failure of a mailbox that is given up: a fresh token that it refuses is its own matter while others take it. */
  ofMailbox(mailboxId: string, failure: Failure, token: AccessToken | null): Failure;
  /** Why nothing is to be sent now: the service has asked for a wait that is longer than a run; null: it may. */
  current(): Failure | null;
}

/** So many batches that fail as a whole, one after the other: the service is away, whatever is in them. */
const failedBatchesInARow = 10;

/** So many mailboxes that refuse a fresh token, and none that takes it: it is the token. */
const mailboxesToBelieve = 3;

/** @param longestNamedWaitMs What a run waits for at most when a service asks for it. */
export function createOutage(longestNamedWaitMs: number, now: () => number): Outage {
  let failedInARow = 0;
  /** Mailboxes that refused a fresh token, since one was answered last. */
  const refusedBy = new Set<string>();
  let long: { readonly untilMs: number; readonly failure: Failure } | null = null;

  function current(): Failure | null {
    if (long !== null && long.untilMs <= now()) long = null;
    return long?.failure ?? null;
  }

  return {
    noteBatch(outcome) {
      failedInARow = outcome === 'answered' ? 0 : failedInARow + 1;
    },
    noteAnswered: () => refusedBy.clear(),
    ofBatch(failure) {
      const tenants: Failure = { ...failure, wholeTenant: true };
      const waitMs = failure.retryAfterMs ?? 0;
      if (waitMs > longestNamedWaitMs) long = { untilMs: now() + waitMs, failure: tenants };
      return current() !== null || failedInARow >= failedBatchesInARow ? tenants : failure;
    },
    ofMailbox(mailboxId, failure, token) {
      if (failure.code !== 'unauthorized' || token === null) return failure;
      refusedBy.add(mailboxId);
      return refusedBy.size < mailboxesToBelieve ? { code: 'unavailable', detail: failure.detail } : failure;
    },
    current,
  };
}
