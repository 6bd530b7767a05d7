import type { BatchPart } from './batch.ts';
import type { GraphOperation } from './operations.ts';

/** A request to one mailbox. */
export interface MailboxRequest extends BatchPart {
  readonly mailboxId: string;
  readonly operation: GraphOperation;
  /** May it be sent again although it may have happened? A create may not. */
  readonly repeatable: boolean;
}
