import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLanes, type Lanes } from './lanes.ts';
import { systemTimers } from './timers.ts';

interface Entry {
  readonly laneId: string;
  readonly number: number;
}

const perLane = 4;

function takeUpTo(lanes: Lanes<Entry>, max: number): readonly Entry[] {
  const taken: Entry[] = [];
  for (let entry = lanes.take(); entry !== undefined; entry = lanes.take()) {
    taken.push(entry);
    if (taken.length === max) break;
  }
  return taken;
}

test('a lane that was emptied by cancelling and is used again loses nothing', () => {
  const lanes = createLanes<Entry>(perLane, systemTimers, () => {});
  const cancelled = { laneId: 'm', number: 0 };
  lanes.add(cancelled);
  lanes.remove(cancelled);
  for (let number = 1; number <= 10; number += 1) lanes.add({ laneId: 'm', number });
  const taken: number[] = [];
  for (;;) {
    const round = takeUpTo(lanes, 20);
    if (round.length === 0) break;
    expect(round.length).toBeLessThanOrEqual(perLane);
    for (const entry of round) {
      taken.push(entry.number);
      lanes.release(entry);
    }
  }
  expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(lanes.sendable).toBe(0);
});

const step = fc.record({
  kind: fc.constantFrom('add', 'add', 'add', 'take', 'release', 'putBack', 'remove', 'remove'),
  lane: fc.nat(1),
  which: fc.nat(20),
});

property.prop([fc.array(step, { maxLength: 200 })], { numRuns: 1000 })(
  'whatever is added, cancelled, taken and put back: no lane has more out than it may, and nothing stays behind',
  (steps) => {
    const lanes = createLanes<Entry>(perLane, systemTimers, () => {});
    const waiting: Entry[] = [];
    const out: Entry[] = [];
    const pick = (from: Entry[], which: number) => (from.length === 0 ? [] : from.splice(which % from.length, 1));
    const take = (max: number) => {
      const taken = takeUpTo(lanes, max);
      for (const entry of taken) {
        out.push(entry);
        expect(waiting).toContain(entry);
        waiting.splice(waiting.indexOf(entry), 1);
      }
      for (const { laneId } of out) {
        expect(out.filter((entry) => entry.laneId === laneId).length).toBeLessThanOrEqual(perLane);
      }
      return taken.length;
    };
    for (const [number, { kind, lane, which }] of steps.entries()) {
      if (kind === 'add') {
        const entry = { laneId: `m${lane}`, number };
        waiting.push(entry);
        lanes.add(entry);
      } else if (kind === 'take') {
        take(1 + (which % 5));
      } else if (kind === 'remove') {
        for (const entry of pick(waiting, which)) lanes.remove(entry);
      } else {
        for (const entry of pick(out, which)) {
          if (kind === 'putBack') waiting.push(entry);
          lanes[kind](entry);
        }
      }
    }
    do {
      for (const entry of out.splice(0)) lanes.release(entry);
    } while (take(20) > 0);
    expect(waiting).toEqual([]);
    expect(lanes.sendable).toBe(0);
  },
);
