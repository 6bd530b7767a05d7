import type { SyncDefinition } from '../../../runs/definition.ts';
import { headsOfSyncs } from '../../../runs/read-status.ts';
import type { Api } from '../../contract/contract.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { cursorOf, placeOf } from '../place.ts';
import { knownMailboxes } from './known-mailboxes.ts';
import type { SyncPorts } from './ports.ts';

type Row = Api['listMailboxes']['answer']['items'][number];
type State = NonNullable<NonNullable<Api['listMailboxes']['query']>['state']>;

export const listMailboxes: Handler<'listMailboxes'> = async ({ work, query }, { syncs: ports, lists }) => {
  const { tenantId } = work.tenant;
  const { search = '', state, cursor, limit } = query;
  const { syncs } = (await work.definitions()).definitions;
  const heads = new Map(
    [...(await headsOfSyncs(ports.pages, tenantId, syncs))].map(([syncId, { version }]) => [syncId, version]),
  );
  const known: readonly Omit<Row, 'replicas'>[] = await knownMailboxes(work, lists);
  const inState = state === undefined ? known : await ofState(known, state, syncs, heads, ports, tenantId);
  const wanted = search.toLowerCase();
  const found = inState.filter((one) => `${one.address ?? ''} ${one.mailboxId}`.toLowerCase().includes(wanted));
  const start = placeOf(cursor);
  const page = found.slice(start, start + limit);
  const replicas = await ports.pages.replicasOf(
    tenantId,
    syncs.map(({ syncId }) => syncId),
    page.map(({ mailboxId }) => mailboxId),
  );
  const byMailbox = Map.groupBy(replicas, ({ mailboxId }) => mailboxId);
  const items = page.map(({ mailboxId, address, excluded }) => ({
    mailboxId,
    address,
    excluded,
    replicas: (byMailbox.get(mailboxId) ?? []).map((replica) => ({
      syncId: replica.syncId,
      state: replica.state,
      behind: replica.state === 'ready' && replica.version < (heads.get(replica.syncId) ?? 0),
      failureCode: replica.failureCode,
      syncedAt: replica.syncedAt,
    })),
  }));
  return { items, nextCursor: cursorOf(start + limit, found.length), total: found.length };
};

/** Mailboxes with a replica in a state, also those that the directory no longer knows; or with none at all. */
async function ofState(
  known: readonly Omit<Row, 'replicas'>[],
  state: State,
  syncs: readonly SyncDefinition[],
  heads: ReadonlyMap<string, number>,
  { pages }: SyncPorts,
  tenantId: string,
): Promise<readonly Omit<Row, 'replicas'>[]> {
  const found = new Set<string>();
  for (const { syncId } of syncs) {
    const only = state === 'none' ? null : state === 'behind' ? { behind: heads.get(syncId) ?? 0 } : { state };
    for (const mailboxId of await pages.mailboxesWith(tenantId, syncId, only)) found.add(mailboxId);
  }
  if (state === 'none') return known.filter(({ mailboxId }) => !found.has(mailboxId));
  const listed = known.filter(({ mailboxId }) => found.delete(mailboxId));
  return [...listed, ...[...found].sort().map((mailboxId) => ({ mailboxId, address: null, excluded: null }))];
}
