import { GraphError } from './errors.ts';
import { knownSegments, singleSegments } from './known-segments.ts';
import type { Route } from './route.ts';

/** A route that fits a request. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: readonly string[];
}

export interface Router {
  /**
   * @param path Percent-encoded, below `/v1.0`, beginning with a slash.
   * @throws {GraphError} 400 for paths and methods that Graph does not have, 501 for what it has and the simulator has not.
   */
  match(method: string, path: string): RouteMatch;
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | null;
  readonly methods: Map<string, Route>;
}

const keyed = /^([A-Za-z$.]+)\((?:[A-Za-z]+=)?'((?:[^']|'')*)'\)$/;

/**
 * Finds routes segment by segment: a tree of the patterns, literals in any case before parameters.
 *
 * `users('x')` and `users(name='x')` are the same as `users/x`, `delta()` and `microsoft.graph.delta()` the same as `delta`,
 * `microsoft.graph.user` the same as `graph.user`.
 */
export function createRouter(routes: readonly Route[]): Router {
  const root = createNode();
  for (const route of routes) {
    let node = root;
    for (const segment of route.pattern.split('/').slice(1)) node = childFor(node, segment);
    if (node.methods.has(route.method)) throw new Error(`two routes for ${route.method} ${route.pattern}`);
    node.methods.set(route.method, route);
  }
  return {
    match(method, path) {
      const segments = readSegments(path);
      const node = find(root, segments, 0);
      if (node === null) throw noSuchPath(root, segments);
      const route = node.methods.get(method);
      if (route === undefined) throw noSuchMethod(node, segments);
      return { route, params: paramsOf(route, segments) };
    },
  };
}

function createNode(): Node {
  return { literals: new Map(), parameter: null, methods: new Map() };
}

function childFor(node: Node, segment: string): Node {
  if (segment === '{}') {
    node.parameter ??= createNode();
    return node.parameter;
  }
  const name = plainName(segment);
  const child = node.literals.get(name) ?? createNode();
  node.literals.set(name, child);
  return child;
}

function readSegments(path: string): readonly string[] {
  const segments = path.split('/');
  segments.shift();
  if (segments.at(-1) === '') segments.pop();
  if (!path.includes('%') && !path.includes('(')) return segments;
  return segments.flatMap((segment) => {
    const decoded = decodeSegment(segment);
    const [, name, key] = keyed.exec(decoded) ?? [];
    return name === undefined || key === undefined ? [decoded] : [name, key.replaceAll("''", "'")];
  });
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new GraphError(400, 'BadRequest', 'The request URI is not valid: it contains a malformed percent-encoding.');
  }
}

/** In patterns and requests alike: lower case, without `()` and `microsoft.`. */
function plainName(segment: string): string {
  const name = segment.toLowerCase();
  const bare = name.endsWith('()') ? name.slice(0, -2) : name;
  return bare.startsWith('microsoft.graph.') ? bare.slice('microsoft.'.length) : bare;
}

/** A function may be called with its namespace, a cast must be. */
function literalOf(node: Node, segment: string): Node | undefined {
  const exact = node.literals.get(segment);
  if (exact !== undefined) return exact;
  const name = plainName(segment);
  return node.literals.get(name) ?? (name.startsWith('graph.') ? node.literals.get(name.slice(6)) : undefined);
}

function find(node: Node, segments: readonly string[], at: number): Node | null {
  const segment = segments[at];
  if (segment === undefined) return node.methods.size > 0 ? node : null;
  const literal = literalOf(node, segment);
  const found = literal === undefined ? null : find(literal, segments, at + 1);
  if (found !== null || node.parameter === null || segment === '') return found;
  return find(node.parameter, segments, at + 1);
}

function paramsOf(route: Route, segments: readonly string[]): readonly string[] {
  const places = parameterPlaces.get(route) ?? readPlaces(route);
  return places.map((place) => segments[place] ?? '');
}

const parameterPlaces = new WeakMap<Route, readonly number[]>();

function readPlaces(route: Route): readonly number[] {
  const segments = route.pattern.split('/').slice(1);
  const places = segments.flatMap((segment, place) => (segment === '{}' ? [place] : []));
  parameterPlaces.set(route, places);
  return places;
}

function noSuchPath(root: Node, segments: readonly string[]): GraphError {
  if (segments.includes(''))
    return new GraphError(400, 'BadRequest', 'The request URI is not valid: a segment is empty.');
  let reached: readonly Node[] = [root];
  for (const [place, segment] of segments.entries()) {
    const next = reached.flatMap((node) => {
      const literal = literalOf(node, segment);
      return [...(literal === undefined ? [] : [literal]), ...(node.parameter === null ? [] : [node.parameter])];
    });
    if (next.length === 0) return unknownSegment(segment, segments[place - 1] ?? '');
    reached = next;
  }
  return unknownSegment(segments.at(-1) ?? '', segments.at(-2) ?? '');
}

/** What follows a collection that the simulator lists may be the key of an element that it does not serve. */
function unknownSegment(segment: string, before: string): GraphError {
  const name = plainName(segment).replace(/\(.*\)$/, '');
  const collection = plainName(before);
  const isKey = knownSegments.has(collection) && !singleSegments.has(collection);
  if (knownSegments.has(name) || name.startsWith('graph.') || isKey) {
    return new GraphError(501, 'NotImplemented', `The simulator does not serve the segment '${segment}'.`);
  }
  return new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
}

function noSuchMethod(node: Node, segments: readonly string[]): GraphError {
  const [first] = node.methods.values();
  if (first?.service === 'mailbox') {
    return new GraphError(405, 'ErrorInvalidRequest', 'The OData request is not supported.');
  }
  const last = segments.at(-1) ?? '';
  return new GraphError(
    405,
    'Request_BadRequest',
    `Specified HTTP method is not allowed for the request target '${last}'.`,
  );
}
