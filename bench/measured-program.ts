/** The program of a measured process: does the job of its argument and sends its report to the bench. */
import { readFileSync } from 'node:fs';
import type { Transport } from '../src/connectors/graph/transport.ts';
import { everySync, openRingbook, type Ringbook } from '../src/entry/open-ringbook.ts';
import { auditSync } from '../src/entry/sync-actions.ts';
import { loadConfig } from '../src/platform/config/config.ts';
import type { Run } from '../src/runs/stores.ts';
import { type MeasuredJob, type MeasuredReport, measuredJobSchema } from './measured-job.ts';
import { createRecorder, openRecording } from './recording.ts';
import { replay } from './replay.ts';
import { replayWithinLimits } from './replay-within-limits.ts';
import { signIn } from './sign-in.ts';

const never = new AbortController().signal;
const stop = { drain: never, cancel: never };
/** Of the one sync that the configuration describes. */
const syncName = 'contacts';

const report = await perform(measuredJobSchema.parse(JSON.parse(process.argv[2] ?? '')));
process.send?.(report);
process.disconnect();

async function perform(job: MeasuredJob): Promise<MeasuredReport> {
  switch (job.kind) {
    case 'sync':
      return withRingbook(job, (ringbook) => ringbook.run(everySync, () => {}, stop));
    case 'audit':
      return withRingbook(job, async ({ parts }) => [await auditSync(parts, syncName, () => {}, stop)]);
    case 'record': {
      const recorder = createRecorder(job.recordingFile);
      const measured = await withRingbook(job, (ringbook) => ringbook.run(everySync, () => {}, stop), recorder.wrap);
      recorder.finish();
      return measured;
    }
    case 'replay':
    case 'replay-within-limits':
      return bareLoop(job);
  }
}

async function withRingbook(
  { configFile }: Extract<MeasuredJob, { kind: 'sync' | 'audit' | 'record' }>,
  work: (ringbook: Ringbook) => Promise<readonly Run[]>,
  wrapTransport?: (transport: Transport) => Transport,
): Promise<MeasuredReport> {
  const opened = performance.now();
  const ringbook = await openRingbook(loadConfig(configFile, {}), wrapTransport);
  try {
    return await measure(opened, async () => {
      const [run] = await work(ringbook);
      if (run === undefined) throw new Error('there is no sync');
      if (run.state !== 'done') throw new Error(`the run ended as ${run.state}: ${run.reason}`);
    });
  } finally {
    await ringbook.close();
  }
}

async function bareLoop(
  job: Extract<MeasuredJob, { kind: 'replay' | 'replay-within-limits' }>,
): Promise<MeasuredReport> {
  const opened = performance.now();
  const config = loadConfig(job.configFile, {});
  const recording = await openRecording(job.recordingFile);
  const { transport, send } = await signIn(config, job.entraTenantId);
  try {
    if (job.kind === 'replay') return await measure(opened, () => replay(recording, send));
    const start = await replayWithinLimits(recording, send, job.mailboxConcurrency);
    return await measure(opened, start);
  } finally {
    await transport.close();
    await recording.close();
  }
}

async function measure(opened: number, work: () => Promise<void>): Promise<MeasuredReport> {
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  await work();
  const ended = performance.now();
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    openSeconds: (started - opened) / 1000,
    seconds: (ended - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    rssMb: peakRssMb(),
  };
}

/** `maxRSS` of a started process begins with what the one that started it had: Linux tells the process's own apart. */
function peakRssMb(): number {
  const kilobytes =
    process.platform === 'linux'
      ? Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
      : process.resourceUsage().maxRSS;
  return kilobytes / 1024;
}
