import { type ExtensionRule, extensionDigits, extensionRuleFor, normalizePhone, type PhoneRules } from './phones.ts';

/** Business numbers of one person, told apart. */
export interface PersonNumbers {
  /** Digits of what is dialled inside the company only, each once. */
  readonly extensions: readonly string[];
  /** International, each once, without what is dialled behind them after a pause. */
  readonly full: readonly string[];
}

/** @param rules Without rules for extensions. @param country As `normalizePhone` takes it. */
export function tellNumbersApart(numbers: readonly string[], rules: PhoneRules, country?: string): PersonNumbers {
  const extensions = new Set<string>();
  const full = new Set<string>();
  for (const raw of numbers) {
    const digits = extensionDigits(raw);
    const phone = normalizePhone(raw, rules, country);
    if (digits !== null) extensions.add(digits);
    else if (phone.kind === 'e164') full.add(phone.value.replace(/,.*$/, ''));
  }
  return { extensions: [...extensions], full: [...full] };
}

export interface SuggestedExtension extends ExtensionRule {
  /** How many people's extensions become full numbers by it. */
  readonly covers: number;
}

const fewestExtensions = 3;
const fewestFullNumbers = 5;
const fewestWithSameStart = 2;
/** Of the company's full numbers so many must be of the same line: else it has several, and nobody knows whose is whose. */
const clearShare = 0.9;

/**
 * Suggests rules that make full numbers of extensions, only where the company's own numbers leave no doubt: nearly all
 * full numbers are of one line, some of them begin behind it as the extensions do, nobody's extension and full number
 * contradict each other, and none becomes a number that somebody else has.
 *
 * @param people Each once.
 * @param rules Those that are there already: what they cover needs no other.
 * @returns Those that cover most people first.
 */
export function suggestExtensions(
  people: readonly PersonNumbers[],
  rules: readonly ExtensionRule[],
): readonly SuggestedExtension[] {
  const open = people.map(({ extensions, full }) => ({
    full,
    extensions: extensions.filter((digits) => extensionRuleFor(digits, rules) === null),
  }));
  const alike = Map.groupBy(
    open.flatMap(({ extensions }) => extensions),
    (digits) => `${digits.length} ${digits.charAt(0)}`,
  );
  return [...alike.values()]
    .flatMap((extensions) => suggestFor(extensions, open) ?? [])
    .sort((a, b) => b.covers - a.covers || a.length - b.length || (a.prefix < b.prefix ? -1 : 1));
}

/** @param extensions Equally long, and with the same first digit. */
function suggestFor(extensions: readonly string[], people: readonly PersonNumbers[]): SuggestedExtension | null {
  if (extensions.length < fewestExtensions) return null;
  const length = extensions[0]?.length ?? 0;
  const prefix = extensions[0]?.charAt(0) ?? '';
  const full = [...new Set(people.flatMap((person) => person.full))];
  const lines = Map.groupBy(full, (number) => number.slice(0, -length));
  const [line, numbers] = [...lines].reduce(
    (most, one) => (one[1].length > most[1].length ? one : most),
    ['', full.slice(0, 0)],
  );
  if (numbers.length < fewestFullNumbers || numbers.length < clearShare * full.length) return null;
  // More extensions than that may well be another site's.
  if (extensions.length > numbers.length) return null;
  if (numbers.filter((number) => number.startsWith(`${line}${prefix}`)).length < fewestWithSameStart) return null;

  const rule: ExtensionRule = { prefix, length, fullNumber: `${line}{extension}` };
  const holders = new Map<string, number>();
  for (const person of people) for (const number of person.full) holders.set(number, (holders.get(number) ?? 0) + 1);
  const alone: PhoneRules = { defaultCountry: '', extensions: [rule] };
  for (const { extensions: own, full: ownFull } of people) {
    for (const digits of own) {
      if (digits.length !== length || !digits.startsWith(prefix)) continue;
      const made = `${line}${digits}`;
      const becomes = normalizePhone(digits, alone);
      if (becomes.kind === 'raw' || becomes.value !== made) return null;
      const isOwn = ownFull.includes(made);
      const hasOther = ownFull.some((number) => number.startsWith(line) && number !== made);
      if (hasOther || (holders.get(made) ?? 0) > (isOwn ? 1 : 0)) return null;
    }
  }
  return { ...rule, covers: extensions.length };
}
