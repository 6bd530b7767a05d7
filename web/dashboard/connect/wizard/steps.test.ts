import { expect, test } from 'vitest';
import { shownStep, stateOfStep, stepAfter, wizardSteps } from './steps.ts';

const fresh = { isConnected: false, hasSync: false };
const connected = { isConnected: true, hasSync: false };
const synced = { isConnected: true, hasSync: true };

test('who comes back goes on where they were', () => {
  expect([fresh, connected, synced].map((standing) => shownStep(undefined, standing))).toEqual([
    'promise',
    'probe',
    'first-sync',
  ]);
});

test('what needs consent is not shown before it', () => {
  expect(shownStep('first-sync', fresh)).toBe('consent');
  expect(shownStep('permissions', fresh)).toBe('permissions');
  expect(shownStep('permissions', synced)).toBe('permissions');
});

test('steps are done by what the server knows, and by having been gone through', () => {
  const states = (shown: (typeof wizardSteps)[number], standing: typeof fresh) =>
    wizardSteps.map((step) => stateOfStep(step, shown, standing));
  expect(states('promise', fresh)).toEqual(['current', 'next', 'next', 'next', 'next']);
  expect(states('consent', fresh)).toEqual(['done', 'done', 'current', 'next', 'next']);
  expect(states('first-sync', connected)).toEqual(['done', 'done', 'done', 'done', 'current']);
  expect(states('probe', synced)).toEqual(['done', 'done', 'done', 'current', 'done']);
});

test('after the last step there is none', () => {
  expect([stepAfter('promise'), stepAfter('first-sync')]).toEqual(['permissions', 'first-sync']);
});
