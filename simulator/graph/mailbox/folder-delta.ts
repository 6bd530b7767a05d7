import type { SimResponse } from '../../http/message.ts';
import type { MailboxScope } from '../../world/mailbox-changes.ts';
import type { SimFolder } from '../../world/model.ts';
import { parseODataQuery } from '../odata/query.ts';
import type { RouteContext } from '../route.ts';
import { expandNothing } from './extended-expand.ts';
import { type FolderView, folderMembers, folderView } from './folder-answer.ts';
import { mailboxPaging } from './paging.ts';
import { appliedPreferences, wantedPageSize, wantsImmutableIds } from './scope.ts';
import { type DeltaEntry, deltaPage, encodeSyncState, readSyncState, type SyncPlace } from './sync-state.ts';

/**
 * One page of the contact folders that are new, changed or removed since the token; all of them without one.
 *
 * @param parent Null: folders at any depth below the default folder; else the children of this one.
 * @throws {GraphError} 400, 410.
 */
export function answerFolderDelta(context: RouteContext, scope: MailboxScope, parent: SimFolder | null): SimResponse {
  const { mailbox } = scope;
  const query = parseODataQuery(context.request.query, ['select', 'top', 'skiptoken', 'deltatoken'], mailboxPaging);
  const placeId = `${mailbox.idBase}/folders/${parent?.serial ?? ''}`;
  const state = readSyncState(query, placeId, mailbox);
  const view: FolderView = state === null ? folderView(query) : { select: state.select, expand: expandNothing };
  const place: SyncPlace = state ?? { kind: 'snapshot', head: mailbox.sequence, after: 0 };
  const pageSize = wantedPageSize(context);
  const size = pageSize ?? query.top ?? mailboxPaging.defaultTop;

  const { items, goesOn, next } = deltaPage(entriesOf(scope, parent, place, view), place, size, mailbox);
  const token = encodeSyncState({ ...next, place: placeId, select: view.select, single: null, multi: null });
  const url = context.baseUrl + context.request.path.slice('/v1.0'.length);
  const link = goesOn
    ? `"@odata.nextLink":${JSON.stringify(`${url}?$skiptoken=${token}`)}`
    : `"@odata.deltaLink":${JSON.stringify(`${url}?$deltatoken=${token}`)}`;
  const about = JSON.stringify(`${context.baseUrl}/$metadata#Collection(microsoft.graph.contactFolder)`);
  return {
    status: 200,
    headers: appliedPreferences(wantsImmutableIds(context), pageSize),
    body: `{"@odata.context":${about},${link},"value":[${items.join(',')}]}`,
  };
}

function entriesOf(
  { mailbox }: MailboxScope,
  parent: SimFolder | null,
  place: SyncPlace,
  view: FolderView,
): readonly DeltaEntry[] {
  const belongs = (parentFolderId: string | null): boolean =>
    parent === null ? parentFolderId !== null : parentFolderId === parent.id;
  const entries: DeltaEntry[] = [];
  for (const folder of mailbox.folders.values()) {
    const order = place.kind === 'snapshot' ? folder.serial : folder.sequence;
    if (!belongs(folder.parentFolderId) || order <= place.after) continue;
    const text = (): string =>
      `{"@odata.type":"#microsoft.graph.contactFolder",${folderMembers(mailbox, folder, view)}}`;
    entries.push({ order, text });
  }
  if (place.kind === 'snapshot') return entries;
  for (const { id, parentFolderId, sequence } of mailbox.removedFolders) {
    if (!belongs(parentFolderId) || sequence <= place.after) continue;
    const removed = { '@odata.type': '#microsoft.graph.contactFolder', id, '@removed': { reason: 'deleted' } };
    entries.push({ order: sequence, text: () => JSON.stringify(removed) });
  }
  return entries;
}
