import i18next from 'i18next';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

export type Language = 'en' | 'de';

/** Looks a text up by its key and fills in its values; numbers are written as the language writes them. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const texts = i18next.createInstance({
  resources: { en: { translation: en }, de: { translation: de } },
  fallbackLng: 'en',
  // Texts go to terminals and through escaping templates.
  interpolation: { escapeValue: false },
  initAsync: false,
});
void texts.init();

/** The texts of one language. */
export function translator(language: Language): Translate {
  const number = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const shown = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? number.format(value) : value,
    ]);
    return texts.t(key, { lng: language, replace: Object.fromEntries(shown) });
  };
}

/** The language of a terminal: German where `LC_ALL`, `LC_MESSAGES` or `LANG` says so, else English. */
export function languageOfEnvironment(environment: NodeJS.ProcessEnv): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^de(_|-|\.|$)/i.test(locale) ? 'de' : 'en';
}
