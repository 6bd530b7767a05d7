import type { SimResponse } from '../../http/message.ts';
import type { DirectoryKind } from '../../world/directory-log.ts';
import type { SimTenant } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import type { FilterExpression } from '../odata/filter.ts';
import { parseODataQuery } from '../odata/query.ts';
import type { RouteContext } from '../route.ts';
import { type DeltaState, decodeDeltaToken, deltaTokenLifetimeMs, encodeDeltaToken } from './delta-token.ts';
import { directoryQuery } from './directory-query.ts';
import { type FoldedChange, foldChanges } from './fold-changes.ts';
import { metadataLink, urlOf } from './list.ts';
import { findObject, type TypedObject } from './lookup.ts';
import type { EntityType } from './properties.ts';
import { checkSelect, type DirectoryObject, propertyOf } from './resource.ts';

/** At most so many objects can be followed by `$filter=id eq …`. */
const maxFollowed = 50;

/**
 * Answers `…/delta` of one kind of directory object.
 *
 * A round goes through the log from the last link's place to the head at its start, a page at a time, and shows each changed
 * object as it is now. What changed while the round was read comes once more at its end, so an object may come twice.
 *
 * @throws {GraphError} 400 for options that deltas do not take and for malformed tokens, 410 `syncStateNotFound` for old ones.
 */
export function directoryDelta(
  context: RouteContext,
  kind: DirectoryKind,
  type: EntityType,
  contextName: string,
): SimResponse {
  const { tenant } = context.caller;
  const query = parseODataQuery(context.request.query, ['select', 'filter', 'skiptoken', 'deltatoken'], directoryQuery);
  const now = context.world.clock.nowMs();
  // An empty token is how the Location of a 410 says: from the beginning.
  const token = query.skipToken ?? (query.deltaToken === '' ? null : query.deltaToken);
  const isFirst = token === null || token === 'latest';
  const asked = readSelect(type, query.select);
  const state: DeltaState = isFirst
    ? {
        kind,
        tenantId: tenant.id,
        select: asked,
        ids: query.filter === null ? null : followedIds(query.filter),
        after: token === null ? 0 : tenant.log.head,
        upTo: tenant.log.head,
        position: 0,
        catchingUp: false,
        issuedAtMs: now,
      }
    : resumed(context, decodeDeltaToken(token, kind, tenant), query.deltaToken !== null, asked);
  const round = foldChanges(tenant.log, kind, state.after, state.upTo);
  const end = state.position + context.world.settings.directoryDeltaPageSize;
  const minimal = prefersMinimal(context.request.headers);
  const value = round
    .slice(state.position, end)
    .map((change) => show(tenant, type, change, state, minimal))
    .filter((item) => item !== null);
  return {
    status: 200,
    headers: minimal ? { 'preference-applied': 'return=minimal' } : {},
    body: {
      '@odata.context': metadataLink(context, contextName, state.select),
      ...nextLink(context, state, end, round.length, now),
      value,
    },
  };
}

function nextLink(
  context: RouteContext,
  state: DeltaState,
  end: number,
  total: number,
  now: number,
): Record<string, string> {
  const { head } = context.caller.tenant.log;
  const link = (option: string, next: Partial<DeltaState>): string =>
    `${urlOf(context)}?$${option}=${encodeDeltaToken({ ...state, issuedAtMs: now, ...next })}`;
  if (end < total) return { '@odata.nextLink': link('skiptoken', { position: end }) };
  if (head > state.upTo && !state.catchingUp) {
    const rest = { after: state.upTo, upTo: head, position: 0, catchingUp: true };
    return { '@odata.nextLink': link('skiptoken', rest) };
  }
  return { '@odata.deltaLink': link('deltatoken', { after: state.upTo, position: 0, catchingUp: false }) };
}

/** A link that is followed: a delta link begins a new round, a next link goes on with its own. */
function resumed(
  context: RouteContext,
  state: DeltaState,
  isDeltaLink: boolean,
  asked: readonly string[] | null,
): DeltaState {
  if (asked !== null && asked.join() !== state.select?.join()) {
    throw new GraphError(400, 'BadRequest', "The query option '$select' cannot be changed by a request with a token.");
  }
  const { tenant } = context.caller;
  if (context.world.clock.nowMs() - state.issuedAtMs > deltaTokenLifetimeMs || state.upTo > tenant.log.head) {
    throw expiredDelta(context, state);
  }
  return isDeltaLink ? { ...state, upTo: tenant.log.head } : state;
}

