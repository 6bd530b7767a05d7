import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crashSeed, killInPhase } from './crash-kills.ts';
import { phases } from './crash-phases.ts';
import { type CrashWorld, startCrashWorld } from './crash-world.ts';

const kills = Number(process.env.CRASH_KILLS ?? 2);

let world: CrashWorld;
beforeAll(async () => {
  process.stderr.write(`seed of the kills: ${crashSeed}\n`);
  world = await startCrashWorld();
});
afterAll(() => world.close());

describe('killed at any moment, and started again: every mailbox is as without it', () => {
  test.each(Object.entries(phases))('%s', async (name, begin) => {
    const result = await killInPhase(world, name, begin, kills);
    expect({ seed: crashSeed, ...result }).toMatchObject({
      kills,
      lost: 0,
      unexpected: 0,
      duplicates: 0,
      personalContactsTouched: 0,
      writesAfterwards: 0,
      histories: [],
    });
  });
});
