import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { compareByCodePoint } from './compare-texts.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}') });

test.prop([text, text])('texts are in the order of their UTF-8', (one, other) => {
  const inBytes = Buffer.compare(Buffer.from(one), Buffer.from(other));
  expect(Math.sign(compareByCodePoint(one, other))).toBe(inBytes);
});
