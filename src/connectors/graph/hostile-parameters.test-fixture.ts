const { HOSTILE_SEED, HOSTILE_RUNS, HOSTILE_PATH } = process.env;

const seed = HOSTILE_SEED === undefined ? Date.now() % 2 ** 31 : Number(HOSTILE_SEED);

/** For properties about hostile answers: the seed is printed, and with it and the path that a failure prints the case comes again. */
export function hostileParameters(runs: number) {
  const numRuns = HOSTILE_RUNS === undefined ? runs : Number(HOSTILE_RUNS);
  const path = HOSTILE_PATH === undefined ? {} : { path: HOSTILE_PATH, endOnFailure: true };
  console.log(`hostile answers: HOSTILE_SEED=${seed} HOSTILE_RUNS=${numRuns}`);
  return { parameters: { seed, numRuns, ...path }, timeoutMs: Math.max(60_000, numRuns * 500) };
}
