import { GraphError } from '../errors.ts';
import type { FilterExpression, FilterLiteral, FilterOperand } from './filter-expression.ts';

export type EdmType = 'Edm.String' | 'Edm.Boolean' | 'Edm.DateTimeOffset';

/** The type of a property by its path from the object that is filtered; null: any literal is let through. */
export type TypeOfPath = (path: readonly string[]) => EdmType | null;

const operatorNames = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
} as const;

/**
 * Refuses comparisons of values that cannot be compared: a filter with `accountEnabled eq 'true'` finds nobody, and
 * nobody would notice.
 *
 * @param code What the service calls a filter that it cannot read.
 * @throws {GraphError} 400
 */
export function checkFilterTypes(filter: FilterExpression, typeOf: TypeOfPath, code: string): void {
  visit(filter, new Map());

  function visit(node: FilterExpression, variables: ReadonlyMap<string, readonly string[]>): void {
    switch (node.kind) {
      case 'and':
      case 'or':
        visit(node.left, variables);
        visit(node.right, variables);
        return;
      case 'not':
        visit(node.of, variables);
        return;
      case 'compare': {
        const { left, right, operator } = node;
        if (right.kind === 'literal') compare(left, right.literal, operatorNames[operator], variables);
        else if (left.kind === 'literal') compare(right, left.literal, operatorNames[operator], variables);
        return;
      }
      case 'in':
        for (const literal of node.values) compare(node.left, literal, 'Equal', variables);
        return;
      case 'lambda': {
        const path = fromRoot(node.path, variables);
        if (node.body !== null) visit(node.body, new Map([...variables, [node.variable, path]]));
        return;
      }
      case 'text':
      case 'truth':
        return;
    }
  }

  function compare(
    operand: FilterOperand,
    literal: FilterLiteral,
    operator: string,
    variables: ReadonlyMap<string, readonly string[]>,
  ): void {
    if (operand.kind !== 'path' || literal.type === 'null') return;
    const type = typeOf(fromRoot(operand.path, variables));
    const given = typeOfLiteral(literal);
    if (type === null || given === null || given === type) return;
    throw new GraphError(
      400,
      code,
      `Invalid filter clause: A binary operator with incompatible types was detected. Found operand types '${type}' and '${given}' for operator kind '${operator}'.`,
    );
  }
}

function fromRoot(path: readonly string[], variables: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const root = variables.get(path[0] ?? '');
  return root === undefined ? path : [...root, ...path.slice(1)];
}

/** Null: fits properties of several types. */
function typeOfLiteral({ type }: FilterLiteral): string | null {
  switch (type) {
    case 'string':
      return 'Edm.String';
    case 'boolean':
      return 'Edm.Boolean';
    case 'datetime':
      return 'Edm.DateTimeOffset';
    case 'number':
      return 'Edm.Int32';
    case 'guid':
    case 'null':
      return null;
  }
}
