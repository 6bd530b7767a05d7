import { expect, test } from 'vitest';
import { linesOf, plainText } from './field-value.ts';

test('what is not there has no line', () => {
  expect([undefined, null, '', [], {}].map(linesOf)).toEqual([[], [], [], [], []]);
});

test('a list has a line for each entry, an e-mail address its name if that says more', () => {
  const emails = [
    { address: 'a@example.com', name: 'Ann' },
    { address: 'b@example.com', name: 'b@example.com' },
    { address: 'c@example.com' },
  ];
  expect(linesOf(emails)).toEqual(['Ann <a@example.com>', 'b@example.com', 'c@example.com']);
  expect(plainText(emails)).toBe('a@example.com, b@example.com, c@example.com');
  expect(linesOf(['+49 89 1', '+49 89 2'])).toEqual(['+49 89 1', '+49 89 2']);
});

test('an address is written as on a letter, without empty lines', () => {
  expect(linesOf({ street: 'Weg 1', city: 'Ulm', postalCode: '89073', country: 'DE' })).toEqual([
    'Weg 1',
    '89073 Ulm',
    'DE',
  ]);
  expect(linesOf({ city: 'Ulm' })).toEqual(['Ulm']);
});
