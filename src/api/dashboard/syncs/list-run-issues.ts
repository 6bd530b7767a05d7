import type { Handler } from '../../endpoint/handler.ts';
import { cursorOf, placeOf } from '../place.ts';
import { knownMailboxes } from './known-mailboxes.ts';
import { runOf } from './run-of.ts';

/** Issues with the names that people know them by, as far as they are still known. */
export const listRunIssues: Handler<'listRunIssues'> = async ({ work, params, query }, { syncs, lists }) => {
  const { tenantId } = work.tenant;
  const { code = null, cursor, limit } = query;
  const run = await runOf(work, params.runId);
  const found = await syncs.pages.issues(tenantId, run.runId, code, placeOf(cursor), limit + 1);
  const page = found.slice(0, limit);
  const sync = (await work.definitions()).definitions.syncs.find(({ syncId }) => syncId === run.syncId);
  const itemIds = [...new Set(page.flatMap(({ itemId }) => itemId ?? []))];
  const entries =
    sync === undefined || itemIds.length === 0
      ? new Map()
      : await work.stores.collections.entries(tenantId, sync.collectionId, itemIds);
  const isAddressed = page.some(({ mailboxId }) => mailboxId !== null);
  const mailboxes = isAddressed ? await knownMailboxes(work, lists) : [];
  const addresses = new Map(mailboxes.map(({ mailboxId, address }) => [mailboxId, address]));
  return {
    items: page.map(({ place: _, ...issue }) => ({
      ...issue,
      address: addresses.get(issue.mailboxId ?? '') ?? null,
      displayName: entries.get(issue.itemId ?? '')?.item?.fields.displayName ?? null,
    })),
    nextCursor: found.length > limit ? cursorOf(page.at(-1)?.place ?? 0, Number.POSITIVE_INFINITY) : null,
  };
};
