import { FilterError } from './filter-error.ts';

export const opathOperators = ['eq', 'ne', 'like', 'notlike', 'gt', 'ge', 'lt', 'le'] as const;
export type OpathOperator = (typeof opathOperators)[number];

export type OpathValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly is: boolean }
  | { readonly kind: 'null' };

/** `Department -like 'Sales*'` */
export interface OpathComparison {
  readonly kind: 'comparison';
  readonly attribute: string;
  readonly operator: OpathOperator;
  readonly value: OpathValue;
  /** Where the attribute begins, from 0. */
  readonly at: number;
}

export type OpathNode =
  | OpathComparison
  | { readonly kind: 'and' | 'or'; readonly of: readonly OpathNode[] }
  | { readonly kind: 'not'; readonly of: OpathNode };

export const maxOpathLength = 20_000;
/** Exchange adds two pairs of parentheses with every change; real filters have some fifty. */
const deepestNesting = 500;

/**
 * Reads a recipient filter in the OPATH syntax of Exchange; it may stand in braces.
 *
 * `-and` and `-or` side by side are refused: PowerShell reads them from left to right, others let `-and` go first, and
 * Exchange itself always writes parentheses.
 *
 * @throws {FilterError} `opath-invalid`, naming what is not understood and at which character.
 * @see https://learn.microsoft.com/powershell/exchange/recipient-filters
 */
export function parseOpath(filter: string): OpathNode {
  if (filter.length > maxOpathLength) {
    throw new FilterError(
      'opath-invalid',
      `the filter has more than ${maxOpathLength} characters: split it into steps`,
    );
  }
  const tokens = tokenize(filter);
  let next = 0;
  const take = (): Token => {
    const token = tokens[next] ?? { kind: 'end', text: '', at: filter.length };
    next += 1;
    return token;
  };
  const peek = (): Token => tokens[next] ?? { kind: 'end', text: '', at: filter.length };

  const parseLevel = (depth: number): OpathNode => {
    const first = parseOperand(depth);
    const joint = peek();
    if (!isJoint(joint)) return first;
    const kind = joint.text === '-and' ? 'and' : 'or';
    const of = [first];
    for (let token = peek(); isJoint(token); token = peek()) {
      if (token.text !== joint.text) {
        throw opathError(token.at, '-and and -or stand side by side: put parentheses around what belongs together');
      }
      take();
      of.push(parseOperand(depth));
    }
    return { kind, of };
  };

  const parseOperand = (depth: number): OpathNode => {
    const token = take();
    if (depth > deepestNesting) throw opathError(token.at, 'too many parentheses: remove those that are not needed');
    if (token.kind === 'open') {
      const inner = parseLevel(depth + 1);
      const end = take();
      if (end.kind !== 'close') throw opathError(end.at, 'a closing parenthesis, -and or -or is missing');
      return inner;
    }
    if (token.kind === 'operator' && token.text === '-not') {
      const behind = peek();
      const isOperand = behind.kind === 'open' || (behind.kind === 'operator' && behind.text === '-not');
      if (!isOperand) throw opathError(behind.at, 'parentheses are missing: write -not(…)');
      return { kind: 'not', of: parseOperand(depth + 1) };
    }
    if (token.kind === 'word') return parseComparison(token);
    throw opathError(token.at, "an attribute is missing: write a comparison such as Department -eq '…'");
  };

  const parseComparison = ({ text: attribute, at }: Token): OpathNode => {
    const token = take();
    const operator = opathOperators.find((known) => token.kind === 'operator' && token.text === `-${known}`);
    if (operator === undefined) {
      const what = token.kind === 'operator' ? `operator ${token.text} is not known` : 'an operator is missing';
      throw opathError(token.at, `${attribute}: ${what}: there are -${opathOperators.join(', -')}`);
    }
    return { kind: 'comparison', attribute, operator, value: readValue(take(), attribute), at };
  };

  const node = parseLevel(0);
  const rest = take();
  if (rest.kind !== 'end')
    throw opathError(rest.at, 'the filter should end here: check the parentheses, or add -and or -or');
  return node;
}

/** What is not understood, where (from 0), and the remedy. */
export function opathError(at: number, message: string): FilterError {
  return new FilterError('opath-invalid', `character ${at + 1}: ${message}`);
}

interface Token {
  readonly kind: 'open' | 'close' | 'operator' | 'system' | 'text' | 'number' | 'word' | 'end';
  /** Operators and system values in small letters; texts without their quotes. */
  readonly text: string;
  readonly at: number;
}

function isJoint({ kind, text }: Token): boolean {
  return kind === 'operator' && (text === '-and' || text === '-or');
}

function readValue(token: Token, attribute: string): OpathValue {
  const { kind, text, at } = token;
  if (kind === 'system') {
    if (text === '$null') return { kind: 'null' };
    if (text === '$true' || text === '$false') return { kind: 'boolean', is: text === '$true' };
    throw opathError(at, `${attribute}: a variable has no value here: write the value in quotes`);
  }
  if (kind === 'number') return { kind: 'text', text };
  if (kind !== 'text') throw opathError(at, `${attribute}: a value is missing: write it in quotes, or $null`);
  if (text.startsWith('$')) {
    throw opathError(
      at,
      `${attribute}: a variable or system value is in quotes: write $null, $true or $false without them`,
    );
  }
  return { kind: 'text', text };
}

const tokenPattern =
  /(?<space>\s+)|(?<open>\()|(?<close>\))|(?<operator>-[a-z]+)|(?<system>\$\w+)|(?<text>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?<number>\d+(?![\w.]))|(?<word>[a-z]\w*)/iy;

function tokenize(filter: string): readonly Token[] {
  const { from, to } = withoutBraces(filter);
  const tokens: Token[] = [];
  let at = from;
  while (at < to) {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(filter);
    const length = match?.[0].length ?? 0;
    if (match === null || at + length > to) throw unreadable(filter, at);
    const token = tokenOf(match.groups ?? {}, at);
    if (token !== null) tokens.push(token);
    at += length;
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>, at: number): Token | null {
  const { open, close, operator, system, text, number, word } = groups;
  if (open !== undefined) return { kind: 'open', text: open, at };
  if (close !== undefined) return { kind: 'close', text: close, at };
  if (operator !== undefined) return { kind: 'operator', text: operator.toLowerCase(), at };
  if (system !== undefined) return { kind: 'system', text: system.toLowerCase(), at };
  if (number !== undefined) return { kind: 'number', text: number, at };
  if (word !== undefined) return { kind: 'word', text: word, at };
  if (text === undefined) return null;
  const quote = text.charAt(0);
  return { kind: 'text', text: text.slice(1, -1).replaceAll(quote + quote, quote), at };
}

function unreadable(filter: string, at: number): FilterError {
  const isQuote = filter[at] === "'" || filter[at] === '"';
  if (isQuote) return opathError(at, 'a text has no end: close the quotes, and double a quote inside them');
  return opathError(at, 'this sign is not understood: texts stand in straight quotes, operators begin with a hyphen');
}

/** Where the filter stands: scripts put it in braces. */
function withoutBraces(filter: string): { readonly from: number; readonly to: number } {
  const from = filter.length - filter.trimStart().length;
  const to = filter.trimEnd().length;
  return filter[from] === '{' && filter[to - 1] === '}' && to - from > 1
    ? { from: from + 1, to: to - 1 }
    : { from, to };
}
