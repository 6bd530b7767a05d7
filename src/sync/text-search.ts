/** What an entry is found by. */
export interface SearchedTexts {
  readonly texts: readonly string[];
  /** Telephone numbers: found by their digits, with or without country code. */
  readonly numbers: readonly string[];
}

/**
 * Makes entries findable: all words of a search must be in an entry, wherever and without regard to case and accents;
 * a search of digits finds numbers. `ae` finds `ä`, and so on.
 *
 * @returns The entries that a search means, in their order; an empty search means all.
 */
export function createTextSearch<Entry>(
  entries: readonly Entry[],
  textsOf: (entry: Entry) => SearchedTexts,
): (search: string) => readonly Entry[] {
  let hays: readonly Hay[] | undefined;
  return (search) => {
    const matches = compileSearch(search);
    if (matches === null) return entries;
    hays ??= entries.map((entry) => hayOf(textsOf(entry)));
    const found = hays;
    return entries.filter((_, place) => {
      const hay = found[place];
      return hay !== undefined && matches(hay);
    });
  };
}

/** Does a search mean one entry? */
export function matchesSearch(search: string, texts: SearchedTexts): boolean {
  return compileSearch(search)?.(hayOf(texts)) ?? true;
}

interface Hay {
  readonly text: string;
  /** Digits of each number, parted by spaces. */
  readonly digits: string;
}

const shortestNumber = 3;

function hayOf({ texts, numbers }: SearchedTexts): Hay {
  const text = texts.join('\n');
  const plain = withoutAccents(text);
  const spelled = withoutAccents(spellUmlauts(text));
  return {
    text: plain === spelled ? plain : `${plain}\n${spelled}`,
    digits: numbers.map((number) => number.replace(/\D/g, '')).join(' '),
  };
}

/** Null: every entry is meant. */
function compileSearch(search: string): ((hay: Hay) => boolean) | null {
  const words = withoutAccents(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const inText = (hay: Hay) => words.every((word) => hay.text.includes(word));
  const digits = /^[+\d\s()./-]+$/.test(search)
    ? search.replace(/\(0\)/g, '').replace(/\D/g, '').replace(/^0+/, '')
    : '';
  if (digits.length < shortestNumber) return inText;
  return (hay) => hay.digits.includes(digits) || inText(hay);
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };

function spellUmlauts(text: string): string {
  return text.normalize('NFC').replace(/[äöüÄÖÜ]/g, (letter) => umlauts[letter] ?? letter);
}
