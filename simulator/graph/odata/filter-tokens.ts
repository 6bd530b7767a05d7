import { GraphError } from '../errors.ts';
import type { FilterLiteral } from './filter-expression.ts';

export type FilterToken =
  | { readonly kind: 'mark'; readonly text: '(' | ')' | ',' | ':'; readonly at: number }
  /** A name, a path (`a/b/$count`), an operator or a function. */
  | { readonly kind: 'word'; readonly text: string; readonly at: number }
  | { readonly kind: 'literal'; readonly literal: FilterLiteral; readonly at: number };

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const dateTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/i;
const number = /^-?\d+(\.\d+)?$/;
const word = /^[A-Za-z_$@][\w$@.-]*(\/[\w$@.-]+)*$/;

/**
 * Splits a `$filter` into its tokens.
 *
 * @throws {GraphError} 400 `BadRequest` for an open string or a character that OData does not know.
 */
export function tokenizeFilter(text: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === ' ' || character === '\t') {
      at += 1;
      continue;
    }
    if (character === "'") {
      const end = endOfString(text, at);
      const value = text.slice(at + 1, end).replaceAll("''", "'");
      tokens.push({ kind: 'literal', literal: { type: 'string', value }, at });
      at = end + 1;
      continue;
    }
    if (character === '(' || character === ')' || character === ',') {
      tokens.push({ kind: 'mark', text: character, at });
      at += 1;
      continue;
    }
    if (character === ':') {
      tokens.push({ kind: 'mark', text: character, at });
      at += 1;
      continue;
    }
    const end = endOfBareText(text, at);
    tokens.push(bareToken(text.slice(at, end), at, text));
    at = end;
  }
  return tokens;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf("'", at);
    if (quote < 0) {
      throw new GraphError(
        400,
        'BadRequest',
        `Invalid filter clause: There is an unterminated string literal at position ${text.length} in '${text}'.`,
      );
    }
    if (text.charAt(quote + 1) !== "'") return quote;
    at = quote + 2;
  }
}

/** A colon ends a word (`any(x:x eq 1)`) but is a part of an instant (`2026-01-01T00:00:00Z`). */
function endOfBareText(text: string, start: number): number {
  const colonIsPart = /^\d{4}-\d{2}-\d{2}T/i.test(text.slice(start, start + 11));
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if (" \t'(),".includes(character) || (character === ':' && !colonIsPart)) break;
    at += 1;
  }
  return at;
}

function bareToken(text: string, at: number, filter: string): FilterToken {
  if (text === 'null') return { kind: 'literal', literal: { type: 'null', value: null }, at };
  if (text === 'true' || text === 'false')
    return { kind: 'literal', literal: { type: 'boolean', value: text === 'true' }, at };
  if (guid.test(text)) return { kind: 'literal', literal: { type: 'guid', value: text.toLowerCase() }, at };
  if (number.test(text)) return { kind: 'literal', literal: { type: 'number', value: Number(text) }, at };
  if (dateTime.test(text) && !Number.isNaN(Date.parse(text))) {
    return { kind: 'literal', literal: { type: 'datetime', value: text }, at };
  }
  if (word.test(text)) return { kind: 'word', text, at };
  throw new GraphError(400, 'BadRequest', `Invalid filter clause: Syntax error at position ${at} in '${filter}'.`);
}
