import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { createTextTable } from './text-table.ts';

const texts = fc.array(fc.oneof(fc.string({ maxLength: 4 }), fc.string({ unit: 'binary' }), fc.constant('\ud800')));

test.prop([texts, texts])('a text has one number, keeps it, and comes back as it was', (added, asked) => {
  const table = createTextTable();
  const numbers = new Map<string, number>();
  for (const text of added) {
    const number = table.add(text);
    expect(number).toBe(numbers.get(text) ?? numbers.size);
    numbers.set(text, number);
  }
  expect(table.size).toBe(numbers.size);
  for (const [text, number] of numbers) expect(table.text(number)).toBe(text);
  for (const text of [...added, ...asked]) expect(table.find(text)).toBe(numbers.get(text) ?? -1);
});

test.prop([fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })])('texts compare as they do', (one, other) => {
  const table = createTextTable();
  const compared = Math.sign(table.compare(table.add(one), table.add(other)));
  expect(compared).toBe(one < other ? -1 : one > other ? 1 : 0);
});

test('many texts, long ones among them, are all found', () => {
  const table = createTextTable();
  const all = Array.from(
    { length: 5000 },
    (_, index) => `${index} ${'ä'.repeat(index % 50)}${index % 7 === 0 ? '€' : ''}`,
  );
  all.push('x'.repeat(100_000));
  for (const text of all) table.add(text);
  expect(all.map((text) => table.find(text))).toEqual(all.map((_, index) => index));
  expect(all.map((_, index) => table.text(index))).toEqual(all);
  expect(table.find('no such text')).toBe(-1);
});
