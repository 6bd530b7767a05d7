import { expect, test } from 'vitest';
import { viewsShown } from './stage-settings.ts';

test('the call is shown wherever there is room for two', () => {
  expect(viewsShown('list', 1)).toEqual(['list']);
  expect(viewsShown('list', 2)).toEqual(['call', 'list']);
  expect(viewsShown('call', 2)).toEqual(['call', 'card']);
  expect(viewsShown('card', 3)).toEqual(['call', 'card', 'list']);
});
