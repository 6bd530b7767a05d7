import { z } from 'zod';
import type { Begin } from './crash-phases.ts';
import { anyMoment, createBelow, type KillMoment, killAt, measureRange, untilDone } from './crash-program.ts';
import type { Contents, CrashWorld } from './crash-world.ts';
import { startRingbook } from './ringbook-process.ts';

/** What came of killing the program in one phase again and again. */
export interface KillResult {
  readonly kills: number;
  /** How often the phase was begun and came to its end. */
  readonly ends: number;
  /** HTTP requests of all that, and of one undisturbed run. */
  readonly requests: number;
  readonly floorRequests: number;
  /** Folders and contacts that are missing at an end, or are not as they should be. */
  readonly lost: number;
  /** Those that are there and should not be. */
  readonly unexpected: number;
  readonly duplicates: number;
  readonly personalContactsTouched: number;
  /** What the program writes when it is started once more after the last end. */
  readonly writesAfterwards: number;
  /** Of each end that was not as it should be: what was wrong, and the kills before it. */
  readonly histories: readonly string[];
}

/** Give it as `CRASH_SEED` to kill at the same requests again. */
export const crashSeed = Number(process.env.CRASH_SEED ?? 1 + Math.floor(Math.random() * 2_147_483_645));

const requestsSchema = z.object({ httpRequests: z.number(), writes: z.number() });

/**
 * Kills the program in a phase until that was done so often: after each kill it is started again, and the phase is begun
 * anew when it came to its end. Each end is compared with that of a run that nothing disturbs.
 * @param name Of the moment that is kept of the phase's beginning.
 * @throws The program failed, or did not do what it should when nothing disturbed it.
 */
export async function killInPhase(world: CrashWorld, name: string, begin: Begin, kills: number): Promise<KillResult> {
  const { moments } = world;
  const { control, configFile } = world.tenant;
  const below = createBelow(crashSeed);
  const counted = async () => requestsSchema.parse(await control.get('/requests'));
  const phase = await begin(world);
  await moments.save(name);
  const start = () => startRingbook([...phase.command(), '--json', '--config', configFile]);

  await moments.goTo(name);
  const range = await measureRange(control, start);
  const { httpRequests: floorRequests } = await counted();
  await phase.verify();
  const wanted = await world.contents();

  const sum = { kills: 0, ends: 0, requests: 0, lost: 0, unexpected: 0, duplicates: 0, personalContactsTouched: 0 };
  const histories: string[] = [];
  while (sum.kills < kills) {
    const history: KillMoment[] = [];
    await moments.goTo(name);
    let isDone = false;
    while (!isDone && sum.kills < kills) {
      const moment = anyMoment(range, below);
      isDone = !(await killAt(control, moment, start));
      if (isDone) break;
      history.push(moment);
      sum.kills += 1;
    }
    if (!isDone) await untilDone(start());
    sum.ends += 1;
    sum.requests += (await counted()).httpRequests;
    const wrong = { ...compare(wanted, await world.contents()), ...(await world.report()) };
    sum.lost += wrong.lost;
    sum.unexpected += wrong.unexpected;
    sum.duplicates += wrong.duplicates;
    sum.personalContactsTouched += wrong.personalContactsTouched;
    if (Object.values(wrong).some((count) => count > 0)) histories.push(JSON.stringify({ ...wrong, history }));
  }
  await control.post('/requests/reset', {});
  await untilDone(start());
  const { writes: writesAfterwards } = await counted();
  return { ...sum, floorRequests, writesAfterwards, histories };
}

function compare(wanted: Contents, actual: Contents): { readonly lost: number; readonly unexpected: number } {
  let lost = 0;
  let unexpected = 0;
  for (const mailboxId of new Set([...wanted.keys(), ...actual.keys()])) {
    const should = wanted.get(mailboxId) ?? [];
    const does = actual.get(mailboxId) ?? [];
    lost += countMissing(should, does);
    unexpected += countMissing(does, should);
  }
  return { lost, unexpected };
}

/** How many of the texts the others do not have; of several equal ones each counts. */
function countMissing(texts: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const text of others) left.set(text, (left.get(text) ?? 0) + 1);
  let missing = 0;
  for (const text of texts) {
    const count = left.get(text) ?? 0;
    if (count === 0) missing += 1;
    else left.set(text, count - 1);
  }
  return missing;
}
