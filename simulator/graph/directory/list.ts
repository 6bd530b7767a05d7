import type { SimResponse } from '../../http/message.ts';
import { decodePosition, encodePosition, linkWith, pageOf, resumeAt, sortItems } from '../odata/collection.ts';
import { filterPaths, matches, memberOf } from '../odata/filter.ts';
import { checkFilterTypes } from '../odata/filter-types.ts';
import { type ODataOption, type ODataQuery, parseODataQuery } from '../odata/query.ts';
import type { RouteContext } from '../route.ts';
import { checkAdvancedQuery, isEventual, requireEventual } from './advanced-query.ts';
import { directoryQuery, directoryTypeOf } from './directory-query.ts';
import { expandInto } from './expand.ts';
import type { EntityType } from './properties.ts';
import { checkPaths, checkSelect, type DirectoryObject, propertyOf, resourceOf } from './resource.ts';
import { parseSearch } from './search.ts';

/** Which objects a list is made of, and how they are shown. */
export interface ListSource {
  /** What the query is checked against. */
  readonly type: EntityType;
  /** What an object is: differs from `type` where objects are mixed. */
  readonly typeOf: (object: DirectoryObject) => EntityType;
  readonly objects: readonly DirectoryObject[];
  /** After `$metadata#`: `users`. */
  readonly contextName: string;
  /** Mixed lists name the type of each object. */
  readonly mixed: boolean;
  /** Relations are filtered, searched and sorted by the advanced engine only. */
  readonly isRelation: boolean;
}

const listOptions: readonly ODataOption[] = [
  'select',
  'filter',
  'expand',
  'top',
  'orderby',
  'count',
  'search',
  'skiptoken',
];
const defaultPageSize = 100;

/** A list of one kind of object. */
export function sourceOf(type: EntityType, objects: Iterable<DirectoryObject>, contextName: string): ListSource {
  return { type, typeOf: () => type, objects: [...objects], contextName, mixed: false, isRelation: false };
}

/** Answers a list: filter, search, order, count, page. */
export function listObjects(context: RouteContext, source: ListSource): SimResponse {
  const query = parseODataQuery(context.request.query, listOptions, directoryQuery);
  checkAdvancedQuery(query, context.request.headers, source.isRelation);
  const select = checkSelect(source.type, query.select);
  const found = findMatching(source, query);
  const start = query.skipToken === null ? 0 : resumeAt(found, decodePosition(query.skipToken));
  const size = query.top ?? Math.min(defaultPageSize, context.world.settings.directoryDeltaPageSize);
  const page = pageOf(found, start, size);
  const body: Record<string, unknown> = { '@odata.context': metadataLink(context, source.contextName, select) };
  // Without the header the option is ignored, and only a first page says how many there are.
  const isCounted = query.count && query.skipToken === null && isEventual(context.request.headers);
  if (isCounted) body['@odata.count'] = found.length;
  if (page.nextSkip !== null) {
    const token = encodePosition({ at: page.nextSkip, last: page.items.at(-1)?.id ?? '' });
    body['@odata.nextLink'] = linkWith(urlOf(context), context.request.query, 'skiptoken', token);
  }
  body.value = page.items.map((object) => {
    const type = source.typeOf(object);
    const resource = source.mixed ? { '@odata.type': `#microsoft.graph.${type.name}` } : {};
    Object.assign(resource, resourceOf(type, object, select));
    return expandInto(resource, context.caller.tenant, type, object, query.expand);
  });
  return { status: 200, headers: {}, body };
}

/** Answers `…/$count`: the number as text. */
export function countObjects(context: RouteContext, source: ListSource): SimResponse {
  const query = parseODataQuery(context.request.query, ['filter', 'search'], directoryQuery);
  requireEventual(context.request.headers);
  checkAdvancedQuery({ ...query, count: true }, context.request.headers, source.isRelation);
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(findMatching(source, query).length) };
}

/** Answers one object. */
export function getObject(
  context: RouteContext,
  type: EntityType,
  object: DirectoryObject,
  contextName: string,
  mixed = false,
): SimResponse {
  const query = parseODataQuery(context.request.query, ['select', 'expand'], directoryQuery);
  const select = checkSelect(type, query.select);
  const resource: Record<string, unknown> = {
    '@odata.context': `${metadataLink(context, contextName, select)}/$entity`,
    ...(mixed ? { '@odata.type': `#microsoft.graph.${type.name}` } : {}),
    ...resourceOf(type, object, select),
  };
  return { status: 200, headers: {}, body: expandInto(resource, context.caller.tenant, type, object, query.expand) };
}

/** The `@odata.context` of an answer. */
export function metadataLink(context: RouteContext, name: string, select: readonly string[] | null = null): string {
  return `${context.baseUrl}/$metadata#${name}${select === null ? '' : `(${select.join(',')})`}`;
}

/** The address of a request without its query. */
export function urlOf(context: RouteContext): string {
  return `${context.baseUrl}${context.request.path.replace(/^\/v1\.0(?=\/)/i, '')}`;
}

function findMatching(source: ListSource, query: ODataQuery): readonly DirectoryObject[] {
  const { filter, search, orderby } = query;
  const resolve = (object: DirectoryObject, [name = '', ...rest]: readonly string[]): unknown =>
    memberOf(propertyOf(source.typeOf(object), object, name), rest);
  let found = source.objects;
  if (filter !== null) {
    checkPaths(source.type, 'filter', filterPaths(filter));
    checkFilterTypes(filter, directoryTypeOf, 'BadRequest');
    found = found.filter((object) => matches(filter, (path) => resolve(object, path)));
  }
  if (search !== null) found = found.filter(parseSearch(source.type, search));
  checkPaths(
    source.type,
    'orderby',
    orderby.map((order) => order.path),
  );
  return sortItems(found, orderby, resolve);
}
