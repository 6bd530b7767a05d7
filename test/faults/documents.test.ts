import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shownColumns, shownMatrix } from './outcomes.ts';

const model = readFileSync(new URL('../../docs/sync-model.md', import.meta.url), 'utf8');

test('docs/sync-model.md shows the matrix as it is tested', () => {
  expect(model).toContain(`\n${shownColumns()}\n`);
  expect(model).toContain(`\n${shownMatrix()}\n`);
});
