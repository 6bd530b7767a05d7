import { type Bench, worstOfSizes } from './bench.ts';
import { startCompany } from './company.ts';
import { countedRun, fullBatches } from './counted-run.ts';
import { runMeasured } from './measured-process.ts';

const defaultSizes = [1000, 10_000];

/**
 * One change into 1,000 and 10,000 mailboxes: all requests to Graph of the run, its directory reads included, against
 * full batches.
 */
export const fanOut: Bench = (say, { mailboxes, nodeOptions }) =>
  worstOfSizes(mailboxes ?? defaultSizes, async (size) => {
    const company = await startCompany({ mailboxes: size, contacts: 10 });
    const { configFile, control, simulator, entraTenantId, listed } = company;
    try {
      await runMeasured({ kind: 'sync', configFile }, []);
      say(`${size} mailboxes: filled`);
      await control.changeUser(entraTenantId, listed[0] ?? '', { jobTitle: 'Head of Telephony' });
      await control.resetRequests();
      const report = await runMeasured({ kind: 'sync', configFile }, nodeOptions);
      const counts = await simulator.counts();
      if (counts.mailboxesWritten !== size) throw new Error(`${counts.mailboxesWritten} mailboxes were written`);
      // Of 10,000 mailboxes, seven are due for their daily look each minute.
      const looks = counts.byOperation['contact.delta'] ?? 0;
      return { ...countedRun(report, counts, fullBatches(size)), looks };
    } finally {
      await company.close();
    }
  });
