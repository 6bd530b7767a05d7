import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import texts from '../i18n/en/runs.json' with { type: 'json' };

const docs = ['errors.md', 'connectors.md']
  .map((name) => readFileSync(`${import.meta.dirname}/../../../docs/${name}`, 'utf8'))
  .join('\n');

/** Codes in the first column of tables that begin with `code`, but for those that only calls of the API and signing in answer. */
function codesOf(markdown: string): readonly string[] {
  const sections = markdown.split(/^## /m).filter((section) => !/^(API|Sign-in|Command line)/i.test(section));
  return sections.flatMap((section) => {
    const table = section.split(/^\| code \|.*$/m)[1] ?? '';
    return [...table.matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code = '']) => code),
    );
  });
}

test('every code that a run or an issue can show has a text', () => {
  const codes = codesOf(docs);
  expect(codes).toContain('throttled');
  expect(codes).toContain('id-missing');
  expect(codes.filter((code) => !Object.hasOwn(texts.code, code))).toEqual([]);
});