function expiredDelta(context: RouteContext, state: DeltaState): GraphError {
  const filter = state.ids?.map((id) => `id eq '${id}'`).join(' or ');
  const parts = [
    '$deltatoken=',
    ...(state.select === null ? [] : [`$select=${state.select.join(',')}`]),
    ...(filter === undefined ? [] : [`$filter=${encodeURIComponent(filter)}`]),
  ];
  return new GraphError(
    410,
    'syncStateNotFound',
    'The sync state generation is not found; the delta token has expired. Start again from the Location.',
    { location: `${urlOf(context)}?${parts.join('&')}` },
  );
}

/** `members` of a group may be selected beside its properties; `id` always comes. */
function readSelect(type: EntityType, select: readonly string[] | null): readonly string[] | null {
  if (select === null) return null;
  const relations = select.filter((name) => type.name === 'group' && name === 'members');
  const own = select.filter((name) => !relations.includes(name));
  return [...(checkSelect(type, own) ?? []), ...relations];
}

function followedIds(filter: FilterExpression): readonly string[] {
  const ids: string[] = [];
  const visit = (node: FilterExpression): void => {
    if (node.kind === 'or') {
      visit(node.left);
      visit(node.right);
    } else if (
      node.kind === 'compare' &&
      node.operator === 'eq' &&
      node.left.kind === 'path' &&
      node.left.path.join('/') === 'id' &&
      node.right.kind === 'literal' &&
      typeof node.right.literal.value === 'string'
    ) {
      ids.push(node.right.literal.value.toLowerCase());
    } else {
      throw new GraphError(
        400,
        'Request_UnsupportedQuery',
        "Only 'id eq …' is supported in the $filter of a delta query.",
      );
    }
  };
  visit(filter);
  if (ids.length > maxFollowed) {
    throw new GraphError(400, 'Request_UnsupportedQuery', `At most ${maxFollowed} objects can be followed.`);
  }
  return ids;
}

/** A changed object as the page shows it; null if nothing of it was asked for. */
function show(
  tenant: SimTenant,
  type: EntityType,
  change: FoldedChange,
  state: DeltaState,
  minimal: boolean,
): Record<string, unknown> | null {
  if (state.ids !== null && !state.ids.includes(change.id.toLowerCase())) return null;
  const found = findObject(tenant, change.id);
  if (found === undefined) return showRemoved(tenant, change, state);
  const wanted = state.select ?? (type.name === 'group' ? [...type.defaults, 'members'] : type.defaults);
  // Gone at the end of the round but back by now: shown as new.
  const isNew = change.isNew || change.removed !== null;
  if (!isNew && !wanted.some((name) => change.properties.has(name))) return null;
  const item: Record<string, unknown> = {};
  for (const name of wanted) {
    if (name === 'id' || name === 'members') continue;
    const isChanged = change.properties.has(name);
    if (minimal && !isNew && !isChanged) continue;
    if (isChanged || Object.hasOwn(found.object.properties, name)) item[name] = propertyOf(type, found.object, name);
  }
  item.id = change.id;
  if (wanted.includes('members')) {
    const members = memberChanges(tenant, found.object, change);
    if (members.length > 0) item['members@delta'] = members;
  }
  return item;
}

function showRemoved(tenant: SimTenant, change: FoldedChange, state: DeltaState): Record<string, unknown> | null {
  // Still there at the end of the round: it went while the round was read.
  const later = () => tenant.log.since(state.upTo).findLast((entry) => entry.id === change.id);
  const reason = change.removed ?? later()?.removed ?? 'deleted';
  // Who never heard of an object need not hear that it is gone for good; a soft-deleted one is told of even so.
  if (state.after === 0 && reason === 'deleted') return null;
  return { id: change.id, '@removed': { reason } };
}

function memberChanges(
  tenant: SimTenant,
  group: DirectoryObject,
  change: FoldedChange,
): readonly Record<string, unknown>[] {
  const entry = (found: TypedObject | undefined, id: string): Record<string, unknown> => ({
    '@odata.type': `#microsoft.graph.${found?.type.name ?? 'user'}`,
    id,
  });
  if (change.members === null) {
    return [...(tenant.groups.get(group.id)?.memberIds ?? [])].map((id) => entry(findObject(tenant, id), id));
  }
  return [...change.members].map(([id, isRemoved]) => ({
    ...entry(findObject(tenant, id), id),
    ...(isRemoved ? { '@removed': { reason: 'deleted' } } : {}),
  }));
}

const prefersMinimal = (headers: Readonly<Record<string, string>>): boolean =>
  /(^|[,;\s])return\s*=\s*minimal($|[,;\s])/i.test(headers.prefer ?? '');
