import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { dueAt, nextRuns, type Schedule, scheduleSchema } from './schedule.ts';

const zone = 'Europe/Berlin';
const daily = (at: readonly string[], days = [1, 2, 3, 4, 5, 6, 7]): Schedule => ({ kind: 'daily', at, days });
const hourly: Schedule = { kind: 'every', minutes: 60 };
const manual: Schedule = { kind: 'manual' };

describe('the next runs', () => {
  test.each<[string, Schedule, string, string, readonly string[]]>([
    ['every hour', hourly, zone, '2026-03-01T10:15:00.000Z', ['2026-03-01T11:15:00.000Z', '2026-03-01T12:15:00.000Z']],
    ['by hand', manual, zone, '2026-03-01T10:15:00.000Z', []],
    [
      'two times a day, in winter',
      daily(['18:00', '06:00']),
      zone,
      '2026-01-05T04:59:59.000Z',
      ['2026-01-05T05:00:00.000Z', '2026-01-05T17:00:00.000Z'],
    ],
    [
      'the time itself is not after it',
      daily(['06:00']),
      zone,
      '2026-01-05T05:00:00.000Z',
      ['2026-01-06T05:00:00.000Z', '2026-01-07T05:00:00.000Z'],
    ],
    [
      'on Mondays and Sundays',
      daily(['12:00'], [1, 7]),
      zone,
      '2026-01-06T00:00:00.000Z',
      ['2026-01-11T11:00:00.000Z', '2026-01-12T11:00:00.000Z'],
    ],
    [
      'in another zone',
      daily(['06:00']),
      'America/New_York',
      '2026-01-05T12:00:00.000Z',
      ['2026-01-06T11:00:00.000Z', '2026-01-07T11:00:00.000Z'],
    ],
    [
      'half past two on the day without it: at three',
      daily(['02:30']),
      zone,
      '2026-03-28T12:00:00.000Z',
      ['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z'],
    ],
    [
      'two times that the gap brings to the same minute: once',
      daily(['02:30', '03:00']),
      zone,
      '2026-03-28T12:00:00.000Z',
      ['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z'],
    ],
    [
      'half past two on the day that has it twice: once',
      daily(['02:30']),
      zone,
      '2026-10-24T12:00:00.000Z',
      ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
    ],
  ])('%s', (_name, schedule, timeZone, after, expected) => {
    expect(nextRuns(schedule, timeZone, after, 2)).toEqual(expected);
  });

  property.prop([
    fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 3 }),
    fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
  ])('come in order, all after the instant, each once', (minutes, days, after) => {
    const at = minutes.map((one) => new Date(one * 60_000).toISOString().slice(11, 16));
    const runs = nextRuns(daily(at, days), zone, after.toISOString(), 5);
    expect(runs).toHaveLength(5);
    expect([...new Set(runs)].sort()).toEqual(runs);
    expect(Date.parse(runs[0] ?? '')).toBeGreaterThan(after.getTime());
  });
});

describe('when a sync is due', () => {
  const since = '2026-01-05T12:00:00.000Z';
  test.each<[string, Schedule, string | null, string | null]>([
    ['one that never ran, at once', hourly, null, since],
    ['an hour after its last run', hourly, '2026-01-05T11:30:00.000Z', '2026-01-05T12:30:00.000Z'],
    ['in the past, if it was missed', hourly, '2026-01-04T11:30:00.000Z', '2026-01-04T12:30:00.000Z'],
    ['a daily one that never ran, at its next time', daily(['06:00']), null, '2026-01-06T05:00:00.000Z'],
    ['a daily one that was missed', daily(['06:00']), '2026-01-03T05:00:01.000Z', '2026-01-04T05:00:00.000Z'],
    ['never, by hand', manual, null, null],
  ])('%s', (_name, schedule, lastStart, expected) => {
    expect(dueAt(schedule, zone, lastStart, since)).toBe(expected);
  });
});

test.each<[unknown, boolean]>([
  [{ kind: 'every', minutes: 1 }, true],
  [{ kind: 'every', minutes: 0 }, false],
  [{ kind: 'every', minutes: 10_081 }, false],
  [{ kind: 'daily', at: ['06:00', '18:00'] }, true],
  [{ kind: 'daily', at: ['23:59'], days: [7] }, true],
  [{ kind: 'daily', at: [] }, false],
  [{ kind: 'daily', at: ['24:00'] }, false],
  [{ kind: 'daily', at: ['06:00', '06:00'] }, false],
  [{ kind: 'daily', at: ['06:00'], days: [] }, false],
  [{ kind: 'daily', at: ['06:00'], days: [0] }, false],
  [{ kind: 'manual', minutes: 5 }, false],
])('%j is a schedule: %s', (value, isGood) => {
  expect(scheduleSchema.safeParse(value).success).toBe(isGood);
});
