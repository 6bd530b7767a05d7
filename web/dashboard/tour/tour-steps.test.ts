import { expect, test } from 'vitest';
import { endTour, tourWasSeen } from './tour-steps.ts';

test('a tour that was ended does not come again', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect(tourWasSeen(storage)).toBe(false);
  endTour(storage);
  expect(tourWasSeen(storage)).toBe(true);
});
