import { createSpending, type Spending } from './spending.ts';

/** What Outlook allows one app in one mailbox. */
export interface MailboxAllowance {
  readonly requestsPer10Min: number;
  readonly uploadBytesPer5Min: number;
}

/** Keeps requests within what each mailbox allows. */
export interface MailboxBudget {
  /** Milliseconds until a request with so large a body may go to the mailbox, 0: now. */
  waitMs(mailboxId: string, bodyBytes: number, nowMs: number): number;
  /** A request goes out. */
  start(mailboxId: string, bodyBytes: number): void;
  /** It has been answered, or nobody waits for it any more. */
  end(mailboxId: string, bodyBytes: number, nowMs: number): void;
}

const minuteMs = 60_000;
const fewestSwept = 1024;

/** @see https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits */
export function createMailboxBudget(allowance: MailboxAllowance): MailboxBudget {
  const mailboxes = new Map<string, { readonly requests: Spending; readonly uploads: Spending }>();
  let sweepAt = fewestSwept;

  function spendingOf(mailboxId: string) {
    const known = mailboxes.get(mailboxId);
    if (known !== undefined) return known;
    const spending = {
      requests: createSpending(allowance.requestsPer10Min, 10 * minuteMs),
      uploads: createSpending(allowance.uploadBytesPer5Min, 5 * minuteMs),
    };
    mailboxes.set(mailboxId, spending);
    return spending;
  }

  /** Mailboxes of which nothing counts any more are forgotten. */
  function sweep(nowMs: number): void {
    for (const [mailboxId, { requests, uploads }] of mailboxes) {
      if (requests.isIdle(nowMs) && uploads.isIdle(nowMs)) mailboxes.delete(mailboxId);
    }
    sweepAt = Math.max(fewestSwept, mailboxes.size * 2);
  }

  return {
    waitMs(mailboxId, bodyBytes, nowMs) {
      const spending = mailboxes.get(mailboxId);
      if (spending === undefined) return 0;
      const forRequest = spending.requests.waitMs(1, nowMs);
      return bodyBytes === 0 ? forRequest : Math.max(forRequest, spending.uploads.waitMs(bodyBytes, nowMs));
    },
    start(mailboxId, bodyBytes) {
      const { requests, uploads } = spendingOf(mailboxId);
      requests.reserve(1);
      if (bodyBytes > 0) uploads.reserve(bodyBytes);
    },
    end(mailboxId, bodyBytes, nowMs) {
      const { requests, uploads } = spendingOf(mailboxId);
      requests.spent(1, nowMs);
      if (bodyBytes > 0) uploads.spent(bodyBytes, nowMs);
      if (mailboxes.size >= sweepAt) sweep(nowMs);
    },
  };
}
