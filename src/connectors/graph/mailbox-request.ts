import type { Failure } from '../../sync/failure.ts';
import type { Answer } from './answer.ts';
import type { BatchPart } from './batch.ts';
import type { GraphOperation } from './operations.ts';

/** A request to one mailbox. */
export interface MailboxRequest extends BatchPart {
  readonly mailboxId: string;
  readonly operation: GraphOperation;
  /** May it be sent again although it may have happened? A create may not. */
  readonly repeatable: boolean;
}

/** What came of a request, or of one attempt at it. `unknown-outcome`: it may have happened. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly failure: Failure };
