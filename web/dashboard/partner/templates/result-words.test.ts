import { expect, test } from 'vitest';
import { partOf } from './result-words.ts';

test('a change is taken apart at its first colon', () => {
  expect(partOf('sync:a:b')).toEqual({ part: 'sync', id: 'a:b' });
  expect(partOf('else:x')).toEqual({ part: null, id: 'x' });
  expect(partOf('nothing')).toEqual({ part: null, id: 'nothing' });
});
