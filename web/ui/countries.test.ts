import { expect, test } from 'vitest';
import { countriesIn } from './countries.ts';

test('countries are named and sorted in the language', () => {
  const german = countriesIn('de');
  expect(german.length).toBeGreaterThan(200);
  expect(german[0]?.name).toBe('Afghanistan');
  expect(german.find(({ code }) => code === 'AT')?.name).toBe('Österreich');
  expect(german.findIndex(({ code }) => code === 'AT')).toBeLessThan(german.findIndex(({ code }) => code === 'PT'));
});
