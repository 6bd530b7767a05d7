import { expect, test } from 'vitest';
import { formatsOf, localeOf } from './formats.ts';

const german = formatsOf('de-DE', 'Europe/Berlin');
const english = formatsOf('en-GB', 'Europe/London');
const now = new Date('2026-01-31T12:00:00.000Z');

test('numbers and shares are written as the language writes them', () => {
  expect([german.number(50_000), english.number(50_000)]).toEqual(['50.000', '50,000']);
  expect([english.compact(93_600), english.compact(28)]).toEqual(['93.6k', '28']);
  expect(german.compact(2_500_000).replace(/\s/, ' ')).toBe('2,5 Mio.');
  expect(german.percent(0.255).replace(/\s/, ' ')).toBe('25,5 %');
});

test('instants are shown in the time zone', () => {
  expect(german.dateTime('2026-01-31T12:00:00.000Z')).toBe('31.01.2026, 13:00');
  expect(english.dateTime('2026-01-31T12:00:00.000Z')).toBe('31 Jan 2026, 12:00');
  expect(german.date('2026-01-31T23:30:00.000Z')).toBe('01.02.2026');
});

test.each([
  ['2026-01-31T12:00:30.000Z', 'in 30 seconds'],
  ['2026-01-31T11:59:59.900Z', 'now'],
  ['2026-01-31T10:00:01.000Z', '1 hour ago'],
  ['2026-02-03T12:00:00.000Z', 'in 3 days'],
  ['2026-01-30T12:00:00.000Z', 'yesterday'],
])('%s is %s', (instant, expected) => {
  expect(english.relative(instant, now)).toBe(expected);
});

test.each([
  [0, '0 secs'],
  [-5, '0 secs'],
  [1_400, '1 sec'],
  [80_000, '1 min 20 secs'],
  [3_600_000, '1 hr'],
  [4_800_000, '1 hr 20 mins'],
  [90_061_000, '1 day 1 hr'],
])('%i ms last %s', (ms, expected) => {
  expect(english.duration(ms)).toBe(expected);
});

test('a list ends with "and"', () => {
  expect(german.list(['a', 'b', 'c'])).toBe('a, b und c');
});

test("numbers and dates are written as in the browser's country", () => {
  expect(localeOf('de', ['en-GB', 'de-AT'])).toBe('de-AT');
  expect(localeOf('en', ['de-AT'])).toBe('en');
});
