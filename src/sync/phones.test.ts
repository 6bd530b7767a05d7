import { fc, test as prop } from '@fast-check/vitest';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { expect, test } from 'vitest';
import { normalizePhone, type PhoneRules } from './phones.ts';

const german: PhoneRules = {
  defaultCountry: 'DE',
  extensions: [
    { prefix: '5', length: 4, fullNumber: '+49891234{extension}' },
    { prefix: '58', length: 4, fullNumber: '+49301234{extension}' },
    { prefix: '', length: 3, fullNumber: '+4989{extension}' },
    { prefix: '7', length: 4, fullNumber: '+1555{extension}' },
  ],
};
const american: PhoneRules = { defaultCountry: 'US', extensions: [] };
const e164 = (value: string) => ({ kind: 'e164', value });
const raw = (value: string, problem: string) => ({ kind: 'raw', value, problem });

test.each([
  ['5678', '+498912345678'],
  ['56 78', '+498912345678'],
  ['ext. 5678', '+498912345678'],
  ['x5678', '+498912345678'],
  ['5812', '+493012345812'],
])('N1: %s is an extension by rule, of several rules by the one with the longest prefix', (text, value) => {
  expect(normalizePhone(text, german)).toEqual(e164(value));
});

test('N2: a rule whose full number does not exist leaves the extension as it was', () => {
  expect(normalizePhone('7123', german)).toEqual(raw('7123', 'invalid'));
});

test.each(['6678', '30123', '1', 'App. 123456', '#12'])('N3: %s is an extension that no rule knows', (text) => {
  expect(normalizePhone(text, german)).toEqual(raw(text, 'extension-without-rule'));
});

test.each([
  ['+49 89 1234567', '+49891234567'],
  ['+1 (202) 225-4136', '+12022254136'],
  ['(+49) 89 / 1234-567', '+49891234567'],
  ['+ 49 89 1234567', '+49891234567'],
  ['+44 20 7946 0958', '+442079460958'],
])('N4: %s is international already', (text, value) => {
  expect(normalizePhone(text, german)).toEqual(e164(value));
});

test.each([
  ['0049 89 1234567', '+49891234567'],
  ['(0049) 89 1234567', '+49891234567'],
  ['001 202 225 4136', '+12022254136'],
])('N5: %s is international, in every country', (text, value) => {
  expect(normalizePhone(text, german)).toEqual(e164(value));
  expect(normalizePhone(text, american)).toEqual(e164(value));
});

test('N5: where another prefix is dialled abroad, that one is understood too', () => {
  expect(normalizePhone('011 49 89 1234567', american)).toEqual(e164('+49891234567'));
});

test.each([
  ['+49 (0) 89 1234567', '+49891234567'],
  ['0049 (0)89 1234567', '+49891234567'],
  ['(0)89 1234567', '+49891234567'],
  ['+44 (0)20 7946 0958', '+442079460958'],
  ['+39 (0)6 1234567', '+39061234567'],
  ['+34 (0) 912 345 678', '+34912345678'],
])('N6: the zero in %s is dropped unless the number has it abroad', (text, value) => {
  expect(normalizePhone(text, german)).toEqual(e164(value));
});

test.each([
  ['089 1234567', '+49891234567'],
  ['089/1234-567', '+49891234567'],
  ['0170 1234567', '+491701234567'],
  ['891234567', '+49891234567'],
  ['49 89 1234567', '+49891234567'],
])('N7: %s is national and read in the default country', (text, value) => {
  expect(normalizePhone(text, german)).toEqual(e164(value));
});

test.each([
  ['FR', '01 42 68 53 00', '+33142685300'],
  ['gb', '020 7946 0958', '+442079460958'],
  ['US', '202.225.4136', '+12022254136'],
  ['Deutschland', '089 1234567', '+49891234567'],
])(
  'N8: with country %s, %s is read there if that is a country, otherwise in the default one',
  (country, text, value) => {
    expect(normalizePhone(text, german, country)).toEqual(e164(value));
  },
);

test.each([
  ['+49 89 1234 ext. 56', '+49891234,56'],
  ['089 1234567 x56', '+49891234567,56'],
  ['+49891234567;ext=56', '+49891234567,56'],
  ['+49 89 1234567 App. 56', '+49891234567,56'],
  ['+1 202-225-4136 #12', '+12022254136,12'],
  ['+49891234567,56', '+49891234567,56'],
])('N9: %s has an extension that is dialled after a pause', (text, value) => {
  expect(normalizePhone(text, german)).toEqual(e164(value));
});

