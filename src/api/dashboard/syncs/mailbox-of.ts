import type { SyncDefinition } from '../../../runs/definition.ts';
import type { Replica } from '../../../runs/stores.ts';
import type { DashboardContext } from '../../dashboard-context.ts';
import { Problem } from '../../endpoint/problem.ts';
import type { TenantWork } from '../../tenant-work.ts';
import { type KnownMailbox, knownMailboxes } from './known-mailboxes.ts';

/** A mailbox with what is known of it. */
export interface MailboxWithReplicas {
  readonly mailboxId: string;
  /** Null: the directory does not know it any more. */
  readonly known: KnownMailbox | null;
  readonly replicas: readonly Replica[];
  /** Of the tenant, by id. */
  readonly syncs: ReadonlyMap<string, SyncDefinition>;
}

/** @throws {Problem} `not-found`: neither the directory knows it, nor is anything of ours in it. */
export async function mailboxOf(
  work: TenantWork,
  { syncs: ports, lists }: DashboardContext,
  mailboxId: string,
): Promise<MailboxWithReplicas> {
  const { syncs } = (await work.definitions()).definitions;
  const all = await knownMailboxes(work, lists);
  const known = all.find((one) => one.mailboxId === mailboxId) ?? null;
  const syncIds = syncs.map(({ syncId }) => syncId);
  const replicas = await ports.pages.replicasOf(work.tenant.tenantId, syncIds, [mailboxId]);
  if (known === null && replicas.length === 0) throw new Problem('not-found');
  return { mailboxId, known, replicas, syncs: new Map(syncs.map((sync) => [sync.syncId, sync])) };
}
