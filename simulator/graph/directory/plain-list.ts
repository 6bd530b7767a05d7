import type { SimResponse } from '../../http/message.ts';
import { GraphError } from '../errors.ts';
import { linkWith, pageOf } from '../odata/collection.ts';
import { filterPaths, matches, memberOf } from '../odata/filter.ts';
import { parseODataQuery } from '../odata/query.ts';
import type { RouteContext } from '../route.ts';
import { metadataLink, urlOf } from './list.ts';
import { resourceNotFound } from './resource.ts';

type Resource = Readonly<Record<string, unknown>>;

/**
 * Answers a list of resources that always show all their properties (places, domains, licences): `$select`, `$filter`, `$top`,
 * `$skip`, `$count`.
 *
 * @param properties Every property of the type.
 */
export function listPlain(
  context: RouteContext,
  contextName: string,
  properties: readonly string[],
  all: readonly Resource[],
): SimResponse {
  const query = parseODataQuery(context.request.query, ['select', 'filter', 'top', 'skip', 'count']);
  const { filter } = query;
  const select = checkNames(properties, query.select);
  if (filter !== null) {
    checkNames(
      properties,
      filterPaths(filter).map(([name = '']) => name),
    );
  }
  const found = filter === null ? all : all.filter((item) => matches(filter, (path) => memberOf(item, path)));
  const page = pageOf(found, query.skip ?? 0, query.top ?? 100);
  return {
    status: 200,
    headers: {},
    body: {
      '@odata.context': metadataLink(context, contextName, select),
      ...(query.count ? { '@odata.count': found.length } : {}),
      ...(page.nextSkip === null
        ? {}
        : { '@odata.nextLink': linkWith(urlOf(context), context.request.query, 'skip', String(page.nextSkip)) }),
      value: page.items.map((item) => pick(item, select)),
    },
  };
}

/** @throws {GraphError} 404 `Request_ResourceNotFound` if there is no such resource. */
export function getPlain(
  context: RouteContext,
  contextName: string,
  properties: readonly string[],
  resource: Resource | undefined,
  key: string,
): SimResponse {
  const select = checkNames(properties, parseODataQuery(context.request.query, ['select']).select);
  if (resource === undefined) throw resourceNotFound(key);
  return {
    status: 200,
    headers: {},
    body: { '@odata.context': `${metadataLink(context, contextName, select)}/$entity`, ...pick(resource, select) },
  };
}

/** @throws {GraphError} 400 `BadRequest` for a name that the type does not have. */
export function checkNames(properties: readonly string[], names: readonly string[] | null): readonly string[] | null {
  const unknown = names?.find((name) => !properties.includes(name));
  if (unknown !== undefined) throw new GraphError(400, 'BadRequest', `Could not find a property named '${unknown}'.`);
  return names;
}

/** The selected properties of a resource, or all. */
export function pick(resource: Resource, select: readonly string[] | null): Resource {
  return select === null ? resource : Object.fromEntries(select.map((name) => [name, resource[name] ?? null]));
}
