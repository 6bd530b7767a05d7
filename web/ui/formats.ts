export interface Formats {
  readonly number: (value: number) => string;
  /** 93600 is `93.6k`. */
  readonly compact: (value: number) => string;
  /** 0.25 is 25 %. */
  readonly percent: (share: number) => string;
  /** Of an ISO instant. */
  readonly dateTime: (instant: string) => string;
  readonly date: (instant: string) => string;
  readonly time: (instant: string) => string;
  /** `in 2 hours`, `3 days ago`. */
  readonly relative: (instant: string, now: Date) => string;
  /** `1 h 20 min` */
  readonly duration: (ms: number) => string;
  /** `a, b and c` */
  readonly list: (texts: readonly string[]) => string;
}

/** The browser's own country, where it speaks the language. */
export function localeOf(language: string, ofBrowser: readonly string[]): string {
  return ofBrowser.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
}

const units: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** How values are written in a language and country; without a time zone, in that of the browser. */
export function formatsOf(locale: string, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone };
  const number = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const list = new Intl.ListFormat(locale);
  const inUnit = (unit: string, value: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);

  return {
    number: (value) => number.format(value),
    compact: (value) => compact.format(value),
    percent: (share) => percent.format(share),
    dateTime: (instant) => dateTime.format(new Date(instant)),
    date: (instant) => date.format(new Date(instant)),
    time: (instant) => time.format(new Date(instant)),
    relative: (instant, now) => {
      const ms = Date.parse(instant) - now.getTime();
      const [unit, size] = units.find(([, size]) => Math.abs(ms) >= size) ?? ['second', 1_000];
      return relative.format(Math.trunc(ms / size), unit);
    },
    duration: (ms) => {
      const seconds = Math.max(0, Math.round(ms / 1_000));
      const parts = [
        ['day', Math.floor(seconds / 86_400)],
        ['hour', Math.floor(seconds / 3_600) % 24],
        ['minute', Math.floor(seconds / 60) % 60],
        ['second', seconds % 60],
      ] as const;
      const first = parts.findIndex(([, value]) => value > 0);
      if (first === -1) return inUnit('second', 0);
      return parts
        .slice(first, first + 2)
        .filter(([, value]) => value > 0)
        .map(([unit, value]) => inUnit(unit, value))
        .join(' ');
    },
    list: (texts) => list.format(texts),
  };
}
