import { type Bench, worstOfSizes } from './bench.ts';
import { startCompany } from './company.ts';
import { countedRun } from './counted-run.ts';
import { runMeasured } from './measured-process.ts';

const defaultSizes = [100_000];
/** One page of changes, for the address list and for the mailboxes. */
const fewestRequests = 1;

/**
 * 100,000 replicas at the head: requests to Graph of a run that finds nothing to do, none of them to a mailbox, and the
 * seconds that it takes in a process that has just started.
 *
 * The daily looks at mailboxes are off: of 100,000, seventy are due each minute, and what they cost is measured by `audit`.
 */
export const idle: Bench = (say, { mailboxes, nodeOptions }) =>
  worstOfSizes(mailboxes ?? defaultSizes, async (replicas) => {
    say(`${replicas} mailboxes: filling them with real requests, which takes minutes for 100,000`);
    const company = await startCompany({ mailboxes: replicas, contacts: 1, dailyLooks: false });
    const { configFile, control, simulator } = company;
    try {
      const fill = await runMeasured({ kind: 'sync', configFile }, []);
      const filled = (await simulator.counts()).mailboxesWritten;
      if (filled !== replicas) throw new Error(`${filled} mailboxes were filled`);
      say(`filled in ${fill.seconds.toFixed(0)} s`);
      await control.resetRequests();
      const report = await runMeasured({ kind: 'sync', configFile }, nodeOptions);
      const run = countedRun(report, await simulator.counts(), fewestRequests);
      return { ...run, fillSeconds: fill.seconds, fillRssMb: fill.rssMb };
    } finally {
      await company.close();
    }
  });
