import { expect, test } from 'vitest';
import { connectionSchemas } from '../../../src/api/contract/connections.ts';
import { mannerOf, outcomeOf } from './outcomes.ts';

test('every way that connecting can end has a page', () => {
  for (const outcome of connectionSchemas.proveConsent.answer.shape.outcome.options) {
    expect(outcomeOf(outcome)).toBe(outcome);
    expect(mannerOf(outcome).helps).not.toBe('');
  }
});

test.each([undefined, '', 'toString', 'nothing'])('%s is none', (text) => {
  expect(outcomeOf(text)).toBe('forged');
});
