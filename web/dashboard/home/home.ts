import type { Api } from '../../../src/api/contract/contract.ts';

export type Home = Api['getHome']['answer'];
export type Attention = Home['attention'][number];
export type Run = Home['runs'][number];
export type SyncState = Home['syncs'][number];
type ReplicaCounts = Home['replicas'];

export interface ReplicaShare {
  readonly state: 'inStep' | 'behind' | 'new' | 'unavailable' | 'leaving';
  readonly folders: number;
}

/** How many folders are how far; each folder is counted once. */
export function replicaShares({
  unknown,
  ready,
  writing,
  unavailable,
  leaving,
  atHead,
}: ReplicaCounts): readonly ReplicaShare[] {
  return [
    { state: 'inStep', folders: atHead },
    { state: 'behind', folders: Math.max(0, ready + writing - atHead) },
    { state: 'new', folders: unknown },
    { state: 'unavailable', folders: unavailable },
    { state: 'leaving', folders: leaving },
  ];
}

export function folderCount(counts: ReplicaCounts): number {
  return replicaShares(counts).reduce((sum, { folders }) => sum + folders, 0);
}

/** What a run wrote. */
export function writtenBy({ totals: { created, updated, deleted } }: Pick<Run, 'totals'>): number {
  return created + updated + deleted;
}

/** When something is synced next; null: nothing is planned. */
export function nextRunAt(syncs: readonly Pick<SyncState, 'nextRunAt' | 'paused'>[]): string | null {
  const times = syncs.filter(({ paused }) => !paused).flatMap((sync) => sync.nextRunAt ?? []);
  return times.sort()[0] ?? null;
}
