/** A path that Graph knows, as its documentation writes it: `/users/{user-id}/contactFolders/{contactFolder-id}`. */
export type PathShape = string;

export interface GraphPaths {
  readonly count: number;
  /** The shape of a path below `/v1.0`, without its query; null: there is no such path. */
  match(path: string): PathShape | null;
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | null;
  shape: PathShape | null;
}

/** Reads one shape per line. */
export function readGraphPaths(text: string): GraphPaths {
  const root: Node = { literals: new Map(), parameter: null, shape: null };
  let count = 0;
  for (const shape of text.split(/\r?\n/)) {
    if (!shape.startsWith('/')) continue;
    insert(root, shape);
    count += 1;
  }
  return { count, match: (path) => search(root, path.split('/').slice(1)) };
}

function insert(root: Node, shape: PathShape): void {
  let node = root;
  for (const segment of shape.split('/').slice(1)) {
    if (/^\{[^}]*\}$/.test(segment)) {
      node.parameter ??= { literals: new Map(), parameter: null, shape: null };
      node = node.parameter;
    } else {
      const key = literalKey(segment);
      const next = node.literals.get(key) ?? { literals: new Map(), parameter: null, shape: null };
      node.literals.set(key, next);
      node = next;
    }
  }
  node.shape = shape;
}

/** Literal segments go before parameters; where they lead nowhere, the parameter is tried. */
function search(node: Node, segments: readonly string[]): PathShape | null {
  const [segment, ...rest] = segments;
  if (segment === undefined) return node.shape;
  if (segment === '') return null;
  const literal = node.literals.get(literalKey(segment));
  const byLiteral = literal === undefined ? null : search(literal, rest);
  if (byLiteral !== null) return byLiteral;
  return node.parameter === null || segment.startsWith('$') ? null : search(node.parameter, rest);
}

/** Segments may be written in several ways: `delta`, `delta()`, `microsoft.graph.delta()`; a key in any quotes. */
function literalKey(segment: string): string {
  return segment
    .toLowerCase()
    .replace(/^microsoft\.graph\./, 'graph.')
    .replace(/^graph\.(?=\w+\(\)$)/, '')
    .replace(/\(\)$/, '')
    .replace(/='[^']*'/g, "=''");
}
