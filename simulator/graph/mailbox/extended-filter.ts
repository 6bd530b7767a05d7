import type { ContactContent } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import type { FilterExpression } from '../odata/filter.ts';
import { canonicalPropertyId, isMultiValue } from './extended-properties.ts';

type Lambda = Extract<FilterExpression, { kind: 'lambda' }>;

const collections: ReadonlyMap<string, boolean> = new Map([
  ['singleValueExtendedProperties', false],
  ['multiValueExtendedProperties', true],
]);

export function isExtendedLambda(node: Lambda): boolean {
  return node.path.length === 1 && collections.has(node.path[0] ?? '');
}

/** The extended properties of an item as a lambda sees them. */
export function extendedElements(
  values: ContactContent['extended'],
  collection: string | undefined,
): readonly object[] {
  const many = collections.get(collection ?? '');
  return Object.entries(values).flatMap(([id, value]) => (isMultiValue(id) === many ? [{ id, value }] : []));
}

/**
 * Writes the property ids in a filter in their canonical form, so that they can be compared exactly.
 *
 * @throws {GraphError} 400 `ErrorPropertyValidation`.
 */
export function withCanonicalIds(node: FilterExpression): FilterExpression {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { ...node, left: withCanonicalIds(node.left), right: withCanonicalIds(node.right) };
    case 'not':
      return { ...node, of: withCanonicalIds(node.of) };
    case 'lambda': {
      if (!isExtendedLambda(node)) return node;
      if (node.body === null || node.quantifier === 'all') throw unsupported();
      return { ...node, body: canonicalBody(node.body, node.variable) };
    }
    case 'compare':
    case 'in':
    case 'text':
    case 'truth':
      return node;
  }
}

function canonicalBody(node: FilterExpression, variable: string): FilterExpression {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { ...node, left: canonicalBody(node.left, variable), right: canonicalBody(node.right, variable) };
    case 'not':
      return { ...node, of: canonicalBody(node.of, variable) };
    case 'compare': {
      const { left, right } = node;
      const isId = left.kind === 'path' && left.path[0] === variable && left.path[1] === 'id';
      if (!isId || right.kind !== 'literal' || right.literal.type !== 'string') return node;
      const value = canonicalPropertyId(right.literal.value);
      return { ...node, right: { kind: 'literal', literal: { type: 'string', value } } };
    }
    case 'lambda':
    case 'in':
    case 'text':
    case 'truth':
      return node;
  }
}

function unsupported(): GraphError {
  return new GraphError(
    400,
    'ErrorInvalidUrlQueryFilter',
    "Extended properties can only be filtered by 'any' with a condition.",
  );
}
