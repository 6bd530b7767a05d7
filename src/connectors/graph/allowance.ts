import { type DirectoryBudget, directoryUnits } from './directory-budget.ts';
import { createMailboxBudget, type MailboxAllowance } from './mailbox-budget.ts';
import type { MailboxRequest } from './mailbox-request.ts';
import { graphOperations } from './operations.ts';

/** What a request uses up of what its mailbox, or the tenant's directory, allows in a while. */
export interface Allowance {
  /** Milliseconds until it may go out, 0: now. */
  waitMs(request: MailboxRequest, nowMs: number): number;
  start(request: MailboxRequest): void;
  /** It has been answered, or nobody waits for it any more. */
  end(request: MailboxRequest, nowMs: number): void;
}

export function createAllowance(perMailbox: MailboxAllowance, directory: DirectoryBudget): Allowance {
  const mailboxes = createMailboxBudget(perMailbox);
  return {
    waitMs: (request, nowMs) =>
      asksMailbox(request)
        ? mailboxes.waitMs(request.mailboxId, uploadBytes(request), nowMs)
        : directory.waitMs(directoryUnits(request.path), nowMs),
    start(request) {
      if (asksMailbox(request)) mailboxes.start(request.mailboxId, uploadBytes(request));
      else directory.start(directoryUnits(request.path));
    },
    end(request, nowMs) {
      if (asksMailbox(request)) mailboxes.end(request.mailboxId, uploadBytes(request), nowMs);
      else directory.end(directoryUnits(request.path), nowMs);
    },
  };
}

/** Some requests about a person go to the directory: there they cost units, and the mailbox nothing. */
export function asksMailbox({ operation }: MailboxRequest): boolean {
  return graphOperations[operation].mailbox;
}

/** What surrounds a body in a batch. */
const envelopeBytes = 300;

/** Bytes that count as upload: 0 without a body. */
export function uploadBytes({ body }: MailboxRequest): number {
  return body === undefined
    ? 0
    : (typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength) + envelopeBytes;
}
