import type { Failure } from '../../sync/failure.ts';
import type { BatchOutcome } from './batch-exchange.ts';
import { sortAnswer, sortBrokenCall } from './errors.ts';
import type { MailboxRequest, Outcome } from './mailbox-request.ts';
import { type GraphOperation, graphOperations } from './operations.ts';
import type { Session } from './session.ts';

/** What one attempt at a batch means. */
export interface BatchVerdict {
  /** By the order of the requests. */
  readonly outcomes: readonly Outcome[];
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
    const { failure } = exchange;
    return { outcomes: requests.map(() => failed(failure)), pushedBack: isBusy(failed(failure)) };
  }
  const { token, parts } = exchange;
  const answered = new Set<GraphOperation>();
  requests.forEach(({ operation }, index) => {
    const status = parts[index]?.status ?? 0;
    if (status >= 200 && status < 300) answered.add(operation);
  });
  for (const operation of answered) session.noteMailboxAnswered(token, graphOperations[operation].permissions);
  const isGranted = (permissions: readonly string[]) => session.isGranted(token, permissions);
  const circumstances = { nowMs, isGranted };
  const outcomes = requests.map(({ operation }, index): Outcome => {
    const answer = parts[index];
    if (answer === null || answer === undefined) return failed(sortBrokenCall('no such part'));
    const failure = sortAnswer(answer, operation, circumstances);
    return failure === null ? { kind: 'answered', answer } : failed(failure);
  });
  const busy = outcomes.filter(isBusy).length;
  return { outcomes, pushedBack: busy >= 2 && busy * 4 >= outcomes.length };
}

function failed(failure: Failure): Outcome {
  return { kind: 'failed', failure };
}

function isBusy(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && (outcome.failure.code === 'throttled' || outcome.failure.code === 'unavailable');
}
