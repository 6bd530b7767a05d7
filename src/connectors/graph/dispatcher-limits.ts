import type { MailboxAllowance } from './mailbox-budget.ts';

/** What one tenant is asked for at most. */
export interface DispatcherLimits extends MailboxAllowance {
  /** Requests in flight per mailbox, over all batches: Outlook's limit per app and mailbox. */
  readonly perMailbox: number;
  /** Batches in flight at first, and at most: in between, what the service takes decides. */
  readonly batchesAtFirst: number;
  readonly batchesInFlight: number;
  /** A batch that is not full waits for more until nothing has come or gone for so long … */
  readonly lingerMs: number;
  /** … and while nothing is in flight, for so long. */
  readonly quietMs: number;
  /** A batch whose bodies have so many bytes is sent though it is not full: Graph takes 4 MB. */
  readonly batchBytes: number;
  /** A larger body is not sent: with it the whole batch would be refused, and its neighbours with it. */
  readonly bodyBytes: number;
}

/** @see https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits */
export const defaultDispatcherLimits: DispatcherLimits = {
  perMailbox: 4,
  requestsPer10Min: 10_000,
  uploadBytesPer5Min: 150_000_000,
  batchesAtFirst: 4,
  batchesInFlight: 128,
  lingerMs: 500,
  quietMs: 10,
  batchBytes: 1_000_000,
  bodyBytes: 2_800_000,
};
