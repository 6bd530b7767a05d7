import { test } from '@fast-check/vitest';
import { histories } from './fault-model-history.test-fixture.ts';
import { playAll } from './fault-model-play.test-fixture.ts';

const { FAULT_MODEL_SEED, FAULT_MODEL_RUNS, FAULT_MODEL_PATH } = process.env;
const seed = FAULT_MODEL_SEED === undefined ? Date.now() % 2 ** 31 : Number(FAULT_MODEL_SEED);
const numRuns = Number(FAULT_MODEL_RUNS ?? 120);
/** As a failure prints it: only this history is played. */
const path = FAULT_MODEL_PATH === undefined ? {} : { path: FAULT_MODEL_PATH, endOnFailure: true };

console.log(`fault model: FAULT_MODEL_SEED=${seed} FAULT_MODEL_RUNS=${numRuns}`);

test.prop([histories], { seed, numRuns, ...path })(
  'whatever fails, stops, is lost or edited at any moment, promises hold, and every mailbox ends as the list says',
  playAll,
  3_600_000,
);
