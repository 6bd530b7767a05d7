import type { Api } from '../../../../src/api/contract/contract.ts';

type SyncSummary = Api['listSyncs']['answer']['items'][number];

/** How many mailboxes have folders of these syncs, or will have them. */
export function mailboxesOf(
  syncs: readonly Pick<SyncSummary, 'syncId' | 'replicas'>[],
  syncIds: readonly string[],
): number {
  return syncs
    .filter(({ syncId }) => syncIds.includes(syncId))
    .reduce(
      (sum, { replicas: { unknown, ready, writing, unavailable } }) => sum + unknown + ready + writing + unavailable,
      0,
    );
}
