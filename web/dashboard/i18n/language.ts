export type Language = 'en' | 'de';
export const languages: readonly Language[] = ['en', 'de'];

export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'de';
}

/** The language that was chosen here, else the first of the browser's that there are texts in, else English. */
export function firstLanguage(chosen: string | null, ofBrowser: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  return ofBrowser.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en';
}
