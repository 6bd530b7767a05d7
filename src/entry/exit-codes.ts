import type { Run } from '../runs/stores.ts';

/** How a command ended, for scripts (README, docs/errors.md#exit-codes). */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  held: 3,
  notConnected: 4,
  stopped: 130,
} as const;

export function exitCodeOf(run: Run): number {
  switch (run.state) {
    case 'done':
    case 'refused':
    case 'running':
      return exitCodes.done;
    case 'held':
      return exitCodes.held;
    case 'cancelled':
      return exitCodes.stopped;
    case 'failed':
      return run.reason === 'consent-withdrawn' ? exitCodes.notConnected : exitCodes.failed;
  }
}

/** Of several runs: failed before stopped, stopped before held. */
export function worstExitCode(runs: readonly Run[]): number {
  const order = [exitCodes.notConnected, exitCodes.failed, exitCodes.stopped, exitCodes.held];
  const codes = runs.map(exitCodeOf);
  return order.find((code) => codes.includes(code)) ?? exitCodes.done;
}
