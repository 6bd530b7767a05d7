import { expect, test } from 'vitest';
import { firstLanguage } from './language.ts';

test('what was chosen counts, then the browser, then English', () => {
  expect(firstLanguage('de', ['en-GB'])).toBe('de');
  expect(firstLanguage('fr', ['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(firstLanguage(null, ['DE-ch'])).toBe('de');
  expect(firstLanguage(null, ['fr'])).toBe('en');
  expect(firstLanguage(null, [])).toBe('en');
});
