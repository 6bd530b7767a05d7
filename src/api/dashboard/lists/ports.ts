import type { CsvSource } from '../../../runs/csv-source.ts';
import type { FreshCache } from '../../../runs/fresh-cache.ts';
import type { KeysOf } from '../../../runs/listed-items.ts';
import type { OpenedLog } from '../../../runs/log-cache.ts';
import type { SourceNumbers } from '../../../runs/phone-examples.ts';
import type { Mailbox, MailboxId } from '../../../runs/ports.ts';
import type { Item } from '../../../sync/items.ts';
import type { SourceRecord } from '../../../sync/source-record.ts';
import type { TenantId } from '../../../tenants/ports.ts';

/** What operations of lists need of the rest: what was opened, read and counted stays in memory for a minute. */
export interface ListPorts {
  readonly sources: FreshCache<OpenedLog<SourceRecord>>;
  readonly items: FreshCache<OpenedLog<Item>>;
  readonly mailboxes: FreshCache<readonly Mailbox[]>;
  readonly groupMembers: FreshCache<ReadonlySet<MailboxId>>;
  readonly numbers: FreshCache<SourceNumbers>;
  readonly keysOf: KeysOf;
  readonly csvFiles: CsvFiles;
  /** Gives others their turn in a long piece of work. */
  readonly pause: () => Promise<void>;
  /** Is aborted after so long. */
  readonly deadline: (ms: number) => AbortSignal;
  /** Of this tenant nothing stays in memory. */
  forget(tenantId: TenantId): void;
}

/** A CSV file that was uploaded. */
export interface CsvFileEntry {
  readonly fileName: string;
  readonly bytes: number;
  /** ISO UTC. */
  readonly uploadedAt: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

/** What was found in a CSV file. */
export interface CsvLook {
  readonly columns: readonly string[];
  readonly rows: number;
  readonly delimiter: string;
  readonly encoding: string;
  /** The first rows. */
  readonly sample: readonly (readonly string[])[];
  /** How the file would be read. */
  readonly guess: Pick<CsvSource, 'id' | 'columns'>;
  readonly problems: readonly { readonly field: string | null; readonly code: string; readonly detail: string }[];
}

/** CSV files of tenants, sealed at rest. */
export interface CsvFiles {
  /** By name. */
  list(tenantId: TenantId): Promise<readonly CsvFileEntry[]>;
  /** Looks at a file and keeps it, in the place of one with the same name. @throws {ConnectorError} `invalid-answer`: no CSV. */
  put(
    tenantId: TenantId,
    fileName: string,
    bytes: Uint8Array,
    signal: AbortSignal,
  ): Promise<{ readonly entry: CsvFileEntry; readonly look: CsvLook }>;
  /** @returns Whether there was one. */
  remove(tenantId: TenantId, fileName: string): Promise<boolean>;
}
