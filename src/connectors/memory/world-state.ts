import type { Mailbox, MailboxId } from '../../runs/ports.ts';
import type { SourceRecord } from '../../sync/source-record.ts';
import type { ChangeLog } from './change-log.ts';
import type { FaultScript, MemoryCall } from './fault-script.ts';
import type { MailboxContents } from './mailbox-contents.ts';

/** What the connector sees of the world. */
export interface WorldState {
  readonly people: ChangeLog<SourceRecord>;
  readonly mailboxes: ChangeLog<Mailbox>;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly contents: ReadonlyMap<MailboxId, MailboxContents>;
  readonly faults: FaultScript;
  /** Entries per page of every list. */
  readonly pageSize: number;
  /** Counts the request and lets the hook have its way, then refuses what the mailbox's state refuses. */
  begin(call: MemoryCall): Promise<void>;
  /** Something without a stamp was changed or deleted. */
  touchedPersonal(): void;
}

/** Runs one request against the world: hook, count, fault before, effect, fault after. */
export type Request = <Result>(call: MemoryCall, effect: () => Result, signal: AbortSignal) => Promise<Result>;
