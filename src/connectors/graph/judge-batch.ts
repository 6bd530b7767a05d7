import type { Failure } from '../../sync/failure.ts';
import type { BatchOutcome } from './batch-exchange.ts';
import { sortAnswer, sortBrokenCall } from './errors.ts';
import type { MailboxRequest } from './mailbox-request.ts';
import { graphOperations } from './operations.ts';
import type { Session } from './session.ts';

/** What one attempt at a batch means. */
export interface BatchVerdict {
  /** By the order of the requests; null: it was answered well. */
  readonly failures: readonly (Failure | null)[];
  /** The service pushed back: all of it, or so much that it is no matter of single mailboxes. */
  readonly pushedBack: boolean;
}

/**
 * Judges every part by itself; only whether a refusal means one mailbox or all of them, its neighbours tell, so what
 * was answered well is noted in the session first.
 */
export function judgeBatch(
  requests: readonly MailboxRequest[],
  exchange: BatchOutcome,
  session: Session,
  nowMs: number,
): BatchVerdict {
  if (exchange.kind === 'failed') {
    return { failures: requests.map(() => exchange.failure), pushedBack: isBusy(exchange.failure) };
  }
  const { token, parts } = exchange;
  for (const [index, { operation }] of requests.entries()) {
    const status = parts[index]?.status ?? 0;
    if (status >= 200 && status < 300) session.noteMailboxAnswered(token, graphOperations[operation].permissions);
  }
  const isGranted = (permissions: readonly string[]) => session.isGranted(token, permissions);
  const failures = requests.map(({ operation }, index) => {
    const answer = parts[index];
    if (answer === null || answer === undefined) return sortBrokenCall('no such part');
    return sortAnswer(answer, operation, { nowMs, isGranted });
  });
  const busy = failures.filter((failure) => failure !== null && isBusy(failure)).length;
  return { failures, pushedBack: busy >= 2 && busy * 4 >= failures.length };
}

function isBusy({ code }: Failure): boolean {
  return code === 'throttled' || code === 'unavailable';
}
