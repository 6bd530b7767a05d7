import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { csvProblems } from './problem.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const connectors = read('../../../docs/connectors.md');
const ids = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ''))].sort();

test('every rule of reading in docs/connectors.md has a test with its id, and every such test a rule', () => {
  const tests = readdirSync(new URL('./', import.meta.url)).filter((file) => file.endsWith('.test.ts'));
  const shown = ids(tests.map((file) => read(`./${file}`)).join('\n'), /['"`](V\d+): /g);
  const rows = ids(connectors, /^\| (V\d+) \|/gm);
  expect(rows.length).toBeGreaterThan(20);
  expect(shown).toEqual(rows);
});

test('docs/connectors.md shows every problem of a row as it is declared', () => {
  for (const [code, { meaning, effect, remedy }] of Object.entries(csvProblems)) {
    expect(connectors).toContain(`| \`${code}\` | ${meaning} | ${effect} | ${remedy} |`);
  }
});
