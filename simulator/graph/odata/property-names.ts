import type { FilterExpression, FilterOperand } from './filter-expression.ts';

/** The way each name is written, by the name in lower case. */
export type PropertyNames = ReadonlyMap<string, string>;

export function propertyNames(...lists: readonly Iterable<string>[]): PropertyNames {
  return new Map(lists.flatMap((list) => [...list].map((name) => [name.toLowerCase(), name])));
}

/** Gives the way the service writes the name in a segment of a path; unknown ones stay as they are. */
export type Rename = (segment: string) => string;

export function renameBy(names: PropertyNames): Rename {
  return (segment) => names.get(segment.toLowerCase()) ?? segment;
}

/** Writes the paths of a filter with names as the service writes them. */
export function filterWithNames(filter: FilterExpression, own: Rename): FilterExpression {
  return renamed(filter, own, new Set());
}

/** @param variables Those of the lambdas around: they begin a path and are nobody's property. */
function renamed(node: FilterExpression, own: Rename, variables: ReadonlySet<string>): FilterExpression {
  const pathOf = ([first = '', ...rest]: readonly string[]): readonly string[] => [
    variables.has(first) ? first : own(first),
    ...rest.map(own),
  ];
  const operandOf = (operand: FilterOperand): FilterOperand => {
    if (operand.kind === 'literal') return operand;
    return operand.kind === 'path'
      ? { kind: 'path', path: pathOf(operand.path) }
      : { kind: operand.kind, of: operandOf(operand.of) };
  };
  switch (node.kind) {
    case 'and':
    case 'or':
      return { ...node, left: renamed(node.left, own, variables), right: renamed(node.right, own, variables) };
    case 'not':
      return { ...node, of: renamed(node.of, own, variables) };
    case 'compare':
      return { ...node, left: operandOf(node.left), right: operandOf(node.right) };
    case 'in':
      return { ...node, left: operandOf(node.left) };
    case 'text':
      return { ...node, text: operandOf(node.text), part: operandOf(node.part) };
    case 'truth':
      return { ...node, operand: operandOf(node.operand) };
    case 'lambda': {
      const inside = new Set([...variables, node.variable]);
      const body = node.body === null ? null : renamed(node.body, own, inside);
      return { ...node, path: pathOf(node.path), body };
    }
  }
}
