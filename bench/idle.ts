import type { Bench } from './bench.ts';
import { startCompany } from './company.ts';

const mailboxes = 10_000;
/** One page of changes for the address list, one for the mailboxes. */
const fewestRequests = 2;

/** 10,000 replicas at the head: HTTP requests of a run that finds nothing to do, none of them to a mailbox. */
export const idle: Bench = async (say) => {
  const company = await startCompany({ mailboxes, contacts: 5 });
  try {
    await company.sync();
    say('filled');
    await company.control.resetRequests();
    const started = performance.now();
    await company.sync();
    const seconds = (performance.now() - started) / 1000;
    const { httpRequests, mailboxRequests, writes } = await company.control.requests();
    return {
      value: httpRequests,
      floor: fewestRequests,
      ratio: httpRequests / fewestRequests,
      mailboxRequests,
      writes,
      seconds,
    };
  } finally {
    await company.close();
  }
};
