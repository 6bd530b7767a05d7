import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failures } from './failure.ts';
import { guards } from './guards.ts';
import { mappingProblems } from './mapping-problem.ts';
import { defaultRetryPolicy } from './retry.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const errors = read('../../docs/errors.md');
const model = read('../../docs/sync-model.md');

/** Letters of the decision tables: of the core (src/sync) and of runs (src/runs). */
const tables = 'MNGLPADRIUFWTKEQCBJHYXZOVS';

function ids(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ''))].sort();
}

function table(heading: string): readonly string[] {
  const section = errors.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section.split('\n').filter((line) => line.startsWith('|'));
}

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const rule = (columns: number) => `|${'---|'.repeat(columns)}`;

test('every row of a decision table has a test with its id, and every such test a row', () => {
  const tests = ['./', './filter/', './merging/', '../runs/', '../stores/sqlite/']
    .flatMap((folder) => readdirSync(new URL(folder, import.meta.url)).map((file) => folder + file))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => read(file))
    .join('\n');
  const shown = ids(tests, new RegExp(`['"\`]([${tables}]\\d+): `, 'g'));
  const rows = ids(model, new RegExp(`^\\| ([${tables}]\\d+) \\|`, 'gm'));
  expect(rows.length).toBeGreaterThan(60);
  expect(shown).toEqual(rows);
});

test('docs/errors.md shows every failure as it is declared', () => {
  const rows = (state: boolean) =>
    Object.entries(failures)
      .filter(([, failure]) => failure.isMailboxState === state)
      .map(([code, { meaning, retried, actor, remedy }]) => row(`\`${code}\``, meaning, retried, actor, remedy));
  const head = [row('code', 'meaning', 'retried', 'who acts', 'remedy'), rule(5)];
  expect(table('Failures of the outside')).toEqual([...head, ...rows(false)]);
  expect(table('States of a mailbox')).toEqual([...head, ...rows(true)]);
});

test('docs/errors.md shows every guard as it is declared', () => {
  const rows = Object.entries(guards).map(([code, { meaning, effect, remedy }]) =>
    row(`\`${code}\``, meaning, effect, effect === 'held' ? 'tenant admin' : 'nobody', remedy),
  );
  expect(table('Guards')).toEqual([row('code', 'meaning', 'it is', 'who acts', 'remedy'), rule(5), ...rows]);
});

test('docs/errors.md shows every mapping problem as it is declared', () => {
  const rows = Object.entries(mappingProblems).map(([code, { meaning, effect, remedy }]) =>
    row(`\`${code}\``, meaning, effect, 'tenant admin', remedy),
  );
  expect(table('Mapping problems')).toEqual([row('code', 'meaning', 'effect', 'who acts', 'remedy'), rule(5), ...rows]);
});

test('the tries that people read of are the default ones', () => {
  const { maxTries, maxThrottledTries } = defaultRetryPolicy;
  expect(failures.throttled.retried).toContain(`up to ${maxThrottledTries} tries`);
  expect(failures.unavailable.retried).toContain(`up to ${maxTries} tries`);
  expect(failures['unknown-outcome'].retried).toContain(`up to ${maxTries} tries`);
  expect(model).toContain(`By default ${maxTries} tries in all, ${maxThrottledTries} when throttled.`);
});
