import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { normalizePhone } from './phones.ts';
import { suggestExtensions, tellNumbersApart } from './suggest-extensions.ts';

const rules = { defaultCountry: 'DE', extensions: [] };
const people = (...numbers: readonly (readonly string[])[]) => numbers.map((own) => tellNumbersApart(own, rules));
const line = '+498912345';
const known = ['201', '202', '203', '301', '302'].map((digits) => [`${line}${digits}`]);

test('extensions of a company with one line become its numbers', () => {
  expect(suggestExtensions(people(...known, ['210'], ['211'], ['ext. 212']), [])).toEqual([
    { prefix: '2', length: 3, fullNumber: `${line}{extension}`, covers: 3 },
  ]);
});

test('a rule that is there already is not suggested again', () => {
  const [rule] = suggestExtensions(people(...known, ['210'], ['211'], ['212']), []);
  expect(rule).toBeDefined();
  if (rule !== undefined) expect(suggestExtensions(people(...known, ['210'], ['211'], ['212']), [rule])).toEqual([]);
});

test.each<[string, readonly (readonly string[])[]]>([
  ['too few extensions', [...known, ['210'], ['211']]],
  ['too few full numbers', [...known.slice(0, 4), ['210'], ['211'], ['212']]],
  ['a second line', [...known, ['+4930654321'], ['210'], ['211'], ['212']]],
  ['nobody behind the line who begins like them', [...known, ['710'], ['711'], ['712']]],
  ['a number that is somebody else’s', [...known, ['201'], ['211'], ['212']]],
  ['somebody whose full number ends otherwise', [...known, ['210', `${line}299`], ['211'], ['212']]],
  ['more extensions than full numbers', [...known, ...['210', '211', '212', '213', '214', '215'].map((own) => [own])]],
  ['extensions of another length', [...known, ['2100'], ['2110'], ['2120']]],
])('no suggestion with %s', (_name, numbers) => {
  expect(suggestExtensions(people(...numbers), [])).toEqual([]);
});

test('who has both agrees with the line', () => {
  expect(suggestExtensions(people(...known, ['210', `${line}210`], ['211'], ['212']), [])).toMatchObject([
    { covers: 3 },
  ]);
});

/** A company with one line of its own: everybody has an extension of the same length, some write the whole number. */
const companies = fc.record({
  length: fc.integer({ min: 2, max: 4 }),
  extensions: fc.uniqueArray(fc.integer({ min: 0, max: 9_999 }), { minLength: 8, maxLength: 60 }),
  full: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
});

propertyTest.prop([companies])(
  'what a suggestion makes is valid, and the number that it is',
  ({ length, extensions, full }) => {
    const digits = [...new Set(extensions.map((number) => String(number % 10 ** length).padStart(length, '0')))];
    const numbers = digits.map((own, index) => [full[index] ? `${line}${own}` : own]);
    const suggested = suggestExtensions(people(...numbers), []);
    for (const own of digits) {
      const phone = normalizePhone(own, { defaultCountry: 'DE', extensions: suggested });
      if (phone.kind === 'e164') expect(phone.value).toBe(`${line}${own}`);
    }
    for (const { prefix, length: long, covers } of suggested) {
      const covered = digits.filter((own, index) => !full[index] && own.length === long && own.startsWith(prefix));
      expect(covered).toHaveLength(covers);
      for (const own of covered) {
        expect(normalizePhone(own, { defaultCountry: 'DE', extensions: suggested }).kind).toBe('e164');
      }
    }
  },
);
