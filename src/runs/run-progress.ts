import type { ConnectorLoad } from './ports.ts';
import type { Progress } from './progress.ts';

/** How far a run is. Counts only. */
export interface RunProgress {
  readonly phase: 'waiting' | 'reading' | 'audience' | 'replicating' | 'ended';
  readonly records: number;
  readonly mailboxes: number;
  readonly folders: number;
  readonly foldersDone: number;
  readonly operations: number;
  /** Over the last ten seconds. */
  readonly operationsPerSecond: number;
  /** By the folders of the last ten seconds; null: not known yet. */
  readonly secondsLeft: number | null;
  /** Null: not known. */
  readonly limits: Pick<ConnectorLoad, 'inFlight' | 'ceiling' | 'throttled'> | null;
}

export const notBegun: RunProgress = {
  phase: 'waiting',
  records: 0,
  mailboxes: 0,
  folders: 0,
  foldersDone: 0,
  operations: 0,
  operationsPerSecond: 0,
  secondsLeft: null,
  limits: null,
};

const windowMs = 10_000;
/** Of those within the window: more would tell no more. */
const sampleEveryMs = 500;

/** Follows what a run tells. @param nowMs A clock that only goes forward. */
export function followRun(nowMs: () => number) {
  let progress: Omit<RunProgress, 'operationsPerSecond' | 'secondsLeft' | 'limits'> = { ...notBegun, phase: 'reading' };
  /** Oldest first; of those before the window only the last. */
  let samples: { readonly atMs: number; readonly operations: number; readonly foldersDone: number }[] = [];

  function sample(operations: number, foldersDone: number): void {
    const atMs = nowMs();
    const last = samples.at(-1);
    if (last !== undefined && atMs - last.atMs < sampleEveryMs) return;
    samples.push({ atMs, operations, foldersDone });
    const firstInside = samples.findIndex((one) => one.atMs >= atMs - windowMs);
    if (firstInside > 1) samples = samples.slice(firstInside - 1);
  }

  return {
    hear(told: Progress): void {
      switch (told.kind) {
        case 'sync':
          return;
        case 'reading':
        case 'read':
          progress = { ...progress, records: told.records };
          return;
        case 'audience':
          progress = { ...progress, phase: 'audience', mailboxes: told.mailboxes };
          return;
        case 'replicating':
          progress = { ...progress, phase: 'replicating', folders: told.folders };
          samples = [];
          sample(progress.operations, 0);
          return;
        case 'replicated': {
          const { folders, foldersDone, operations } = told;
          progress = { ...progress, phase: 'replicating', folders, foldersDone, operations };
          sample(operations, foldersDone);
        }
      }
    },
    now(load: ConnectorLoad | null): RunProgress {
      const from = samples.find(({ atMs }) => atMs >= nowMs() - windowMs) ?? samples.at(-1);
      const seconds = from === undefined ? 0 : (nowMs() - from.atMs) / 1000;
      const rateOf = (done: number) => (seconds <= 0 ? 0 : done / seconds);
      const folders = rateOf(progress.foldersDone - (from?.foldersDone ?? 0));
      const left = progress.folders - progress.foldersDone;
      return {
        ...progress,
        operationsPerSecond: round(rateOf(progress.operations - (from?.operations ?? 0))),
        secondsLeft: progress.phase === 'replicating' && folders > 0 ? Math.ceil(left / folders) : null,
        limits: load === null ? null : { inFlight: load.inFlight, ceiling: load.ceiling, throttled: load.throttled },
      };
    },
  };
}

function round(rate: number): number {
  return Math.round(rate * 10) / 10;
}
