import { type Bench, worstOfSizes } from './bench.ts';
import { startCompany } from './company.ts';
import { runMeasured } from './measured-process.ts';

const defaultSizes = [1000];
const batchSize = 20;

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
      const { seconds, rssMb } = await runMeasured({ kind: 'audit', configFile }, nodeOptions);
      const counts = await simulator.counts();
      const { graphHttpRequests: value, batches, mailboxRequests, writes, entraRequests: tokenRequests } = counts;
      const floor = Math.ceil(replicas / batchSize);
      return {
        value,
        floor,
        ratio: value / floor,
        mailboxRequests,
        requestsPerReplica: mailboxRequests / replicas,
        batches,
        writes,
        tokenRequests,
        seconds,
        rssMb,
      };
    } finally {
      await company.close();
    }
  });
