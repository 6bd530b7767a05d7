import type { ExtensionRule } from '../definition.ts';

export type ExtensionFault = 'prefix' | 'length' | 'fullNumber' | 'digits' | 'twice';

const longestE164 = 15;

/** What keeps a rule from being tried, and is told at its field; null: nothing. */
export function faultOf(rule: ExtensionRule, earlier: readonly ExtensionRule[]): ExtensionFault | null {
  const { prefix, length, fullNumber } = rule;
  if (!/^\d*$/.test(prefix)) return 'prefix';
  if (!Number.isInteger(length) || length < Math.max(1, prefix.length)) return 'length';
  if (!/^\+[1-9]\d*\{extension\}\d*$/.test(fullNumber)) return 'fullNumber';
  if (fullNumber.replace(/\{extension\}|\+/g, '').length + length > longestE164) return 'digits';
  return earlier.some((other) => other.prefix === prefix && other.length === length) ? 'twice' : null;
}

/** Rules that can be tried, and where each is among all. */
export function triedRules(rules: readonly ExtensionRule[]): {
  readonly rules: readonly ExtensionRule[];
  readonly places: readonly number[];
} {
  const places = rules.flatMap((rule, index) => (faultOf(rule, rules.slice(0, index)) === null ? [index] : []));
  return { rules: rules.filter((_, index) => places.includes(index)), places };
}

/** The number up to the extension, as people write it: `+49 89 1234` of `+49891234{extension}`. */
export function lineOf(fullNumber: string): string {
  return fullNumber.replace(/\{extension\}$/, '');
}

/** The full number of what a person wrote as its beginning. */
export function fullNumberOf(line: string): string {
  const digits = line.replaceAll(/[\s()/.-]/g, '').replace(/^00/, '+');
  return digits.includes('{extension}') ? digits : `${digits}{extension}`;
}
