import type { ContactContent } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import type { FilterExpression } from '../odata/filter.ts';
import type { ExpandItem } from '../odata/query.ts';
import { canonicalPropertyId, isMultiValue } from './extended-properties.ts';

/** Which extended properties to show, by canonical id; null: that kind was not asked for. */
export interface ExtendedExpand {
  readonly single: readonly string[] | null;
  readonly multi: readonly string[] | null;
}

export const expandNothing: ExtendedExpand = { single: null, multi: null };

/**
 * Reads `$expand=singleValueExtendedProperties($filter=id eq '…' or id eq '…')` and the same of multi-value ones.
 *
 * @param type For messages, e.g. `microsoft.graph.contact`.
 * @throws {GraphError} 400; 501 for other navigation properties.
 */
export function readExtendedExpand(
  items: readonly ExpandItem[],
  navigations: readonly string[],
  type: string,
): ExtendedExpand {
  let { single, multi } = expandNothing;
  for (const { name, query } of items) {
    if (name === 'singleValueExtendedProperties') single = filteredIds(name, query.filter, false);
    else if (name === 'multiValueExtendedProperties') multi = filteredIds(name, query.filter, true);
    else if (navigations.includes(name)) {
      throw new GraphError(501, 'NotImplemented', `The simulator does not expand the navigation property '${name}'.`);
    } else {
      throw new GraphError(
        400,
        'RequestBroker--ParseUri',
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'.`,
      );
    }
  }
  return { single, multi };
}

function filteredIds(name: string, filter: FilterExpression | null, many: boolean): readonly string[] {
  if (filter === null) {
    throw new GraphError(400, 'ErrorInvalidUrlQueryFilter', `The expansion of '${name}' needs a $filter on id.`);
  }
  const ids = idsIn(filter).map(canonicalPropertyId);
  if (ids.some((id) => isMultiValue(id) !== many)) {
    throw new GraphError(
      400,
      'ErrorPropertyValidation',
      `A property id in the expansion of '${name}' has the wrong type.`,
    );
  }
  return ids;
}

function idsIn(filter: FilterExpression): readonly string[] {
  if (filter.kind === 'or') return [...idsIn(filter.left), ...idsIn(filter.right)];
  if (filter.kind === 'compare' && filter.operator === 'eq') {
    const { left, right } = filter;
    if (
      left.kind === 'path' &&
      left.path.length === 1 &&
      left.path[0] === 'id' &&
      right.kind === 'literal' &&
      right.literal.type === 'string'
    ) {
      return [right.literal.value];
    }
  }
  throw new GraphError(
    400,
    'ErrorInvalidUrlQueryFilter',
    "Extended properties can only be filtered by 'id eq' joined with 'or'.",
  );
}

/** Further members of a JSON object, each with a comma before it; a kind without any value is left out, as Graph does. */
export function extendedJson(values: ContactContent['extended'], expand: ExtendedExpand): string {
  if (expand === expandNothing) return '';
  return (
    member('singleValueExtendedProperties', values, expand.single) +
    member('multiValueExtendedProperties', values, expand.multi)
  );
}

function member(name: string, values: ContactContent['extended'], ids: readonly string[] | null): string {
  const found = (ids ?? []).flatMap((id) => (values[id] === undefined ? [] : [{ id, value: values[id] }]));
  return found.length === 0 ? '' : `,"${name}":${JSON.stringify(found)}`;
}
