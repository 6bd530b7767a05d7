import { expect, test } from 'vitest';
import { parseJsonText } from './json-text.ts';

const nested = (levels: number): string => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

test('reads JSON with and without a byte order mark', () => {
  expect(parseJsonText('{"a":"b"}')).toEqual({ a: 'b' });
  expect(parseJsonText('\ufeff{"a":1}')).toEqual({ a: 1 });
  expect(() => parseJsonText('{"a":')).toThrow(SyntaxError);
});

test('refuses what is nested too deeply', () => {
  expect(parseJsonText(nested(99))).toHaveProperty('a');
  expect(() => parseJsonText(nested(100))).toThrow(SyntaxError);
  expect(() => parseJsonText(nested(200_000))).toThrow(SyntaxError);
});

test('brackets in texts and one beside another are not depth', () => {
  expect(parseJsonText(JSON.stringify({ a: '\\"[{'.repeat(200) }))).toHaveProperty('a');
  expect(parseJsonText(JSON.stringify(Array.from({ length: 500 }, () => ['\\'])))).toHaveLength(500);
});
