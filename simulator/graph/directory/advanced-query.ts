import { GraphError } from '../errors.ts';
import type { FilterExpression } from '../odata/filter.ts';
import type { ODataQuery } from '../odata/query.ts';

/**
 * Refuses what the directory answers only with `ConsistencyLevel: eventual` (and, in filters, `$count=true`).
 *
 * @param isRelation Members and the like are filtered and sorted in no other way.
 * @throws {GraphError} 400 `Request_UnsupportedQuery`.
 * @see https://learn.microsoft.com/graph/aad-advanced-queries
 */
export function checkAdvancedQuery(
  query: ODataQuery,
  headers: Readonly<Record<string, string>>,
  isRelation: boolean,
): void {
  const eventual = isEventual(headers);
  if (query.search !== null && !eventual) {
    throw unsupported(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  if (isRelation && !(eventual && query.count) && (query.filter !== null || query.orderby.length > 0)) {
    throw unsupported(
      "The specified $filter or $orderby is supported only with the 'ConsistencyLevel:eventual' header and the '$count' parameter. Refer to https://aka.ms/graph-docs/advanced-queries for more information",
    );
  }
  if (query.filter === null) return;
  if (usesContains(query.filter)) throw unsupported("The query specified is not supported: 'contains'.");
  if (eventual && query.count) return;
  const operator = advancedOperator(query.filter);
  if (operator !== null) {
    const missing = eventual ? "'$count' query parameter" : "'ConsistencyLevel:eventual' header";
    throw unsupported(
      `Operator '${operator}' is not supported because the ${missing} is missing. Refer to https://aka.ms/graph-docs/advanced-queries for more information`,
    );
  }
  if (query.orderby.length > 0) throw unsupported('Sorting not supported for current query.');
}

/** @throws {GraphError} 400 `Request_BadRequest` if the header is missing that `/$count` needs. */
export function requireEventual(headers: Readonly<Record<string, string>>): void {
  if (isEventual(headers)) return;
  throw new GraphError(400, 'Request_BadRequest', '$count is not currently supported.');
}

export function isEventual(headers: Readonly<Record<string, string>>): boolean {
  return headers.consistencylevel?.trim().toLowerCase() === 'eventual';
}

/** The first operator that only the advanced engine knows, by Graph's name for it. */
function advancedOperator(filter: FilterExpression): string | null {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return advancedOperator(filter.left) ?? advancedOperator(filter.right);
    case 'not':
      return 'Not';
    case 'compare':
      return filter.operator === 'ne' ? 'NotEquals' : null;
    case 'text':
      return filter.name === 'endswith' ? 'EndsWith' : null;
    case 'lambda':
      return filter.body === null ? null : advancedOperator(filter.body);
    case 'in':
    case 'truth':
      return null;
  }
}

function usesContains(filter: FilterExpression): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return usesContains(filter.left) || usesContains(filter.right);
    case 'not':
      return usesContains(filter.of);
    case 'text':
      return filter.name === 'contains';
    case 'lambda':
      return filter.body !== null && usesContains(filter.body);
    case 'compare':
    case 'in':
    case 'truth':
      return false;
  }
}

const unsupported = (message: string): GraphError => new GraphError(400, 'Request_UnsupportedQuery', message);
