import type { Bench } from './bench.ts';
import { startCompany } from './company.ts';

const mailboxes = 1000;
const batchSize = 20;

/** One change into 1,000 mailboxes: all HTTP requests of the run, its two directory reads included, against full batches. */
export const fanOut: Bench = async (say) => {
  const company = await startCompany({ mailboxes, contacts: 10 });
  try {
    await company.sync();
    say('filled');
    await company.control.changeUser(company.entraTenantId, company.listed[0] ?? '', { jobTitle: 'Head of Telephony' });
    await company.control.resetRequests();
    await company.sync();
    const { writes, batches, httpRequests, mailboxesWritten, mailboxRequests } = await company.control.requests();
    if (mailboxesWritten !== mailboxes) throw new Error(`${mailboxesWritten} mailboxes were written`);
    const floor = Math.ceil(mailboxes / batchSize);
    return { value: httpRequests, floor, ratio: httpRequests / floor, batches, writes, mailboxRequests };
  } finally {
    await company.close();
  }
};
