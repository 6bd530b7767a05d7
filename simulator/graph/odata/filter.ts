import type { ComparisonOperator, FilterExpression, FilterLiteral, FilterOperand } from './filter-expression.ts';

export type { FilterExpression } from './filter-expression.ts';
export { parseFilter } from './filter-parser.ts';

/** Gives the value at a path of the object that is filtered; undefined or null if there is none. */
export type ResolvePath = (path: readonly string[]) => unknown;

export interface MatchOptions {
  /** Graph compares texts case-insensitively except for the values of extended properties. */
  readonly caseSensitive?: boolean;
}

/** Whether an object passes a filter. A missing value equals null, and is neither above nor below anything. */
export function matches(filter: FilterExpression, resolve: ResolvePath, options: MatchOptions = {}): boolean {
  const fold = options.caseSensitive === true ? (text: string) => text : (text: string) => text.toLowerCase();
  return evaluate(filter, resolve, fold);
}

type Fold = (text: string) => string;

function evaluate(node: FilterExpression, resolve: ResolvePath, fold: Fold): boolean {
  switch (node.kind) {
    case 'and':
      return evaluate(node.left, resolve, fold) && evaluate(node.right, resolve, fold);
    case 'or':
      return evaluate(node.left, resolve, fold) || evaluate(node.right, resolve, fold);
    case 'not':
      return !evaluate(node.of, resolve, fold);
    case 'compare':
      return compare(node.operator, operandValue(node.left, resolve), operandValue(node.right, resolve), node, fold);
    case 'in': {
      const value = operandValue(node.left, resolve);
      return node.values.some((literal) => equal(value, literal.value, literal.type === 'datetime', fold));
    }
    case 'text': {
      const text = operandValue(node.text, resolve);
      const part = operandValue(node.part, resolve);
      if (typeof text !== 'string' || typeof part !== 'string') return false;
      if (node.name === 'startswith') return fold(text).startsWith(fold(part));
      if (node.name === 'endswith') return fold(text).endsWith(fold(part));
      return fold(text).includes(fold(part));
    }
    case 'truth':
      return operandValue(node.operand, resolve) === true;
    case 'lambda': {
      const found = resolve(node.path);
      const elements = Array.isArray(found) ? found : [];
      const { body, variable } = node;
      if (body === null) return elements.length > 0;
      const holds = (element: unknown): boolean => {
        const inner: ResolvePath = (path) => (path[0] === variable ? memberOf(element, path.slice(1)) : resolve(path));
        return evaluate(body, inner, fold);
      };
      return node.quantifier === 'any' ? elements.some(holds) : elements.every(holds);
    }
  }
}

/** Follows own members of plain data; `$count` of a collection is its length. */
export function memberOf(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    if (Array.isArray(current)) {
      if (name !== '$count') return undefined;
      current = current.length;
    } else {
      current = Object.hasOwn(current, name) ? Object.getOwnPropertyDescriptor(current, name)?.value : undefined;
    }
  }
  return current;
}

function operandValue(operand: FilterOperand, resolve: ResolvePath): unknown {
  switch (operand.kind) {
    case 'literal':
      return operand.literal.value;
    case 'path': {
      if (operand.path.at(-1) !== '$count') return resolve(operand.path);
      const counted = resolve(operand.path.slice(0, -1));
      return Array.isArray(counted) ? counted.length : 0;
    }
    case 'lower':
    case 'upper':
    case 'trim':
    case 'length': {
      const text = operandValue(operand.of, resolve);
      if (typeof text !== 'string') return undefined;
      if (operand.kind === 'length') return text.length;
      if (operand.kind === 'trim') return text.trim();
      return operand.kind === 'lower' ? text.toLowerCase() : text.toUpperCase();
    }
  }
}

function compare(
  operator: ComparisonOperator,
  left: unknown,
  right: unknown,
  node: { readonly left: FilterOperand; readonly right: FilterOperand },
  fold: Fold,
): boolean {
  const asInstant = isInstant(node.left) || isInstant(node.right);
  if (operator === 'eq') return equal(left, right, asInstant, fold);
  if (operator === 'ne') return !equal(left, right, asInstant, fold);
  const order = orderOf(left, right, asInstant, fold);
  if (order === null) return false;
  if (operator === 'gt') return order > 0;
  if (operator === 'ge') return order >= 0;
  return operator === 'lt' ? order < 0 : order <= 0;
}

const isInstant = (operand: FilterOperand): boolean => operand.kind === 'literal' && literalIsInstant(operand.literal);
const literalIsInstant = (literal: FilterLiteral): boolean => literal.type === 'datetime';

function equal(left: unknown, right: unknown, asInstant: boolean, fold: Fold): boolean {
  const a = left ?? null;
  const b = right ?? null;
  if (typeof a === 'string' && typeof b === 'string') {
    return asInstant ? Date.parse(a) === Date.parse(b) : fold(a) === fold(b);
  }
  return a === b;
}

function orderOf(left: unknown, right: unknown, asInstant: boolean, fold: Fold): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left !== 'string' || typeof right !== 'string') return null;
  if (asInstant) {
    const difference = Date.parse(left) - Date.parse(right);
    return Number.isNaN(difference) ? null : difference;
  }
  const a = fold(left);
  const b = fold(right);
  return a < b ? -1 : Number(a > b);
}

/**
 * Names what a filter looks at, from the object it is applied to: lambda members are given below the lambda's own path
 * (`emailAddresses/any(e:e/address eq 'x')` → `emailAddresses`, `emailAddresses/address`), so that unknown ones can be refused.
 */
export function filterPaths(filter: FilterExpression): readonly (readonly string[])[] {
  const paths: (readonly string[])[] = [];
  const visitOperand = (operand: FilterOperand, scope: ReadonlyMap<string, readonly string[]>): void => {
    if (operand.kind === 'literal') return;
    if (operand.kind === 'path') paths.push(inScope(operand.path, scope));
    else visitOperand(operand.of, scope);
  };
  const visit = (node: FilterExpression, scope: ReadonlyMap<string, readonly string[]>): void => {
    switch (node.kind) {
      case 'and':
      case 'or':
        visit(node.left, scope);
        visit(node.right, scope);
        break;
      case 'not':
        visit(node.of, scope);
        break;
      case 'compare':
        visitOperand(node.left, scope);
        visitOperand(node.right, scope);
        break;
      case 'in':
        visitOperand(node.left, scope);
        break;
      case 'text':
        visitOperand(node.text, scope);
        visitOperand(node.part, scope);
        break;
      case 'truth':
        visitOperand(node.operand, scope);
        break;
      case 'lambda': {
        const path = inScope(node.path, scope);
        paths.push(path);
        if (node.body !== null) visit(node.body, new Map([...scope, [node.variable, path]]));
      }
    }
  };
  visit(filter, new Map());
  return paths;
}

function inScope(path: readonly string[], scope: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const root = scope.get(path[0] ?? '');
  return root === undefined ? path : [...root, ...path.slice(1)];
}
