import { type Bench, worstOfSizes } from './bench.ts';
import { startCompany } from './company.ts';
import { countedRun, fullBatches } from './counted-run.ts';
import { runMeasured } from './measured-process.ts';

const defaultSizes = [1000];

/**
 * A look at each of 1,000 replicas in which nobody changed anything: all requests to Graph, the directory reads
 * included, against one request per replica in full batches. The first look lists each folder and is not measured.
 */
export const audit: Bench = (say, { mailboxes, nodeOptions }) =>
  worstOfSizes(mailboxes ?? defaultSizes, async (replicas) => {
    const company = await startCompany({ mailboxes: replicas, contacts: 10 });
    const { configFile, control, simulator } = company;
    try {
      await runMeasured({ kind: 'sync', configFile }, []);
      say(`${replicas} mailboxes: filled`);
      await runMeasured({ kind: 'audit', configFile }, []);
      say('looked at for the first time');
      await control.resetRequests();
      const report = await runMeasured({ kind: 'audit', configFile }, nodeOptions);
      const counts = await simulator.counts();
      const run = countedRun(report, counts, fullBatches(replicas));
      return { ...run, requestsPerReplica: run.mailboxRequests / replicas };
    } finally {
      await company.close();
    }
  });
