import type { Fault } from '../../simulator/faults/registry.ts';
import type { End } from './acts.ts';
import { type Company, openCompany } from './company.ts';
import type { Operation } from './operations.ts';
import type { Outside } from './outside.ts';
import { type Scene, scenes } from './scenes.ts';

/** What came of one cell of the matrix. */
export interface Played {
  /** Letter of the outcome, as docs/sync-model.md explains it. */
  readonly outcome: Outcome;
  readonly codes: readonly string[];
  /** Laws that did not hold. */
  readonly broken: readonly string[];
  /** Requests on the wire under the fault. */
  readonly requests: number;
  readonly wasMet: boolean;
}

/**
 * `=` converges. `n` `s`: named, and the next run converges; `s`: the run stopped. `l`: when the mailbox's time is over.
 * `o`: when the folder is looked at. `b`: a lie was believed, what follows puts it right. Capitals: nothing puts it right.
 */
export type Outcome = '=' | 'n' | 's' | 'l' | 'o' | 'b' | 'S' | 'B' | 'N';

/** Each cell begins at the same instant with the same ids, so that it always ends the same. */
const startMs = Date.UTC(2026, 2, 2, 8);
const weekMs = 8 * 24 * 3_600_000;

/** Plays a scene under a fault and again without it, until all is right. @param times 0: for as long as the scene lasts. */
export async function play(outside: Outside, operation: Operation, fault: Fault | null, times: 0 | 1): Promise<Played> {
  const { time, faults } = outside;
  time.restart(startMs);
  const scene: Scene = scenes[operation.scene];
  const company = openCompany(outside, (sync, place) => scene.sync?.(sync, place) ?? sync);
  const act = () => time.runToEnd(scene.act(company));
  try {
    if (scene.prepare !== undefined) await time.runToEnd(scene.prepare(company));
    const only = { tenantId: company.tenant.id };
    if (operation.after !== undefined) faults.add({ ...operation.after, match: { ...operation.after.match, ...only } });
    const match = { ...operation.match, ...only };
    const id = fault === null ? null : faults.add({ match, fault, times, skip: operation.skip ?? 0 });
    const before = outside.requests();
    const end = await act();
    const requests = outside.requests() - before;
    // What was used up is no longer listed.
    const wasMet = faults.list().every((active) => active.id !== id || active.played > 0);
    faults.clear();
    const broken = brokenLaws(company);
    const outcome = await outcomeOf(company, scene, end, act);
    return {
      outcome,
      codes: end.codes,
      broken: [...broken, ...brokenLaws(company).filter(isLasting)],
      requests,
      wasMet,
    };
  } finally {
    faults.clear();
    await company.close();
  }
}

const copies = 'something is there twice';
const isLasting = (law: string): boolean => law !== copies;

function brokenLaws(company: Company): readonly string[] {
  return [
    ...(company.touched() > 0 ? ['a contact of a person’s own was touched'] : []),
    ...company.wronglyDeleted.map((line) => `deleted though it should be there: ${line}`),
    ...(company.duplicates() > 0 ? [copies] : []),
  ];
}

export const isCopies = (law: string): boolean => law === copies;

function isRight(company: Company, scene: Scene): boolean {
  const wanted = JSON.stringify(company.wanted());
  const held = [...company.held().values()].map((lines) => JSON.stringify(lines));
  return held.every((lines) => lines === wanted) && company.duplicates() === 0 && (scene.isRight?.(company) ?? true);
}

async function outcomeOf(company: Company, scene: Scene, end: End, act: () => Promise<End>): Promise<Outcome> {
  if (end.kind === 'clean' && isRight(company, scene)) return '=';
  const way = await wayBack(company, scene, act);
  if (end.kind === 'clean') return way === null ? 'B' : 'b';
  if (end.kind === 'ended') return way === null ? 'S' : 's';
  return way ?? 'N';
}

/** How it comes right when the fault is over: twice by itself, twice when a week is over, twice after a look at all folders. */
async function wayBack(company: Company, scene: Scene, act: () => Promise<End>): Promise<'n' | 'l' | 'o' | null> {
  const ways = [
    ['n', async () => {}],
    ['l', async () => company.outside.time.advance(weekMs)],
    ['o', () => company.forgetReplicas()],
  ] as const;
  for (const [way, first] of ways) {
    await first();
    for (let round = 1; round <= 2; round += 1) {
      if ((await act()).kind === 'clean' && isRight(company, scene)) return way;
    }
  }
  return null;
}
