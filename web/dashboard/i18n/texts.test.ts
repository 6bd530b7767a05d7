import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const here = import.meta.dirname;

function textsOf(language: string, area: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const collect = (value: unknown, path: string): void => {
    if (typeof value === 'string') texts.set(path, value);
    else for (const [key, one] of Object.entries(value ?? {})) collect(one, path === '' ? key : `${path}.${key}`);
  };
  collect(JSON.parse(readFileSync(`${here}/${language}/${area}`, 'utf8')), '');
  return texts;
}

const valuesOf = (text: string | undefined) =>
  [...(text ?? '').matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort();

const areas = readdirSync(`${here}/en`);

test('there are areas, and both languages have the same', () => {
  expect(areas.length).toBeGreaterThan(10);
  expect(readdirSync(`${here}/de`)).toEqual(areas);
});

test.each(areas)('%s has the same texts with the same values in both languages', (area) => {
  const english = textsOf('en', area);
  const german = textsOf('de', area);
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [key, text] of english) {
    expect(text.trim(), key).not.toBe('');
    expect([key, valuesOf(german.get(key))]).toEqual([key, valuesOf(text)]);
  }
});

test.each(areas)('%s says Sie', (area) => {
  const familiar = /\b(du|dich|dir|dein(e[mnrs]?)?|euch|euer|eure[mnrs]?)\b/i;
  expect([...textsOf('de', area)].filter(([, text]) => familiar.test(text))).toEqual([]);
});
