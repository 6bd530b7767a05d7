import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { firstLanguage, isLanguage, type Language } from './language.ts';
import type { Area } from './texts.ts';

const storedAs = 'ringbook.language';
const files = import.meta.glob<ResourceKey>('./*/*.json', { import: 'default' });

const filesBackend: BackendModule = {
  type: 'backend',
  init: () => {},
  read: async (language, area) => {
    const file = files[`./${language}/${area}.json`];
    if (!file) throw new Error(`no texts ${language}/${area}`);
    return await file();
  },
};

const i18n = i18next.createInstance();

/** Begins with the texts that every page needs. */
export async function startTexts(): Promise<void> {
  i18n.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18n
    .use(filesBackend)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(window.localStorage.getItem(storedAs), window.navigator.languages),
      fallbackLng: 'en',
      supportedLngs: ['en', 'de'],
      partialBundledLanguages: true,
      ns: ['ui', 'shell'],
      defaultNS: 'shell',
      // React escapes.
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

/**
 * A page's code once its area's texts are there as well.
 * @throws Error The texts could not be loaded.
 */
export async function withTexts<Module>(area: Area, module: Promise<Module>): Promise<Module> {
  const [loaded] = await Promise.all([module, i18n.loadNamespaces(area)]);
  if (!i18n.hasLoadedNamespace(area)) throw new Error(`no texts for ${area}`);
  return loaded;
}

export async function changeLanguage(language: Language): Promise<void> {
  window.localStorage.setItem(storedAs, language);
  if (i18n.language !== language) await i18n.changeLanguage(language);
}

export function useLanguage(): Language {
  const { language } = useTranslation().i18n;
  return isLanguage(language) ? language : 'en';
}
