import { expect, test } from 'vitest';
import { funnelRows } from './funnel-rows.ts';

const sources = [
  { sourceId: 'people', entries: 100, byRule: { listed: 90, disabled: 3, 'no-mail': 7 } },
  { sourceId: 'partners', entries: 20, byRule: { listed: 20 } },
];
const rest = { sample: [], combined: { people: 0, sample: [] }, unread: [] };

test('goes from each source over the steps of the filter to people', () => {
  const steps = [
    { matched: 30, listedAfter: 80 },
    { matched: 5, listedAfter: 85 },
  ];
  const rows = funnelRows({ ...rest, sources, records: 110, steps, items: 70 }, false);
  expect(rows.map(({ key, before, after }) => [key, before, after])).toEqual([
    ['source people', 100, 90],
    ['source partners', 20, 20],
    ['records', 110, 110],
    ['step 0', 110, 80],
    ['step 1', 80, 85],
    ['items', 85, 70],
  ]);
  expect(rows[0]).toMatchObject({
    out: [
      { rule: 'no-mail', count: 7 },
      { rule: 'disabled', count: 3 },
    ],
  });
});

test('begins with nobody where the first step includes, and needs no sum of a single source', () => {
  const steps = [{ matched: 4, listedAfter: 4 }];
  const rows = funnelRows({ ...rest, sources: sources.slice(1), records: 20, steps, items: 4 }, true);
  expect(rows.map(({ key, before, after }) => [key, before, after])).toEqual([
    ['source partners', 20, 20],
    ['step 0', 0, 4],
    ['items', 4, 4],
  ]);
});
