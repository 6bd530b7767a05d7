import { GraphError } from '../errors.ts';
import { type EntityType, hasProperty } from './properties.ts';
import { type DirectoryObject, propertyOf } from './resource.ts';

/** Whether an object is found by a `$search`. */
export type SearchPredicate = (object: DirectoryObject) => boolean;

/** Names are split into words, each of which may be the one that is looked for; everything else is matched from its beginning. */
const tokenised: ReadonlySet<string> = new Set(['displayName', 'description']);

/**
 * Reads a directory `$search`: `"displayName:anna"`, joined by `AND` and `OR` (`AND` binds tighter), with parentheses.
 *
 * @throws {GraphError} 400 `Request_UnsupportedQuery` for a malformed search or a property that cannot be searched.
 */
export function parseSearch(type: EntityType, text: string): SearchPredicate {
  const tokens = [...text.matchAll(/"((?:[^"\\]|\\.)*)"|[()]|[^\s()"]+|"/g)];
  let position = 0;
  const fail = (): never => {
    const token = tokens[position];
    const at = token?.index ?? text.length;
    throw unsupported(`Syntax error: character '${text.charAt(at)}' is not valid at position ${at} in '${text}'.`);
  };
  const take = (word: string): boolean => {
    if (tokens[position]?.[0] !== word) return false;
    position += 1;
    return true;
  };
  const either = (depth: number): SearchPredicate => {
    const left = both(depth);
    if (!take('OR')) return left;
    const right = either(depth + 1);
    return (object) => left(object) || right(object);
  };
  const both = (depth: number): SearchPredicate => {
    const left = clause(depth);
    if (!take('AND')) return left;
    const right = both(depth + 1);
    return (object) => left(object) && right(object);
  };
  const clause = (depth: number): SearchPredicate => {
    if (depth > 50) return fail();
    if (take('(')) {
      const inner = either(depth + 1);
      if (!take(')')) fail();
      return inner;
    }
    const quoted = tokens[position]?.[1];
    if (quoted === undefined) return fail();
    position += 1;
    return termPredicate(type, quoted.replaceAll(/\\(.)/g, '$1'));
  };
  const predicate = either(0);
  if (position < tokens.length) fail();
  return predicate;
}

function termPredicate(type: EntityType, term: string): SearchPredicate {
  const colon = term.indexOf(':');
  if (colon < 1) throw unsupported(`The search clause '${term}' must be of the form 'property:value'.`);
  const property = term.slice(0, colon).trim();
  const wanted = term
    .slice(colon + 1)
    .trim()
    .toLowerCase();
  if (!hasProperty(type, property)) {
    throw unsupported(`Property '${property}' of type 'microsoft.graph.${type.name}' is not searchable.`);
  }
  const wantedWords = wordsOf(wanted);
  return (object) => {
    const value = propertyOf(type, object, property);
    if (!tokenised.has(property)) return textsOf(value).some((text) => text.toLowerCase().startsWith(wanted));
    return textsOf(value).some((text) => {
      const words = wordsOf(text.toLowerCase());
      return wantedWords.every((part) => words.some((word) => word.startsWith(part)));
    });
  };
}

const wordsOf = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((element) => typeof element === 'string') : [];
}

const unsupported = (message: string): GraphError => new GraphError(400, 'Request_UnsupportedQuery', message);
