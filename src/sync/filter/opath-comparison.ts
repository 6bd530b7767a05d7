import type { Condition } from './condition.ts';
import { type OpathComparison, opathError } from './opath-parser.ts';

/** What a comparison of one attribute means for a record. @throws {FilterError} `opath-invalid` */
export type OpathMeaning = (comparison: OpathComparison) => Condition;

export const never: Condition = { kind: 'any', of: [] };

/** An attribute with a text that records have in a field. @param unprefixed Of a value: without what records do not have. */
export function textAttribute(
  field: string,
  unprefixed: (value: string, comparison: OpathComparison) => string = (value) => value,
): OpathMeaning {
  return (comparison) => {
    const { isLike, isNegated } = testOf(comparison);
    const { value } = comparison;
    if (value.kind === 'boolean') throw wrongValue(comparison, 'write a text in quotes');
    if (value.kind === 'null') {
      if (isLike) throw wrongValue(comparison, 'compare with $null by -eq or -ne');
      return { kind: 'field', field, is: isNegated ? 'present' : 'missing' };
    }
    const text = unprefixed(value.text, comparison);
    return negated(isNegated, isLike ? patternOf(field, text, comparison) : exactly(field, text, comparison));
  };
}

/** An attribute with one of a few values, each of which means a condition. @param values By value in small letters. */
export function valueAttribute(values: ReadonlyMap<string, Condition>): OpathMeaning {
  return (comparison) => {
    const { isLike, isNegated } = testOf(comparison);
    const { value } = comparison;
    const meaning = value.kind === 'text' ? values.get(value.text.toLowerCase()) : undefined;
    if (isLike) throw wrongOperator(comparison, 'write -eq or -ne');
    if (meaning === undefined)
      throw wrongValue(comparison, 'records do not tell: use a condition on the kind of entry');
    return negated(isNegated, meaning);
  };
}

/** An attribute that is `$true` or `$false`; Exchange also prints them as texts. */
export function flagAttribute(meaning: Condition): OpathMeaning {
  return (comparison) => {
    const { isLike, isNegated } = testOf(comparison);
    const { value } = comparison;
    if (isLike) throw wrongOperator(comparison, 'write -eq or -ne');
    const word = value.kind === 'text' ? value.text.toLowerCase() : null;
    const is = value.kind === 'boolean' ? value.is : word === 'true' ? true : word === 'false' ? false : null;
    if (is === null) throw wrongValue(comparison, 'write $true or $false');
    return negated(is === isNegated, meaning);
  };
}

/** An attribute of which only certain comparisons can be decided. @param known By `operator value` in small letters. */
export function fixedAttribute(known: ReadonlyMap<string, Condition>, remedy: string): OpathMeaning {
  return (comparison) => {
    const { isLike, isNegated } = testOf(comparison);
    const { value } = comparison;
    const text = value.kind === 'text' ? value.text.toLowerCase() : value.kind === 'null' ? '$null' : null;
    const meaning = text === null ? undefined : known.get(`${isLike ? 'like' : 'eq'} ${text}`);
    if (meaning === undefined)
      throw opathError(comparison.at, `${comparison.attribute}: records do not tell: ${remedy}`);
    return negated(isNegated, meaning);
  };
}

/** An attribute that no record has. */
export function refusedAttribute(remedy: string): OpathMeaning {
  return ({ at, attribute }) => {
    throw opathError(at, `${attribute}: records do not have it: ${remedy}`);
  };
}

/** Negation as Exchange does it: what an attribute that is missing does not equal. */
function testOf(comparison: OpathComparison): { readonly isLike: boolean; readonly isNegated: boolean } {
  switch (comparison.operator) {
    case 'eq':
      return { isLike: false, isNegated: false };
    case 'ne':
      return { isLike: false, isNegated: true };
    case 'like':
      return { isLike: true, isNegated: false };
    case 'notlike':
      return { isLike: true, isNegated: true };
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      throw wrongOperator(comparison, 'which text is greater depends on the directory: write -eq or -like');
  }
}

function negated(isNegated: boolean, condition: Condition): Condition {
  return isNegated ? { kind: 'not', of: condition } : condition;
}

function exactly(field: string, text: string, comparison: OpathComparison): Condition {
  if (text.includes('*')) throw wrongOperator(comparison, 'a value with * needs -like');
  if (text.trim() === '') throw wrongValue(comparison, 'for one that is missing write $null');
  return { kind: 'field', field, is: 'equal', values: [text] };
}

/** `*` at the end or the beginning; a pattern without any is an exact match. */
function patternOf(field: string, pattern: string, comparison: OpathComparison): Condition {
  if (pattern === '*') return { kind: 'field', field, is: 'present' };
  const [, start, text = '', end] = /^(\*?)(.*?)(\*?)$/su.exec(pattern) ?? [];
  if (text.trim() === '') throw wrongValue(comparison, 'write the text to look for');
  if (text.includes('*')) throw wrongValue(comparison, 'a * may only stand at the end or the beginning');
  if (start === '*' && end === '*') return { kind: 'field', field, is: 'contains', values: [text] };
  if (start === '*') return { kind: 'field', field, is: 'ends-with', values: [text] };
  if (end === '*') return { kind: 'field', field, is: 'starts-with', values: [text] };
  return { kind: 'field', field, is: 'equal', values: [text] };
}

function wrongOperator({ at, attribute, operator }: OpathComparison, remedy: string): Error {
  return opathError(at, `${attribute}: -${operator} cannot be decided: ${remedy}`);
}

export function wrongValue({ at, attribute }: OpathComparison, remedy: string): Error {
  return opathError(at, `${attribute}: the value is not understood: ${remedy}`);
}
