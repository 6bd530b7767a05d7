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
const requestWindowMs = 10 * minuteMs;
const uploadWindowMs = 5 * minuteMs;
const fewestSwept = 1024;

/** What most mailboxes need: sums of this and the last ten minutes. With half of the allowance spent it is counted exactly. */
interface Tally {
  period: number;
  requests: number;
  bytes: number;
  requestsBefore: number;
  bytesBefore: number;
  openRequests: number;
  openBytes: number;
  exact: { readonly requests: Spending; readonly uploads: Spending } | null;
}

/** @see https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits */
export function createMailboxBudget(allowance: MailboxAllowance): MailboxBudget {
  const mailboxes = new Map<string, Tally>();
  let sweepAt = fewestSwept;

  function tallyOf(mailboxId: string): Tally {
    const known = mailboxes.get(mailboxId);
    if (known !== undefined) return known;
    const sums = { period: 0, requests: 0, bytes: 0, requestsBefore: 0, bytesBefore: 0 };
    const tally: Tally = { ...sums, openRequests: 0, openBytes: 0, exact: null };
    mailboxes.set(mailboxId, tally);
    return tally;
  }

  function noteSpent(tally: Tally, bodyBytes: number, nowMs: number): void {
    const period = Math.floor(nowMs / requestWindowMs);
    if (period !== tally.period) {
      const isNext = period === tally.period + 1;
      tally.requestsBefore = isNext ? tally.requests : 0;
      tally.bytesBefore = isNext ? tally.bytes : 0;
      tally.requests = 0;
      tally.bytes = 0;
      tally.period = period;
    }
    tally.requests += 1;
    tally.bytes += bodyBytes;
    const requests = tally.requests + tally.requestsBefore;
    const bytes = tally.bytes + tally.bytesBefore;
    const { requestsPer10Min, uploadBytesPer5Min } = allowance;
    if (requests * 2 >= requestsPer10Min || bytes * 2 >= uploadBytesPer5Min)
      countExactly(tally, requests, bytes, nowMs);
  }

  /** What was spent at an unknown time counts as spent now. */
  function countExactly(tally: Tally, requests: number, bytes: number, nowMs: number): void {
    const exact = {
      requests: createSpending(allowance.requestsPer10Min, requestWindowMs),
      uploads: createSpending(allowance.uploadBytesPer5Min, uploadWindowMs),
    };
    exact.requests.reserve(requests + tally.openRequests);
    exact.requests.spent(requests, nowMs);
    exact.uploads.reserve(bytes + tally.openBytes);
    exact.uploads.spent(bytes, nowMs);
    tally.exact = exact;
  }

  function isIdle({ period, openRequests, exact }: Tally, nowMs: number): boolean {
    if (exact !== null) return exact.requests.isIdle(nowMs) && exact.uploads.isIdle(nowMs);
    return openRequests === 0 && period + 1 < Math.floor(nowMs / requestWindowMs);
  }

  /** Mailboxes of which nothing counts any more are forgotten. */
  function sweep(nowMs: number): void {
    for (const [mailboxId, tally] of mailboxes) if (isIdle(tally, nowMs)) mailboxes.delete(mailboxId);
    sweepAt = Math.max(fewestSwept, mailboxes.size * 2);
  }

  return {
    waitMs(mailboxId, bodyBytes, nowMs) {
      const exact = mailboxes.get(mailboxId)?.exact ?? null;
      if (exact === null) return 0;
      const forRequest = exact.requests.waitMs(1, nowMs);
      return bodyBytes === 0 ? forRequest : Math.max(forRequest, exact.uploads.waitMs(bodyBytes, nowMs));
    },
    start(mailboxId, bodyBytes) {
      const tally = tallyOf(mailboxId);
      tally.openRequests += 1;
      tally.openBytes += bodyBytes;
      tally.exact?.requests.reserve(1);
      tally.exact?.uploads.reserve(bodyBytes);
    },
    end(mailboxId, bodyBytes, nowMs) {
      const tally = tallyOf(mailboxId);
      tally.openRequests -= 1;
      tally.openBytes -= bodyBytes;
      if (tally.exact === null) {
        noteSpent(tally, bodyBytes, nowMs);
      } else {
        tally.exact.requests.spent(1, nowMs);
        tally.exact.uploads.spent(bodyBytes, nowMs);
      }
      if (mailboxes.size >= sweepAt) sweep(nowMs);
    },
  };
}
