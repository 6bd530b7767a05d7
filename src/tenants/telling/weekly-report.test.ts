import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { createMemoryStores } from '../../stores/memory/create-memory-stores.ts';
import { nextReportAt, takeReportDue } from './weekly-report.ts';

test.each([
  ['2026-03-01T00:00:00.000Z', 'Europe/Berlin', '2026-03-02T07:00:00.000Z'],
  ['2026-03-02T07:00:00.000Z', 'Europe/Berlin', '2026-03-09T07:00:00.000Z'],
  ['2026-03-28T00:00:00.000Z', 'Europe/Berlin', '2026-03-30T06:00:00.000Z'],
  ['2026-03-01T00:00:00.000Z', 'America/Los_Angeles', '2026-03-02T16:00:00.000Z'],
  ['2026-03-01T00:00:00.000Z', 'Pacific/Auckland', '2026-03-01T19:00:00.000Z'],
])('after %s in %s the next is %s', (after, timeZone, expected) => {
  expect(nextReportAt(after, timeZone)).toBe(expected);
});

property.prop([fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })])(
  'the next is within eight days, on a Monday at eight',
  (date) => {
    const next = new Date(nextReportAt(date.toISOString(), 'Europe/Berlin'));
    const said = next.toLocaleString('en-GB', { timeZone: 'Europe/Berlin', weekday: 'short', hour: '2-digit' });
    expect(said).toBe('Mon, 08');
    expect(next.getTime() - date.getTime()).toBeLessThan(8 * 86_400_000);
  },
);

test('the first one comes on a Monday, each once, and one for all that were missed', async () => {
  const { documents } = createMemoryStores({ now: () => '2026-03-01T00:00:00.000Z' });
  const due = (now: string) => takeReportDue(documents, 't', 'Europe/Berlin', now);
  expect(await due('2026-03-01T12:00:00.000Z')).toBe(false);
  expect(await due('2026-03-02T06:59:00.000Z')).toBe(false);
  expect(await due('2026-03-02T07:00:30.000Z')).toBe(true);
  expect(await due('2026-03-02T07:01:00.000Z')).toBe(false);
  expect(await due('2026-03-25T12:00:00.000Z')).toBe(true);
  expect(await due('2026-03-25T12:01:00.000Z')).toBe(false);
});
