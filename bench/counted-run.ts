import { batchSize } from '../src/connectors/graph/batch.ts';
import type { Figure } from './bench.ts';
import type { MeasuredReport } from './measured-job.ts';
import type { SimulatorCounts } from './simulator-control.ts';

/** The fewest requests that so many requests to mailboxes can be packed into. */
export function fullBatches(requests: number): number {
  return Math.ceil(requests / batchSize);
}

/** The figures of a run whose requests to Graph count, against the fewest that there could be. */
export function countedRun({ seconds, cpuSeconds, rssMb }: MeasuredReport, counts: SimulatorCounts, floor: number) {
  const { graphHttpRequests: value, batches, mailboxRequests, writes, entraRequests: tokenRequests } = counts;
  const ratio = value / floor;
  return {
    value,
    floor,
    ratio,
    batches,
    mailboxRequests,
    writes,
    tokenRequests,
    seconds,
    cpuSeconds,
    rssMb,
  } satisfies Record<string, Figure>;
}