test('N10: few digits without + or leading zero are believed only where numbers are written like that', () => {
  expect(normalizePhone('32 12 34 56', german, 'DK')).toEqual(e164('+4532123456'));
  expect(normalizePhone('6123 4567', german, 'SG')).toEqual(e164('+6561234567'));
  expect(normalizePhone('27 12 34', german, 'LU')).toEqual(e164('+352271234'));
  expect(normalizePhone('4567890', german)).toEqual(raw('4567890', 'invalid'));
  expect(normalizePhone('225-4136', american)).toEqual(raw('225-4136', 'invalid'));
  expect(normalizePhone('310-6186', american)).toEqual(raw('310-6186', 'invalid'));
  expect(normalizePhone('390070', german)).toEqual(raw('390070', 'extension-without-rule'));
});

test.each([
  'siehe Teams',
  '-',
  '089 1234567 (Zentrale)',
  '089 1234567 / 0170 1234567',
  '030 123456, 654321',
  '089 1234567, 0170 1234567',
  '089 1234 Durchwahl 56',
  '1'.repeat(61),
])('N11: %s is not one number', (text) => {
  expect(normalizePhone(text, german)).toEqual(raw(text, 'unparsable'));
});

test.each(['+49 1', '+1 555 0100', '+999 12345678', '012'.repeat(5)])('N12: %s exists in no numbering plan', (text) => {
  const phone = normalizePhone(text, german);
  expect(phone.kind).toBe('raw');
  expect(phone.value).toBe(text);
});

test.each([
  '\u202a+49 89 1234567\u202c',
  '\u00a0+49\u00a089\u20111234567 ',
  'Tel.: 089 1234567',
  'tel:+49-89-1234567',
  '\uff10\uff18\uff19\uff11\uff12\uff13\uff14\uff15\uff16\uff17',
])('N13: what is invisible or only typography in %j is ignored', (text) => {
  expect(normalizePhone(text, german)).toEqual(e164('+49891234567'));
});

test('N14: without a known country a national number stays as it was', () => {
  const nowhere: PhoneRules = { defaultCountry: 'XX', extensions: [] };
  expect(normalizePhone('089 1234567', nowhere)).toEqual(raw('089 1234567', 'unparsable'));
  expect(normalizePhone('+49 89 1234567', nowhere)).toEqual(e164('+49891234567'));
});

const countries = getCountries().filter((country) => getExampleNumber(country, examples) !== undefined);

prop.prop([fc.constantFrom(...countries), fc.constantFrom('NATIONAL', 'INTERNATIONAL', 'E.164')])(
  'a mobile number of every country is read in every usual spelling',
  (country, format) => {
    const example = getExampleNumber(country, examples);
    const spelled = example?.format(format) ?? '';
    // A handful of islands have numbers as short as extensions (N3).
    fc.pre(spelled.replace(/\D/g, '').length > 5);
    expect(normalizePhone(spelled, american, country)).toEqual(e164(example?.number ?? ''));
  },
);

const spellings = fc.oneof(
  fc.stringMatching(/^[+0-9()/ .,;x#-]{0,20}$/),
  fc.stringMatching(/^(\+49|0049|0)[ (/-]{0,2}(89|30|170)[ )/-]{0,2}[0-9]{3,8}( (ext\.|x) ?[0-9]{1,5})?$/),
  fc.string({ unit: 'grapheme' }),
);

prop.prop([spellings, fc.constantFrom(...countries)])(
  'a normalized number is normalized to itself',
  (text, country) => {
    const phone = normalizePhone(text, german, country);
    if (phone.kind === 'raw') expect(phone.value).toBe(text.trim());
    else expect(normalizePhone(phone.value, american)).toEqual(phone);
  },
);

test('what is remembered is only an answer to the same question', () => {
  const rules: PhoneRules = { defaultCountry: 'DE', extensions: [] };
  expect(normalizePhone('01 42 68 53 00', rules, 'FR')).toEqual(e164('+33142685300'));
  expect(normalizePhone('01 42 68 53 00', rules)).not.toEqual(e164('+33142685300'));
  expect(normalizePhone('5678', rules)).toEqual(raw('5678', 'extension-without-rule'));
  expect(normalizePhone('5678', german)).toEqual(e164('+498912345678'));
});
