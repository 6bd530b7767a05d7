import type { ConnectionHealth, Mailbox, MailboxId } from '../../runs/ports.ts';
import type { ItemId } from '../../sync/items.ts';
import type { SourceRecord } from '../../sync/source-record.ts';
import type { ChangeLog } from './change-log.ts';
import type { FaultScript, MemoryCall } from './fault-script.ts';
import type { MailboxContents } from './mailbox-contents.ts';

/** What the connector sees of the world. */
export interface WorldState {
  readonly people: ChangeLog<SourceRecord>;
  readonly orgContacts: ChangeLog<SourceRecord>;
  readonly mailboxes: ChangeLog<Mailbox>;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly groupNames: ReadonlyMap<string, string>;
  readonly photos: ReadonlyMap<ItemId, { readonly etag: string; readonly image: Uint8Array }>;
  readonly contents: ReadonlyMap<MailboxId, MailboxContents>;
  readonly faults: FaultScript;
  /** Entries per page of every list. */
  readonly pageSize: number;
  health(): ConnectionHealth;
  /** Counts the request and lets the hook have its way, then refuses what the mailbox's state refuses. */
  begin(call: MemoryCall): Promise<void>;
  /** Lets the other hook have its way with a request that took effect. */
  end(call: MemoryCall): void;
  /** Something without a stamp was changed or deleted. */
  touchedPersonal(): void;
  /** Something without a stamp was deleted because a clean-up asked for it. */
  removedLeftover(): void;
}

/** Runs one request against the world: hook, count, fault before, effect, hook, fault after. */
export type Request = <Result>(call: MemoryCall, effect: () => Result, signal: AbortSignal) => Promise<Result>;
