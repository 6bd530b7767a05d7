import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, type Measured, worstOfSizes } from './bench.ts';
import { fullBatches } from './counted-run.ts';
import { fill } from './fill.ts';
import type { MeasuredReport } from './measured-job.ts';

const defaultSizes = [400, 4000];
const contacts = 250;
/** Enough for the list, though some of them are hidden. */
const fewestPeople = 400;
const mostRounds = 5;

/**
 * 250 contacts into 400 and 4,000 empty mailboxes: seconds, against a bare loop that sends the same requests to a company
 * of the same size, each in a process of its own; and the most memory that the program had.
 *
 * A first fill, not measured, records the requests; then each round has fresh simulators. The fastest round of each
 * counts, because what else the machine does can only slow a round down. A large fill has one round.
 */
export const firstFill: Bench = async (say, { mailboxes, nodeOptions }) => {
  const measured = await worstOfSizes(mailboxes ?? defaultSizes, (size) => fillOfSize(size, say, nodeOptions));
  const rss = measured.sizes.map(({ rssMb }) => Number(rssMb));
  return { ...measured, rssMb: Math.max(...rss), rssSpread: Math.max(...rss) / Math.min(...rss) };
};

async function fillOfSize(
  mailboxes: number,
  say: (text: string) => void,
  nodeOptions: readonly string[],
): Promise<Measured> {
  const size = { people: Math.max(mailboxes, fewestPeople), mailboxes, contacts };
  const folder = await mkdtemp(join(tmpdir(), 'ringbook-recording-'));
  const recordingFile = join(folder, 'fill');
  try {
    const recorded = await fill(size, ({ configFile }) => ({ kind: 'record', configFile, recordingFile }));
    const { writes, graphHttpRequests } = recorded.counts;
    if (writes !== mailboxes * contacts) throw new Error(`${writes} contacts were written`);
    say(`${mailboxes} mailboxes: recorded`);
    const values: MeasuredReport[] = [];
    const floors: MeasuredReport[] = [];
    const rounds = Math.max(1, Math.min(mostRounds, Math.floor(2000 / mailboxes)));
    for (let round = 1; round <= rounds; round += 1) {
      const bare = await fill(size, ({ configFile, entraTenantId }) => ({
        kind: 'replay',
        configFile,
        recordingFile,
        entraTenantId,
      }));
      if (bare.counts.writes !== writes) throw new Error(`the bare loop wrote ${bare.counts.writes} of ${writes}`);
      const program = await fill(size, ({ configFile }) => ({ kind: 'sync', configFile }), { nodeOptions });
      floors.push(bare.report);
      values.push(program.report);
      const [own, loop] = [program.report, bare.report].map(({ seconds }) => seconds.toFixed(2));
      say(`${mailboxes} mailboxes, round ${round}: ${own} s, bare loop ${loop} s`);
    }
    const value = Math.min(...values.map(({ seconds }) => seconds));
    const floor = Math.min(...floors.map(({ seconds }) => seconds));
    return {
      value,
      floor,
      ratio: value / floor,
      rssMb: Math.max(...values.map(({ rssMb }) => rssMb)),
      bareLoopRssMb: Math.max(...floors.map(({ rssMb }) => rssMb)),
      writes,
      httpRequests: graphHttpRequests,
      fewestRequests: fullBatches(writes),
      seconds: values.map(({ seconds }) => seconds),
      floorSeconds: floors.map(({ seconds }) => seconds),
      cpuSeconds: values.map(({ cpuSeconds }) => cpuSeconds),
      floorCpuSeconds: floors.map(({ cpuSeconds }) => cpuSeconds),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
