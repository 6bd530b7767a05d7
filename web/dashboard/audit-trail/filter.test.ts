import { expect, test } from 'vitest';
import { noFilter, queryOf } from './filter.ts';

test('nothing is looked for', () => {
  expect(queryOf(noFilter)).toEqual({});
});

test('days begin and end by the clock of the browser', () => {
  const { from = '', to = '' } = queryOf({ ...noFilter, from: '2026-01-31', to: '2026-01-31' });
  expect(new Date(from)).toEqual(new Date(2026, 0, 31));
  expect(new Date(to)).toEqual(new Date(2026, 1, 1));
});

test('what is no day is left out', () => {
  expect(queryOf({ ...noFilter, search: 'x', from: '2026-' })).toEqual({ search: 'x' });
});
