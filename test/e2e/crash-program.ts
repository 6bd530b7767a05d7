import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ControlClient } from '../fixtures/control-client.ts';
import type { RingbookProcess } from './ringbook-process.ts';

type Fault =
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }
  | { readonly kind: 'slow'; readonly delayMs: number };

/** When to kill: after a time, or when so many requests have passed (those in batches too) and this befell the next one. */
export type KillMoment =
  | { readonly kind: 'time'; readonly afterMs: number }
  | { readonly kind: 'request'; readonly after: number; readonly fault: Fault };

/** How much there is to kill in: of a run that nothing disturbs. */
export interface KillRange {
  readonly ms: number;
  readonly requests: number;
}

/** A random whole number from 0, below the limit. */
export type Below = (limit: number) => number;

/** Park and Miller's generator. @param seed From 1 to 2147483646. */
export function createBelow(seed: number): Below {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

const slow: Fault = { kind: 'slow', delayMs: 10 };
/** The request that is under way has had no effect, has had it without an answer, or goes on. */
const faults: readonly Fault[] = [{ kind: 'hang', when: 'before' }, { kind: 'hang', when: 'after' }, slow];

/** By time one of three: that is in the start, between requests, and at the end too. */
export function anyMoment({ ms, requests }: KillRange, below: Below): KillMoment {
  if (below(3) === 0) return { kind: 'time', afterMs: below(ms) };
  return { kind: 'request', after: below(requests), fault: faults[below(faults.length)] ?? slow };
}

const faultsSchema = z.object({ value: z.array(z.object({ matched: z.number(), played: z.number() })) });

/** Starts the program and kills it. @returns False: it was done before the moment came. @throws It failed before that. */
export async function killAt(
  control: ControlClient,
  moment: KillMoment,
  start: () => RingbookProcess,
): Promise<boolean> {
  if (moment.kind === 'request') {
    await control.post('/faults', { match: {}, fault: moment.fault, skip: moment.after, times: 0 });
  }
  const program = start();
  const isOver = program.ended.then(() => true);
  switch (moment.kind) {
    case 'time':
      await Promise.race([isOver, sleep(moment.afterMs)]);
      break;
    case 'request':
      while ((await watched(control)).played === 0) {
        if (await Promise.race([isOver, sleep(2, false)])) break;
      }
  }
  program.kill('SIGKILL');
  const { signal } = await program.ended;
  await control.delete('/faults');
  if (signal === 'SIGKILL') return true;
  await untilDone(program);
  return false;
}

/** Runs the program undisturbed. @throws It failed. */
export async function measureRange(control: ControlClient, start: () => RingbookProcess): Promise<KillRange> {
  await control.post('/faults', { match: {}, fault: slow, skip: Number.MAX_SAFE_INTEGER, times: 0 });
  const startedMs = performance.now();
  await untilDone(start());
  const ms = Math.ceil(performance.now() - startedMs);
  const { matched } = await watched(control);
  await control.delete('/faults');
  return { ms, requests: matched };
}

/** @throws The program failed. */
export async function untilDone(program: RingbookProcess): Promise<void> {
  const { code, signal, stderr } = await program.ended;
  if (code !== 0) throw new Error(`the program ended with ${code ?? signal}:\n${stderr}`);
}

/** How many requests met the one fault that is set, and how many it hit. */
async function watched(control: ControlClient): Promise<{ readonly matched: number; readonly played: number }> {
  return faultsSchema.parse(await control.get('/faults')).value[0] ?? { matched: 0, played: 0 };
}
