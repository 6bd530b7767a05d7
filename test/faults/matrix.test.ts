import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { families, familyNames, type Variant, variants } from './faults.ts';
import { unfitting } from './fitting.ts';
import { type Operation, operationNames, operations } from './operations.ts';
import { expectedRow, type Row } from './outcomes.ts';
import { createOutside, type Outside } from './outside.ts';
import { isCopies, type Outcome, type Played, play } from './play.ts';

vi.setConfig({ testTimeout: 60_000 });

let outside: Outside;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  outside = await createOutside();
});

afterAll(() => {
  expect(outside.failures).toEqual([]);
  vi.useRealTimers();
});

/** Requests that a fault may cost beyond those of fair weather, where it comes once and where it lasts. */
const mostExtraRequests = { once: 12, lasting: 60 };

describe('every fault, once in every form and lasting in one form of each kind', () => {
  test.each(operationNames)('%s', async (name) => {
    const operation: Operation = operations[name];
    const fair = await play(outside, operation, null, 1);
    expect(fair).toMatchObject({ outcome: '=', broken: [] });
    const problems: string[] = [];
    const cells = new Map<string, { once: Outcome; lasting: Outcome | null }>();
    for (const { family, fault } of variants) {
      const once = await play(outside, operation, fault, 1);
      const known = cells.get(family);
      const lasting = known === undefined ? await play(outside, operation, fault, 0) : null;
      problems.push(...problemsOf({ family, fault }, operation, 'once', once, fair));
      if (lasting !== null) problems.push(...problemsOf({ family, fault }, operation, 'lasting', lasting, fair));
      if (known !== undefined && known.once !== once.outcome)
        problems.push(`${family}: ${JSON.stringify(fault)} ends ${once.outcome}`);
      cells.set(family, known ?? { once: once.outcome, lasting: lasting?.outcome ?? null });
    }
    const row: Row = familyNames.map((family) => {
      const { once, lasting } = cells.get(family) ?? { once: '?', lasting: null };
      return lasting === null || lasting === once ? once : `${once}${lasting}`;
    });
    expect({ problems, row: row.join(' ') }).toEqual({ problems: [], row: expectedRow(name).join(' ') });
  });
});

function problemsOf(
  { family, fault }: Variant,
  operation: Operation,
  how: 'once' | 'lasting',
  { broken, codes, requests, wasMet }: Played,
  fair: Played,
): readonly string[] {
  const mayDouble = families[family].lie;
  const problems = [
    ...broken.filter((law) => !(mayDouble && isCopies(law))),
    ...unfitting(codes, family, operation).map((code) => `${code} does not fit`),
    ...(wasMet ? [] : ['the fault was not met']),
    ...(requests <= fair.requests + mostExtraRequests[how]
      ? []
      : [`${requests} requests, ${fair.requests} in fair weather`]),
  ];
  return problems.map((problem) => `${family}, ${how}, ${JSON.stringify(fault)}: ${problem}`);
}
