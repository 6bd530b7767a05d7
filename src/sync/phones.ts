import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { setBounded } from './bounded-map.ts';

/** A number of only these digits, by prefix and length, is an extension of a full number. */
export interface ExtensionRule {
  readonly prefix: string;
  /** Digits in all, the prefix included. */
  readonly length: number;
  /** `+49891234{extension}`: the full number, E.164 with a place for the extension's digits, the prefix included. */
  readonly fullNumber: string;
}

export interface PhoneRules {
  /** ISO 3166 alpha-2. */
  readonly defaultCountry: string;
  readonly extensions: readonly ExtensionRule[];
  /** Field or extra with the country of each person, ISO 3166 alpha-2: `usageLocation`. Otherwise the default. */
  readonly countryFrom?: string;
}

/** A number in the form that phones dial from anywhere, or the text as it was and why. */
export type NormalizedPhone =
  /** `+49891234567`; with an extension that is dialled after a pause, `+49891234567,56`. */
  | { readonly kind: 'e164'; readonly value: string }
  | { readonly kind: 'raw'; readonly value: string; readonly problem: PhoneProblem };

export type PhoneProblem = 'unparsable' | 'extension-without-rule' | 'invalid';

/**
 * Makes the number that a phone dials from anywhere, or says why it cannot. Never guesses: a wrong number is worse
 * than one that is kept as it was.
 *
 * The answer is remembered per rules object, because reading numbers is slow and directories repeat them.
 *
 * @param country ISO 3166 alpha-2: how national numbers are read instead of by the default country, if supported.
 * @see docs/sync-model.md#phones, rows N1-N14
 */
export function normalizePhone(raw: string, rules: PhoneRules, country?: string): NormalizedPhone {
  const memory = memoryOf(rules);
  const key = `${country ?? ''} ${raw}`;
  const known = memory.get(key);
  if (known !== undefined) return known;
  const phone = readPhone(raw.trim(), rules, country);
  setBounded(memory, key, phone, memorySize);
  return phone;
}

const memorySize = 20_000;
const memories = new WeakMap<PhoneRules, Map<string, NormalizedPhone>>();

function memoryOf(rules: PhoneRules): Map<string, NormalizedPhone> {
  const known = memories.get(rules);
  if (known !== undefined) return known;
  const memory = new Map<string, NormalizedPhone>();
  memories.set(rules, memory);
  return memory;
}

