import { expect, test } from 'vitest';
import { faultsOf } from '../form/form-faults.ts';
import { newForm } from '../form/sync-form.ts';
import { isFaulty, stateOf, stepBeside, wizardSteps } from './wizard-steps.ts';

test('a step is held back by its own faults only', () => {
  const form = {
    ...newForm('Company'),
    connectionId: 'c',
    collectionId: 'l',
    placement: { kind: 'folder', path: [''], category: 'x' },
  } as const;
  const faults = faultsOf(form, []);
  expect(wizardSteps.filter((step) => isFaulty(step, faults))).toEqual(['what', 'where']);
});

test('steps follow each other', () => {
  expect(wizardSteps.map((step) => stateOf(step, 'where'))).toEqual(['done', 'done', 'current', 'next']);
  expect(stepBeside('what', -1)).toBe(null);
  expect(stepBeside('what', 1)).toBe('who');
  expect(stepBeside('when', 1)).toBe(null);
});
