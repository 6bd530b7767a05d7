import type { Version } from '../sync/log.ts';
import type { MailboxId } from './ports.ts';
import type { Issue, LogHead, Replica, ReplicaCounts, ReplicaState, Run, RunState } from './stores.ts';

/** What pages of lists show, in one query each. */
export interface PageStore {
  /** How far collections are; one that is unknown is at version 0 and unread. */
  heads(tenantId: string, collectionIds: readonly string[]): Promise<ReadonlyMap<string, CollectionHead>>;
  /** As `countReplicas` of each sync, by the version that its replicas are brought to. */
  replicaCounts(tenantId: string, versions: ReadonlyMap<string, Version>): Promise<ReadonlyMap<string, ReplicaCounts>>;
  /** Of each sync the newest runs, newest first, at most `limit`; of a sync without runs none. */
  latestRuns(tenantId: string, syncIds: readonly string[], limit: number): Promise<ReadonlyMap<string, readonly Run[]>>;
  /** Runs of a tenant by `startedAt`, then run id, newest first. */
  runs(tenantId: string, wanted: RunsWanted): Promise<readonly Run[]>;
  /** What a run could not sync, in the order added. @param code Only of this code; null: all. @param after Place of the last one seen; 0: none. */
  issues(
    tenantId: string,
    runId: string,
    code: string | null,
    after: number,
    limit: number,
  ): Promise<readonly PlacedIssue[]>;
  /** How many issues of each code, most first, and how many mailboxes and items they concern. */
  issueGroups(tenantId: string, runId: string): Promise<readonly IssueGroup[]>;
  /** Issues of all runs that concern a mailbox, newest first. */
  issuesOfMailbox(tenantId: string, mailboxId: MailboxId, limit: number): Promise<readonly MailboxIssue[]>;
  /** Replicas of the syncs in the mailboxes, in any order. */
  replicasOf(
    tenantId: string,
    syncIds: readonly string[],
    mailboxIds: readonly MailboxId[],
  ): Promise<readonly Replica[]>;
  /** Mailboxes with a replica of the sync, in any order. @param only Those in this state, or ready and behind this version; null: all. */
  mailboxesWith(
    tenantId: string,
    syncId: string,
    only: { readonly state: ReplicaState } | { readonly behind: number } | null,
  ): Promise<readonly MailboxId[]>;
}

export type CollectionHead = Pick<LogHead, 'version' | 'itemCount' | 'readAt'>;

export interface RunsWanted {
  /** Null: of all. */
  readonly syncId: string | null;
  readonly state: RunState | null;
  /** Only runs that come after this one; null: from the newest on. */
  readonly before: Pick<Run, 'startedAt' | 'runId'> | null;
  readonly limit: number;
}

export interface PlacedIssue extends Issue {
  /** Grows in the order added. */
  readonly place: number;
}

export interface IssueGroup {
  readonly code: string;
  readonly issues: number;
  readonly mailboxes: number;
  readonly items: number;
}

export interface MailboxIssue {
  readonly runId: string;
  /** When the run began. */
  readonly at: string;
  readonly code: string;
  readonly detail: string;
  readonly itemId: string | null;
}
