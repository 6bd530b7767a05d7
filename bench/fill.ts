import { type Company, type CompanySize, startCompany } from './company.ts';
import type { MeasuredJob, MeasuredReport } from './measured-job.ts';
import { runMeasured } from './measured-process.ts';
import type { SimulatorControl, SimulatorCounts, SimulatorSettings } from './simulator-control.ts';

export interface FillOptions {
  /** As `BenchOptions.nodeOptions`. */
  readonly nodeOptions?: readonly string[];
  /** What limits and think time are when the job begins; default: there are none. */
  readonly settings?: Parameters<SimulatorControl['changeSettings']>[0];
}

export interface Filled {
  readonly report: MeasuredReport;
  readonly counts: SimulatorCounts;
  readonly settings: SimulatorSettings;
  /** Users in the directory, of every kind. */
  readonly users: number;
}

/** Does a job on a new company of this size, in a process of its own, and counts what it sent. */
export async function fill(
  size: CompanySize,
  jobFor: (company: Company) => MeasuredJob,
  { nodeOptions = [], settings }: FillOptions = {},
): Promise<Filled> {
  const company = await startCompany(size);
  const { control, simulator, entraTenantId } = company;
  try {
    if (settings !== undefined) await simulator.changeSettings(settings);
    await control.resetRequests();
    const report = await runMeasured(jobFor(company), nodeOptions);
    return {
      report,
      counts: await simulator.counts(),
      settings: await simulator.settings(),
      users: await simulator.countUsers(entraTenantId),
    };
  } finally {
    await company.close();
  }
}
