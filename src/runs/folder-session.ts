import type { Failure } from '../sync/failure.ts';
import type { Link, Operation } from '../sync/operations.ts';
import { applyOperations } from './apply-operations.ts';
import type { ChangeReader } from './change-reader.ts';
import { type Completion, completeOperations } from './complete-operations.ts';
import type { RunContext, Stop } from './context.ts';
import type { StrayGuard } from './folder-plan.ts';
import { createLinkBuffer, type LinkBuffer } from './link-buffer.ts';
import type { FolderId, MailboxId, OpenFolder, TargetFolder } from './ports.ts';
import type { Presentation } from './presentation.ts';
import type { Issue, LinkWrite, Replica } from './stores.ts';

/** Links of a replica that are written to the store at once: whole chunks of operations. */
const linksPerWrite = 96;

/** What a run did in one folder. */
export interface FolderResult {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  /** Deletes that a guard holds: the replica stays behind until they are approved. */
  readonly deletesHeld: number;
  /** What the person had changed or deleted: put back, or left as it is. */
  readonly driftRestored: number;
  readonly driftLeft: number;
  readonly issues: readonly Issue[];
  /** False: something is left to do, for a later run. */
  readonly complete: boolean;
}

/** What all folders of a run have in common. */
export interface FolderWork extends StrayGuard {
  readonly changes: ChangeReader;
  readonly presentation: Presentation;
  readonly completion: Completion;
  /** Address of a mailbox of the audience: tells whose card is whose. */
  addressOf(mailboxId: MailboxId): string;
}

type Counts = { -readonly [Name in Exclude<keyof FolderResult, 'issues' | 'complete'>]: number };

const noLinks: ReadonlyMap<string, Link> = new Map();

/** The work on one replica: what was done, what is known of it, and how that is kept. */
export interface FolderSession {
  readonly counts: Counts;
  readonly links: LinkBuffer;
  open(folderId: FolderId): OpenFolder;
  /**
   * Applies operations in chunks; before the first one the replica is `writing`.
   * @param links What the folder holds of the items of updates.
   * @param write Takes what becomes of links; default: they are kept.
   * @returns False if the run is to end before all was applied.
   */
  apply(
    folder: OpenFolder,
    operations: readonly Operation[],
    links?: ReadonlyMap<string, Link>,
    write?: (links: LinkWrite) => Promise<void>,
  ): Promise<boolean>;
  note(code: string, detail: string): void;
  /** True once something failed that a later run may do. */
  hasFailed(): boolean;
  /** True once something failed that may have happened all the same: then only the mailbox knows what it holds. */
  isUncertain(): boolean;
  /** Writes links and the replica's row: what is certain of it now. */
  settle(change: Partial<Replica>): Promise<void>;
  result(complete: boolean): FolderResult;
}

export function createFolderSession(
  context: RunContext,
  work: FolderWork,
  replica: Replica,
  stop: Stop,
): FolderSession {
  const { tenantId, sync, stores, connector } = context;
  const { mailboxId } = replica;
  const links = createLinkBuffer(
    (write) => stores.replicas.writeLinks(tenantId, sync.syncId, mailboxId, write),
    linksPerWrite,
  );
  let row: Replica = { ...replica, failureCode: null, lookAgainAt: null };
  const save = async (change: Partial<Replica>) => {
    row = { ...row, ...change };
    await stores.replicas.saveReplica(tenantId, row);
  };
  const gone = sync.drift.deleted === 'leave' ? 'dismiss' : 'create';
  const counts: Counts = { created: 0, updated: 0, deleted: 0, deletesHeld: 0, driftRestored: 0, driftLeft: 0 };
  const issues: Issue[] = [];
  let opened: { readonly folderId: FolderId; readonly folder: TargetFolder } | null = null;
  let writing = false;
  let failed = false;
  let uncertain = false;

  const targetFolder = (folder: OpenFolder): TargetFolder => {
    if (opened?.folderId !== folder.folderId)
      opened = { folderId: folder.folderId, folder: connector.target.open(folder) };
    return opened.folder;
  };

  return {
    counts,
    links,
    open: (folderId) => ({ mailboxId, syncId: sync.syncId, folderId }),
    async apply(open, operations, known = noLinks, write = links.write) {
      const { operationsPerChunk } = context.settings;
      const folder = targetFolder(open);
      const complete = (chunk: readonly Operation[]) =>
        completeOperations(work.completion, folder, chunk, known, stop.cancel);
      for (let start = 0; start < operations.length; start += operationsPerChunk) {
        if (stop.drain.aborted) return false;
        if (!writing && row.state !== 'leaving') await save({ folderId: open.folderId, state: 'writing' });
        writing = true;
        const chunk = operations.slice(start, start + operationsPerChunk);
        const applied = await applyOperations(folder, chunk, gone, complete, write, stop.cancel);
        counts.created += applied.created;
        counts.updated += applied.updated;
        counts.deleted += applied.deleted;
        for (const { operation, failure } of applied.failures) {
          issues.push({ mailboxId, itemId: operation.itemId, code: failure.code, detail: failure.detail });
          failed ||= !isFinal(failure);
          uncertain ||= mayHaveHappened(failure);
        }
      }
      return true;
    },
    note: (code, detail) => issues.push({ mailboxId, itemId: null, code, detail }),
    hasFailed: () => failed,
    isUncertain: () => uncertain,
    async settle(change) {
      await links.flush();
      await save(change);
      // What is applied after this says so again before it begins.
      writing = false;
    },
    result: (complete) => ({ ...counts, issues, complete }),
  };
}

/** An item that the service will never take as it is: trying again before it changes is useless. */
const isFinal = (failure: Failure): boolean => failure.code === 'invalid-item';

const mayHaveHappened = ({ code }: Failure): boolean =>
  code === 'unknown-outcome' || code === 'unavailable' || code === 'invalid-answer';
