/** Everything that can go wrong with the outside, in the terms that decide what happens next (docs/errors.md). */
export type FailureCode =
  | 'throttled'
  | 'unavailable'
  | 'unauthorized'
  | 'consent-withdrawn'
  | 'permission-missing'
  | 'mailbox-not-enabled'
  | 'mailbox-on-premises'
  | 'mailbox-not-found'
  | 'mailbox-access-denied'
  | 'mailbox-full'
  | 'not-found'
  | 'conflict'
  | 'invalid-item'
  | 'invalid-answer'
  | 'unknown-outcome'
  | 'cursor-expired'
  | 'cancelled';

/** A failure as data: what a retry decision and an issue are made from. Never contains personal content or secrets. */
export interface Failure {
  readonly code: FailureCode;
  /** What happened, for the log: provider code and status, no content. */
  readonly detail: string;
  /** What the service asked for, if it did. */
  readonly retryAfterMs?: number;
  /** Which permission, for `permission-missing`: `Contacts.ReadWrite`. */
  readonly permission?: string;
}
