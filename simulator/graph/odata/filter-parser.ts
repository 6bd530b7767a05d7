import { GraphError } from '../errors.ts';
import type {
  ComparisonOperator,
  FilterExpression,
  FilterLiteral,
  FilterOperand,
  TextFunction,
} from './filter-expression.ts';
import { type FilterToken, tokenizeFilter } from './filter-tokens.ts';

const comparisons: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const textFunctions: ReadonlySet<string> = new Set(['startswith', 'endswith', 'contains']);
const operandFunctions: ReadonlyMap<string, 'lower' | 'upper' | 'trim' | 'length'> = new Map([
  ['tolower', 'lower'],
  ['toupper', 'upper'],
  ['trim', 'trim'],
  ['length', 'length'],
]);

/** Deeper filters are refused, as Graph does, and so that no request can exhaust the stack. */
const maxDepth = 100;

const isComparison = (word: string): word is ComparisonOperator => comparisons.has(word);
const isTextFunction = (word: string): word is TextFunction => textFunctions.has(word);

/**
 * Parses the text of a `$filter` (percent-decoded).
 *
 * @throws {GraphError} 400 `BadRequest`, "Invalid filter clause: …".
 */
export function parseFilter(text: string): FilterExpression {
  const tokens = tokenizeFilter(text);
  let position = 0;

  const peek = (): FilterToken | undefined => tokens[position];
  const fail = (): never => {
    const token = peek();
    const at = token === undefined ? text.length : token.at;
    throw invalidFilter(`Syntax error at position ${at} in '${text}'.`);
  };
  const next = (): FilterToken => {
    const token = tokens[position];
    if (token === undefined) return fail();
    position += 1;
    return token;
  };
  const takeMark = (mark: string): boolean => {
    const token = peek();
    if (token?.kind !== 'mark' || token.text !== mark) return false;
    position += 1;
    return true;
  };
  const expectMark = (mark: string): void => {
    if (!takeMark(mark)) fail();
  };
  const takeWord = (word: string): boolean => {
    const token = peek();
    if (token?.kind !== 'word' || token.text !== word) return false;
    position += 1;
    return true;
  };

  function parseOr(depth: number): FilterExpression {
    let left = parseAnd(depth);
    for (let terms = 0; takeWord('or'); terms++) {
      if (terms > 1000) throw tooDeep();
      left = { kind: 'or', left, right: parseAnd(depth) };
    }
    return left;
  }

  function parseAnd(depth: number): FilterExpression {
    let left = parseNot(depth);
    for (let terms = 0; takeWord('and'); terms++) {
      if (terms > 1000) throw tooDeep();
      left = { kind: 'and', left, right: parseNot(depth) };
    }
    return left;
  }

  function parseNot(depth: number): FilterExpression {
    if (depth > maxDepth) throw tooDeep();
    if (takeWord('not')) return { kind: 'not', of: parseNot(depth + 1) };
    if (takeMark('(')) {
      const inner = parseOr(depth + 1);
      expectMark(')');
      return inner;
    }
    return parsePredicate(depth);
  }

  function parsePredicate(depth: number): FilterExpression {
    const token = peek();
    if (token?.kind === 'word' && isCall(position)) {
      const name = token.text.toLowerCase();
      if (isTextFunction(name)) return parseTextFunction(name, depth);
      const path = token.text.split('/');
      const quantifier = path.pop()?.toLowerCase();
      if ((quantifier === 'any' || quantifier === 'all') && path.length > 0)
        return parseLambda(quantifier, path, depth);
    }
    const left = parseOperand(depth);
    const operator = peek();
    if (operator?.kind === 'word' && isComparison(operator.text)) {
      position += 1;
      return { kind: 'compare', operator: operator.text, left, right: parseOperand(depth) };
    }
    if (takeWord('in')) return { kind: 'in', left, values: parseValues() };
    return { kind: 'truth', operand: left };
  }

  function isCall(at: number): boolean {
    const after = tokens[at + 1];
    return after?.kind === 'mark' && after.text === '(';
  }

  function parseTextFunction(name: TextFunction, depth: number): FilterExpression {
    position += 2;
    const text = parseOperand(depth);
    expectMark(',');
    const part = parseOperand(depth);
    expectMark(')');
    const call: FilterExpression = { kind: 'text', name, text, part };
    // `startswith(a,'b') eq true` is legal OData and means the same.
    const after = tokens[position];
    const value = tokens[position + 1];
    if (
      after?.kind === 'word' &&
      after.text === 'eq' &&
      value?.kind === 'literal' &&
      value.literal.type === 'boolean'
    ) {
      position += 2;
      return value.literal.value ? call : { kind: 'not', of: call };
    }
    return call;
  }

  function parseLambda(quantifier: 'any' | 'all', path: readonly string[], depth: number): FilterExpression {
    position += 2;
    if (takeMark(')')) {
      if (quantifier === 'all') return fail();
      return { kind: 'lambda', quantifier, path, variable: '', body: null };
    }
    const variable = next();
    if (variable.kind !== 'word' || variable.text.includes('/')) return fail();
    expectMark(':');
    const body = parseOr(depth + 1);
    expectMark(')');
    return { kind: 'lambda', quantifier, path, variable: variable.text, body };
  }

  function parseOperand(depth: number): FilterOperand {
    if (depth > maxDepth) throw tooDeep();
    const token = next();
    if (token.kind === 'literal') return { kind: 'literal', literal: token.literal };
    if (token.kind === 'mark') {
      position -= 1;
      return fail();
    }
    if (takeMark('(')) {
      const kind = operandFunctions.get(token.text.toLowerCase());
      if (kind === undefined) throw invalidFilter(`An unknown function with name '${token.text}' was found.`);
      const of = parseOperand(depth + 1);
      expectMark(')');
      return { kind, of };
    }
    const path = token.text.split('/');
    if (path.includes('')) {
      position -= 1;
      return fail();
    }
    return { kind: 'path', path };
  }

  function parseValues(): readonly FilterLiteral[] {
    expectMark('(');
    const values: FilterLiteral[] = [];
    do {
      const token = next();
      if (token.kind !== 'literal') {
        position -= 1;
        return fail();
      }
      values.push(token.literal);
    } while (takeMark(','));
    expectMark(')');
    return values;
  }

  const filter = parseOr(0);
  if (position < tokens.length) fail();
  return filter;
}

const invalidFilter = (message: string): GraphError =>
  new GraphError(400, 'BadRequest', `Invalid filter clause: ${message}`);

const tooDeep = (): GraphError => invalidFilter('The node count limit has been exceeded.');
