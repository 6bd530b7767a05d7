import { availableParallelism } from 'node:os';
import { forEachConcurrent, onePage } from '../src/runs/for-each-concurrent.ts';
import { crashSeed, type KillResult, killInPhase } from '../test/e2e/crash-kills.ts';
import { phases } from '../test/e2e/crash-phases.ts';
import { startCrashWorld } from '../test/e2e/crash-world.ts';
import type { Bench } from './bench.ts';

const killsPerPhase = Number(process.env.CRASH_KILLS ?? 200);

/**
 * The process killed at random moments of each phase, until that happened so often. Value and floor are HTTP requests: of
 * all that until a phase is at its end, and of one that nothing disturbs. What is wrong in the mailboxes at an end is
 * counted, and should be nothing.
 */
export const crash: Bench = async (say) => {
  say(`seed ${crashSeed}`);
  const results = new Map<string, KillResult>();
  // A start keeps a core busy and the simulator waiting, so each phase has a company of its own.
  await forEachConcurrent(
    onePage(Object.entries(phases)),
    availableParallelism,
    () => true,
    async ([phase, begin]) => {
      const world = await startCrashWorld();
      try {
        const result = await killInPhase(world, phase, begin, killsPerPhase);
        results.set(phase, result);
        say(`${phase}: ${result.kills} kills, ${result.ends} ends, ${result.histories.length} of them wrong`);
        for (const history of result.histories) say(`${phase}: ${history}`);
      } finally {
        await world.close();
      }
    },
  );
  const all = [...results.values()];
  const sum = (of: (result: KillResult) => number) => all.reduce((total, result) => total + of(result), 0);
  return {
    ...measured(
      sum((result) => result.requests / result.ends),
      sum((result) => result.floorRequests),
    ),
    seed: crashSeed,
    kills: sum((result) => result.kills),
    ends: sum((result) => result.ends),
    duplicates: sum((result) => result.duplicates),
    lost: sum((result) => result.lost),
    unexpected: sum((result) => result.unexpected),
    personalContactsTouched: sum((result) => result.personalContactsTouched),
    phases: [...results].map(([phase, { histories, requests, floorRequests, ...counts }]) => ({
      phase,
      ...measured(requests / counts.ends, floorRequests),
      ...counts,
    })),
  };
};

const measured = (value: number, floor: number) => ({ value, floor, ratio: value / floor });