/** Marks of text direction and width that come along when numbers are copied; they are invisible. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const label = /^(?:tel(?:efon)?|phone|fon)\s*[.:]+\s*/i;
const separators = /[\s()./\-\u2010-\u2015]/g;
/** A number and its extension: `ext. 56`, `x56`, `;ext=56`, `App. 56`, or close behind it `,56` and `#56`. */
const withExtension =
  /^(.*\d\)?)(?:\s*[;,]?\s*(?:ext(?:ension)?|extn|app(?:arat)?|nst|poste|x)\s*[.:=]?\s*|[,;#])(\d{1,7})#?$/i;
/** An extension that is named as one, and nothing else. */
const onlyExtension = /^(?:ext(?:ension)?|extn|app(?:arat)?|nst|poste|x|#)\s*[.:=]?\s*(\d[\d\s]*)$/i;
const longestText = 60;
/** Numbers of so few digits are extensions everywhere but on a few islands. */
const longestExtension = 5;
/** Numbers of so few digits may lack their area code. */
const longestLocalNumber = 8;

function readPhone(raw: string, rules: PhoneRules, country: string | undefined): NormalizedPhone {
  const keep = (problem: PhoneProblem): NormalizedPhone => ({ kind: 'raw', value: raw, problem });
  const text = raw.replace(invisible, '').trim().replace(label, '');
  if (text.length > longestText) return keep('unparsable');

  const { digits, isNamed } = bareDigits(text);
  if (digits !== null) {
    const rule = findRule(digits, rules.extensions);
    if (rule !== undefined) {
      const full = parsePhoneNumberFromString(rule.fullNumber.replace('{extension}', digits), { extract: false });
      return full?.isValid() ? { kind: 'e164', value: full.number } : keep('invalid');
    }
    if (isNamed || digits.length <= longestExtension) return keep('extension-without-rule');
  }

  const split = withExtension.exec(text);
  const base = split?.[1] ?? text;
  const number = parse(base, countryOf(rules, country));
  // `030 123456, 654321` are two numbers, not one with an extension.
  if (number === undefined || (number.ext !== undefined && /[,;]/.test(base))) return keep('unparsable');
  if (!number.isValid()) return keep('invalid');
  if (lacksAreaCode(base.replace(separators, ''), number))
    return keep(text.replace(separators, '').length > 6 ? 'invalid' : 'extension-without-rule');
  const suffix = split?.[2] ?? number.ext;
  return { kind: 'e164', value: suffix === undefined ? number.number : `${number.number},${suffix}` };
}

/** What of a text is nothing but digits, perhaps named as an extension; null: there is more to it. */
function bareDigits(text: string): { readonly digits: string | null; readonly isNamed: boolean } {
  const named = onlyExtension.exec(text)?.[1];
  const digits = (named ?? text).replace(separators, '');
  return { digits: /^\d+$/.test(digits) ? digits : null, isNamed: named !== undefined };
}

/** The digits of a number that is dialled inside a company only; null: it is none, or a rule is needed to tell. */
export function extensionDigits(raw: string): string | null {
  const { digits, isNamed } = bareDigits(plainText(raw));
  return digits !== null && (isNamed || digits.length <= longestExtension) ? digits : null;
}

/** Index of the extension rule that a number is made international by; null: by none. */
export function extensionRuleFor(raw: string, rules: readonly ExtensionRule[]): number | null {
  const { digits } = bareDigits(plainText(raw));
  const rule = digits === null ? undefined : findRule(digits, rules);
  return rule === undefined ? null : rules.indexOf(rule);
}

function plainText(raw: string): string {
  const text = raw.replace(invisible, '').trim().replace(label, '');
  return text.length > longestText ? '' : text;
}

/** The rule for these digits; of several the one with the longest prefix. */
function findRule(digits: string, rules: readonly ExtensionRule[]): ExtensionRule | undefined {
  const fitting = rules.filter((rule) => digits.length === rule.length && digits.startsWith(rule.prefix));
  return fitting.sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

function countryOf(rules: PhoneRules, country: string | undefined): CountryCode | undefined {
  for (const code of [country?.trim().toUpperCase(), rules.defaultCountry]) {
    if (code !== undefined && isSupportedCountry(code)) return code;
  }
  return undefined;
}

/** Reads one number and nothing beside it: `0049 …` also where one dials `011`, and `(0)` where there is no such digit. */
function parse(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
  const dialled = text.replace(/^\(\s*(\+|00)\s*(\d{1,3})\s*\)/, '$1$2').replace(/^\+\s+/, '+');
  const international = /^00(?:\D*\d){6}/.test(dialled) ? dialled.replace(/^00\s*/, '+') : dialled;
  const options = country === undefined ? { extract: false } : { extract: false, defaultCountry: country };
  const number = parsePhoneNumberFromString(international, options);
  if (number?.isValid() || !/\(0\)/.test(international)) return number;
  return parsePhoneNumberFromString(international.replace('(0)', ''), options);
}

/**
 * Is this perhaps the end of a number only? Few digits without `+` and leading zero make a valid number by chance;
 * they are believed where numbers are written like that: complete as they are, mobile or geographic with a known layout.
 */
function lacksAreaCode(digits: string, number: PhoneNumber): boolean {
  if (!/^[1-9]\d*$/.test(digits) || digits.length > longestLocalNumber) return false;
  const layout = number.formatNational();
  if (number.nationalNumber !== digits || layout.replace(/\D/g, '') !== digits) return true;
  const type = number.getType();
  if (type === 'MOBILE') return false;
  return layout === digits || (type !== 'FIXED_LINE' && type !== 'FIXED_LINE_OR_MOBILE');
}
