import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ceiling, createCeiling } from './ceiling.ts';

/** Sends requests through a ceiling to a service that takes so many at a time, each a step long. */
function drive(most: number, steps: number, capacityAt: (step: number) => number) {
  const ceiling = createCeiling(4, most, () => 0);
  let sent = 0;
  let refused = 0;
  const limits: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    const tickets = Array.from({ length: ceiling.limit }, () => ceiling.start('create'));
    limits.push(tickets.length);
    sent += tickets.length;
    tickets.forEach((ticket, place) => {
      const pushedBack = place >= capacityAt(step);
      refused += pushedBack ? 1 : 0;
      ceiling.end(ticket, pushedBack);
    });
  }
  return { sent, refused, limits };
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

describe('the ceiling', () => {
  test('of a service that takes everything rises to what is allowed, and stays', () => {
    const { limits } = drive(64, 100, () => Number.POSITIVE_INFINITY);
    expect(limits[0]).toBe(4);
    expect(limits[10]).toBe(64);
    expect(Math.max(...limits)).toBe(64);
  });

  test.each([1, 2, 3, 5, 10, 24, 50])('of a service that takes %i stays just below', (capacity) => {
    const { sent, refused, limits } = drive(64, Math.ceil(30_000 / capacity), () => capacity);
    expect(refused / sent).toBeLessThan(0.01);
    expect(mean(limits)).toBeGreaterThan(capacity * 0.85);
  });

  test('recovers when the service does', () => {
    const { limits } = drive(64, 700, (step) => (step > 100 && step < 120 ? 1 : Number.POSITIVE_INFINITY));
    expect(limits[119]).toBe(1);
    expect(limits.at(-1)).toBe(64);
  });

  test('requests that are pushed back together count once', () => {
    const ceiling = createCeiling(16, 16, () => 0);
    const tickets = Array.from({ length: 16 }, () => ceiling.start('create'));
    for (const ticket of tickets) ceiling.end(ticket, true);
    expect(ceiling.limit).toBe(8);
    expect(ceiling.soon).toBe(8);
  });

  test('does not rise for requests that come one at a time', () => {
    const ceiling = createCeiling(4, 64, () => 0);
    for (let n = 0; n < 1000; n += 1) ceiling.end(ceiling.start('create'), false);
    expect(ceiling.limit).toBe(4);
  });

  test('is from 1 to what is allowed, whatever is answered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.array(fc.boolean(), { maxLength: 300 }), (most, answers) => {
        const ceiling = createCeiling(4, most, () => 0);
        for (const pushedBack of answers) {
          const tickets = Array.from({ length: ceiling.limit }, () => ceiling.start('create'));
          for (const ticket of tickets) ceiling.end(ticket, pushedBack);
          expect(ceiling.limit).toBeGreaterThanOrEqual(1);
          expect(ceiling.limit).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  /** A service that works on one request at a time: each takes a while, and waits for those before it. */
  function queue(thinkMs: number, workMs: number) {
    let nowMs = 0;
    const ceiling = createCeiling(4, 128, () => nowMs);
    const inFlight: { ticket: ReturnType<typeof ceiling.start>; endMs: number }[] = [];
    let freeMs = 0;
    for (let answered = 0; answered < 5000; answered += 1) {
      while (inFlight.length < ceiling.limit) {
        freeMs = Math.max(freeMs, nowMs + thinkMs) + workMs;
        inFlight.push({ ticket: ceiling.start('create'), endMs: freeMs });
      }
      const next = inFlight.shift();
      if (next === undefined) break;
      nowMs = Math.max(nowMs, next.endMs);
      ceiling.end(next.ticket, false);
    }
    return ceiling.limit;
  }

  test('does not rise where requests only wait for each other', () => {
    expect(queue(1, 1)).toBeLessThan(24);
  });

  /** Answers requests of one kind, so many at a time, that take so long when one is alone and when they are together. */
  function answerTogether(ceiling: Ceiling, clock: { nowMs: number }, kind: string, together: number, eachMs: number) {
    for (let round = 0; round < 40; round += 1) {
      const tickets = Array.from({ length: Math.min(together, ceiling.limit) }, () => ceiling.start(kind));
      for (const ticket of tickets) {
        clock.nowMs += eachMs;
        ceiling.end(ticket, false);
      }
    }
  }

  test('measures what begins in a crowd anew with few at a time', () => {
    const clock = { nowMs: 0 };
    const ceiling = createCeiling(4, 128, () => clock.nowMs);
    answerTogether(ceiling, clock, 'look', 12, 1);
    expect(ceiling.limit).toBeGreaterThanOrEqual(12);
    const tickets = Array.from({ length: ceiling.limit }, () => ceiling.start('create'));
    clock.nowMs += 30;
    for (const ticket of tickets) ceiling.end(ticket, false);
    expect(ceiling.limit).toBe(4);
    expect(ceiling.soon).toBe(4);
    answerTogether(ceiling, clock, 'create', 128, 2);
    expect(ceiling.limit).toBeLessThan(24);
  });

  test('stays where it is for a new kind while requests do not wait for each other', () => {
    let nowMs = 0;
    const ceiling = createCeiling(4, 64, () => nowMs);
    const answer = (kind: string) => {
      const tickets = Array.from({ length: ceiling.limit }, () => ceiling.start(kind));
      nowMs += 50;
      for (const ticket of tickets) ceiling.end(ticket, false);
    };
    for (let round = 0; round < 3; round += 1) answer('look');
    const before = ceiling.limit;
    const ticket = ceiling.start('create');
    nowMs += 60;
    ceiling.end(ticket, false);
    expect(ceiling.limit).toBe(before);
    expect(ceiling.soon).toBe(2 * before);
  });

  test('does not take small requests for a measure of large ones', () => {
    let nowMs = 0;
    const ceiling = createCeiling(4, 64, () => nowMs);
    for (let round = 0; round < 200; round += 1) {
      const small = ceiling.start(null);
      nowMs += 10;
      ceiling.end(small, false);
      const large = Array.from({ length: ceiling.limit }, () => ceiling.start('create'));
      nowMs += 1000;
      for (const ticket of large) ceiling.end(ticket, false);
    }
    expect(ceiling.limit).toBe(64);
  });

  test('rises as far as the way to the service is long', () => {
    expect(queue(300, 1)).toBe(128);
  });
});
