import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, type Measured, worstOfSizes } from './bench.ts';
import { type Filled, fill } from './fill.ts';
import { limitsFloor } from './limits-floor.ts';

const defaultSizes = [400];
const people = 20_000;
const contacts = 250;
const rounds = 3;
const realLimits = { thinkTimeMs: 50, limitsEnabled: true };
/** Looking for the folder and making it: one after the other, before the first contact. */
const folderRequests = 2;
/** What the simulator gives a directory of more than 500 users. */
const directoryUnitsPer10S = 8000;

/**
 * 250 contacts into 400 empty mailboxes of a company of 20,000 people, with the real limits and 50 ms think time: seconds,
 * against the best that the limits allow (`limitsFloor` has the formula).
 *
 * The fastest of three rounds counts, each with fresh simulators. `bareLoopSeconds` is what this machine needs for the
 * same requests sent with everything at once that the limits let through: where it is longer than the floor, the machine
 * binds and not the limits.
 */
export const throttled: Bench = (say, { mailboxes, nodeOptions }) =>
  worstOfSizes(mailboxes ?? defaultSizes, async (size) => {
    const folder = await mkdtemp(join(tmpdir(), 'ringbook-recording-'));
    try {
      return await fillThrottled(size, join(folder, 'fill'), say, nodeOptions);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

async function fillThrottled(
  mailboxes: number,
  recordingFile: string,
  say: (text: string) => void,
  nodeOptions: readonly string[],
): Promise<Measured> {
  const size = { people, mailboxes, contacts };
  const recorded = await fill(size, ({ configFile }) => ({ kind: 'record', configFile, recordingFile }));
  const { writes } = recorded.counts;
  if (writes !== mailboxes * contacts) throw new Error(`${writes} contacts were written`);
  say('recorded, without limits');
  const { mailboxConcurrency, mailboxRequestsPer10Min, mailboxUploadBytesPer5Min, directoryDeltaPageSize } =
    recorded.settings;
  const bareLoops: Filled[] = [];
  const programs: Filled[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const bare = await fill(
      size,
      ({ configFile, entraTenantId }) => ({
        kind: 'replay-within-limits',
        configFile,
        recordingFile,
        entraTenantId,
        mailboxConcurrency,
      }),
      { settings: realLimits },
    );
    const program = await fill(size, ({ configFile }) => ({ kind: 'sync', configFile }), {
      nodeOptions,
      settings: realLimits,
    });
    for (const { counts } of [bare, program]) {
      if (counts.writes !== writes) throw new Error(`${counts.writes} of ${writes} contacts were written`);
    }
    bareLoops.push(bare);
    programs.push(program);
    const [own, loop] = [program, bare].map(({ report }) => report.seconds.toFixed(2));
    say(`round ${round}: ${own} s, bare loop ${loop} s`);
  }

  const directoryPages = Math.ceil(recorded.users / directoryDeltaPageSize);
  const { floor, ...terms } = limitsFloor({
    thinkTimeMs: realLimits.thinkTimeMs,
    directoryPages,
    // With `$select` a page costs one, and the list and the mailboxes are read together.
    directoryUnits: directoryPages,
    directoryUnitsPer10S,
    folderRequests,
    contacts,
    uploadBytesPerMailbox: (await stat(`${recordingFile}.bodies`)).size / mailboxes,
    mailboxConcurrency,
    mailboxRequestsPer10Min,
    mailboxUploadBytesPer5Min,
  });
  const seconds = programs.map(({ report }) => report.seconds);
  const value = Math.min(...seconds);
  const bareLoopSeconds = Math.min(...bareLoops.map(({ report }) => report.seconds));
  return {
    value,
    floor,
    ratio: value / floor,
    ...terms,
    directoryPages,
    users: recorded.users,
    bareLoopSeconds,
    ratioToBareLoop: value / bareLoopSeconds,
    throttledShare: Math.max(...programs.map(throttledShare)),
    bareLoopThrottledShare: Math.max(...bareLoops.map(throttledShare)),
    rssMb: Math.max(...programs.map(({ report }) => report.rssMb)),
    writes,
    httpRequests: programs.map(({ counts }) => counts.graphHttpRequests),
    seconds,
    cpuSeconds: programs.map(({ report }) => report.cpuSeconds),
    bareLoopCpuSeconds: bareLoops.map(({ report }) => report.cpuSeconds),
  };
}

/** Of all requests to Graph, parts of batches each by itself. */
function throttledShare({ counts: { throttled: refused, byStatus } }: Filled): number {
  return refused / Object.values(byStatus).reduce((sum, count) => sum + count, 0);
}
