import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failures } from '../../sync/failure.ts';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import { languageOfEnvironment, translator } from './translator.ts';

type Texts = { readonly [key: string]: string | Texts };

function flatten(texts: Texts, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[path + key, value]] : [...flatten(value, `${path}${key}.`)],
    ),
  );
}

const english = flatten(en);
const german = flatten(de);

test('both languages have the same texts with the same values', () => {
  expect([...german.keys()]).toEqual([...english.keys()]);
  const valuesOf = (text: string | undefined) =>
    [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
  for (const [key, text] of english) expect([key, valuesOf(german.get(key))]).toEqual([key, valuesOf(text)]);
});

test('every text that the program asks for by a literal key exists', () => {
  const files = ['src/api', 'src/entry'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const asked = files.flatMap((text) => [...text.matchAll(/\bt\('([\w.-]+)'/g)].map((match) => match[1] ?? ''));
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((key) => !english.has(key))).toEqual([]);
});

/** Texts whose last part is a value that the program knows: all of them must be there, and no others. */
const byValue: Readonly<Record<string, readonly string[]>> = {
  run: ['running', 'done', 'held', 'refused', 'cancelled', 'failed'],
  connection: ['connected', 'withdrawn', 'none'],
  figure: ['contacts', 'folders', 'upToDate', 'waiting', 'unavailable'],
  replica: ['unknown', 'ready', 'writing', 'unavailable', 'leaving', 'none'],
  held: ['deletes', 'changes', 'leavers'],
  remedy: [...Object.keys(failures), 'interrupted', 'internal'],
  'connect.rejected': ['malformed', 'unknown-state', 'expired', 'other-tenant'],
};

test('every text is asked for, and every text that is asked for by a value is there', () => {
  const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(api|entry|platform)\b.*(?<!\.test)\.ts$/.test(name))
    .map((name) => readFileSync(join('src', name), 'utf8'))
    .join('\n');
  const literals = new Set([...code.matchAll(/'([\w.-]+)'/g)].map(([, text]) => text));
  const templates = [...code.matchAll(/`((?:\w+\.)+)\$\{/g)].map(([, begin = '']) => begin);
  const isAsked = (key: string) => {
    const group = Object.keys(byValue).find((name) => key.startsWith(`${name}.`));
    if (group !== undefined && byValue[group]?.includes(key.slice(group.length + 1))) return true;
    const text = key.replace(/_(one|other|zero)$/, '');
    return (
      literals.has(text) || literals.has(key) || (group === undefined && templates.some((one) => key.startsWith(one)))
    );
  };
  expect([...english.keys()].filter((key) => !isAsked(key))).toEqual([]);
  const wanted = Object.entries(byValue).flatMap(([group, values]) => values.map((value) => `${group}.${value}`));
  expect(wanted.filter((key) => !english.has(key))).toEqual([]);
});

test('numbers are written as the language writes them', () => {
  expect(translator('en')('sync.read', { records: 1234, changes: 0 })).toBe('Entries read: 1,234, changes: 0');
  expect(translator('de')('sync.read', { records: 1234, changes: 0 })).toBe('Gelesene Einträge: 1.234, Änderungen: 0');
});

test.each([
  [{ LANG: 'de_DE.UTF-8' }, 'de'],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'de_AT' }, 'de'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{}, 'en'],
] as const)('the terminal %o speaks %s', (environment, language) => {
  expect(languageOfEnvironment(environment)).toBe(language);
});

test('the remedies in English are those of the failures', () => {
  for (const [code, { remedy }] of Object.entries(failures))
    expect([code, english.get(`remedy.${code}`)]).toEqual([code, remedy]);
});
