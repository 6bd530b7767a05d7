import type { SimResponse } from '../../http/message.ts';
import type { MailboxScope } from '../../world/mailbox-changes.ts';
import type { SimFolder } from '../../world/model.ts';
import { parseODataQuery } from '../odata/query.ts';
import type { RouteContext } from '../route.ts';
import { type ContactView, contactId, contactMembers } from './contact-answer.ts';
import { contactView } from './contact-query.ts';
import { expandNothing } from './extended-expand.ts';
import { mailboxPaging } from './paging.ts';
import { appliedPreferences, wantedPageSize, wantsImmutableIds } from './scope.ts';
import { type DeltaEntry, deltaPage, encodeSyncState, readSyncState, type SyncPlace } from './sync-state.ts';

/**
 * One page of the contacts of a folder that are new, changed or removed since the token; all of them without one.
 *
 * `$select` and `$expand` are fixed by the first request.
 *
 * @throws {GraphError} 400, 410.
 */
export function answerContactDelta(context: RouteContext, scope: MailboxScope, folder: SimFolder): SimResponse {
  const { mailbox, world } = scope;
  const { query: text, path } = context.request;
  const query = parseODataQuery(text, ['select', 'expand', 'top', 'skiptoken', 'deltatoken'], mailboxPaging);
  const placeId = `${mailbox.idBase}/${folder.serial}`;
  const state = readSyncState(query, placeId, mailbox);
  const immutableIds = wantsImmutableIds(context);
  const asked = contactView(query, immutableIds);
  const kept: ContactView =
    state === null
      ? asked
      : { immutableIds, select: state.select, expand: { single: state.single, multi: state.multi } };
  const view = world.settings.expandOnContactDelta ? kept : { ...kept, expand: expandNothing };
  const pageSize = wantedPageSize(context);
  const size = pageSize ?? query.top ?? mailboxPaging.defaultTop;
  const place: SyncPlace = state ?? { kind: 'snapshot', head: mailbox.sequence, after: 0 };

  const { items, goesOn, next } = deltaPage(entriesOf(scope, folder, place, view), place, size, mailbox);
  const { single, multi } = kept.expand;
  const token = encodeSyncState({ ...next, place: placeId, select: kept.select, single, multi });
  const url = context.baseUrl + path.slice('/v1.0'.length);
  const link = goesOn
    ? `"@odata.nextLink":${JSON.stringify(`${url}?$skiptoken=${token}`)}`
    : `"@odata.deltaLink":${JSON.stringify(`${url}?$deltatoken=${token}`)}`;
  const about = JSON.stringify(`${context.baseUrl}/$metadata#Collection(microsoft.graph.contact)`);
  return {
    status: 200,
    headers: appliedPreferences(immutableIds, pageSize),
    body: `{"@odata.context":${about},${link},"value":[${items.join(',')}]}`,
  };
}

function entriesOf(
  { mailbox }: MailboxScope,
  folder: SimFolder,
  place: SyncPlace,
  view: ContactView,
): readonly DeltaEntry[] {
  const entries: DeltaEntry[] = [];
  for (const contact of mailbox.contacts.values()) {
    if (contact.folderId !== folder.id) continue;
    const order = place.kind === 'snapshot' ? contact.serial : contact.sequence;
    if (order <= place.after) continue;
    const text = (): string => `{"@odata.type":"#microsoft.graph.contact",${contactMembers(mailbox, contact, view)}}`;
    entries.push({ order, text });
  }
  if (place.kind === 'snapshot') return entries;
  for (const removed of mailbox.removedContacts) {
    if (removed.folderId !== folder.id || removed.sequence <= place.after) continue;
    const text = (): string =>
      JSON.stringify({
        '@odata.type': '#microsoft.graph.contact',
        id: contactId(mailbox, removed, view.immutableIds),
        '@removed': { reason: 'deleted' },
      });
    entries.push({ order: removed.sequence, text });
  }
  return entries;
}
