import { expect, test } from 'vitest';
import { likelyCountry } from './likely-country.ts';

test.each([
  [['de-AT', 'en-US'], 'AT'],
  [['de', 'en-GB'], 'GB'],
  [['de'], 'DE'],
  [['en-001'], 'US'],
  [[], 'US'],
])('%j is most likely in %s', (languages, country) => {
  expect(likelyCountry(languages)).toBe(country);
});
