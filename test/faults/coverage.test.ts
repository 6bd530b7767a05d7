import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { graphOperations } from '../../src/connectors/graph/operations.ts';
import { familyNames, variants } from './faults.ts';
import { type Operation, operationNames, operations } from './operations.ts';
import { createOutside } from './outside.ts';
import { play } from './play.ts';
import { scenes } from './scenes.ts';

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});

afterAll(() => {
  vi.useRealTimers();
});

const all: readonly Operation[] = operationNames.map((name) => operations[name]);

test('everything that the connector can ask is in the matrix', () => {
  const asked: ReadonlySet<string | null> = new Set(all.map(({ asks }) => asks));
  expect(Object.keys(graphOperations).filter((name) => !asked.has(name))).toEqual([]);
});

test('everything that the simulator was asked for in any phase is in the matrix', async () => {
  const outside = await createOutside();
  for (const operation of all) await play(outside, operation, null, 1);
  const inMatrix = all.map(({ match }) => match.operation);
  expect(Object.keys(outside.counters.snapshot().byOperation).filter((name) => !inMatrix.includes(name))).toEqual([]);
});

test('every phase and every kind of fault has its place', () => {
  expect(new Set(all.map(({ scene }) => scene))).toEqual(new Set(Object.keys(scenes)));
  expect(new Set(variants.map(({ family }) => family))).toEqual(new Set(familyNames));
});
