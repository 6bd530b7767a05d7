/** Where somebody with these languages is most likely: the first country that they name, else the likeliest of a language. */
export function likelyCountry(languages: readonly string[]): string {
  const locales = languages.map((tag) => new Intl.Locale(tag));
  const named = locales.find(({ region }) => region !== undefined)?.region;
  const country = named ?? locales[0]?.maximize().region ?? '';
  return /^[A-Z]{2}$/.test(country) ? country : 'US';
}
