import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import programOptions from '../scripts/program-options.json' with { type: 'json' };
import { type MeasuredJob, type MeasuredReport, measuredReportSchema } from './measured-job.ts';

const program = fileURLToPath(new URL('measured-program.ts', import.meta.url));

/** Does a job in a process of its own, so that neither the bench's time nor its memory is in the figures. */
export async function runMeasured(job: MeasuredJob, nodeOptions: readonly string[]): Promise<MeasuredReport> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = fork(program, [JSON.stringify(job)], {
    execArgv: [...programOptions.node, ...nodeOptions],
    env: { ...programOptions.environment, ...env },
    // What it says must not be taken for a result.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const reports: unknown[] = [];
  child.on('message', (report) => reports.push(report));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0 || reports.length === 0) throw new Error(`the measured process for ${job.kind} ended with ${code}`);
  return measuredReportSchema.parse(reports[0]);
}
