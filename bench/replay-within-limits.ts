import { z } from 'zod';
import { batchSize } from '../src/connectors/graph/batch.ts';
import type { RecordedRequest, Recording } from './recording.ts';
import type { SendSigned } from './sign-in.ts';

const batchSchema = z.object({
  requests: z.array(z.looseObject({ method: z.string(), url: z.string() })),
});
const answersSchema = z.object({ responses: z.array(z.object({ status: z.number() })) });

type Part = z.infer<typeof batchSchema>['requests'][number];

/** All that a fill asks of one mailbox, in the order in which it must be asked. */
interface MailboxWork {
  readonly find: Part[];
  readonly make: Part[];
  readonly contacts: Part[];
}

/**
 * Sends what a fill sent with everything at once that the limits let through at once: no more than `concurrency`
 * requests to a mailbox at a time, and otherwise as many batches as there are.
 *
 * The pages of each read of the directory go one after the other, and reads beside each other; then all folders are
 * looked for, made, and filled, a few mailboxes to a batch so that it is full.
 * @returns Begins; all batches are written before.
 */
export async function replayWithinLimits(
  recording: Recording,
  send: SendSigned,
  concurrency: number,
): Promise<() => Promise<void>> {
  const { requests } = recording;
  const headers = requests.find(({ body }) => body !== null)?.headers ?? {};
  const pages = requests.filter(({ body }) => body === null);
  const { others, mailboxes } = await sortParts(recording);
  const work = [...mailboxes.values()];
  const aside = slices(others, batchSize).map(encode);
  const find = slices(
    work.flatMap((mailbox) => mailbox.find),
    batchSize,
  ).map(encode);
  const make = slices(
    work.flatMap((mailbox) => mailbox.make),
    batchSize,
  ).map(encode);
  const fill = slices(work, Math.max(1, Math.floor(batchSize / concurrency))).map((group) =>
    rounds(group.map(({ contacts }) => slices(contacts, concurrency))).map(encode),
  );

  const sendBatch = async (body: string) => {
    const { status, text } = await send({ method: 'POST', path: '/v1.0/$batch', headers, body });
    const { responses } = answersSchema.parse(JSON.parse(text));
    const refused = responses.find((part) => part.status >= 400 && !aside.includes(body));
    if (status !== 200 || refused !== undefined) throw new Error(`a batch answered ${status}, ${refused?.status}`);
  };
  const inTurn = async <T>(all: readonly T[], sendOne: (one: T) => Promise<void>) => {
    for (const one of all) await sendOne(one);
  };
  return async () => {
    await Promise.all([
      ...chains(pages, requests).map((chain) =>
        inTurn(chain, async ({ method, path, headers: own }) => {
          const { status } = await send({ method, path, headers: own });
          if (status !== 200) throw new Error(`a page answered ${status}`);
        }),
      ),
      ...aside.map(sendBatch),
    ]);
    await Promise.all(find.map(sendBatch));
    await Promise.all(make.map(sendBatch));
    await Promise.all(fill.map((group) => inTurn(group, sendBatch)));
  };
}

/** The pages of each read, in order. */
function chains(
  pages: readonly RecordedRequest[],
  requests: readonly RecordedRequest[],
): readonly (readonly RecordedRequest[])[] {
  const chainOf = new Map<RecordedRequest, RecordedRequest[]>();
  for (const page of pages) {
    const before = requests[page.after[0] ?? -1];
    const chain = (before === undefined ? undefined : chainOf.get(before)) ?? [];
    chain.push(page);
    chainOf.set(page, chain);
  }
  return [...new Set(chainOf.values())];
}

async function sortParts(recording: Recording) {
  const others: Part[] = [];
  const mailboxes = new Map<string, MailboxWork>();
  for (const request of recording.requests) {
    const body = await recording.body(request);
    if (body === undefined) continue;
    for (const part of batchSchema.parse(JSON.parse(body.toString('utf8'))).requests) {
      const [, mailboxId = '', rest = ''] = /^\/users\/([^/]+)\/([^?]*)/.exec(part.url) ?? [];
      if (!rest.startsWith('contactFolders')) {
        others.push(part);
        continue;
      }
      const mailbox = mailboxes.get(mailboxId) ?? { find: [], make: [], contacts: [] };
      mailboxes.set(mailboxId, mailbox);
      if (rest !== 'contactFolders') mailbox.contacts.push(part);
      else if (part.method === 'POST') mailbox.make.push(part);
      else mailbox.find.push(part);
    }
  }
  return { others, mailboxes };
}

/** The first slices of all, then the second ones, and so on. */
function rounds(sliced: readonly (readonly (readonly Part[])[])[]): readonly (readonly Part[])[] {
  const most = Math.max(...sliced.map(({ length }) => length));
  return Array.from({ length: most }, (_, round) => sliced.flatMap((slicesOfOne) => slicesOfOne[round] ?? []));
}

function slices<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

function encode(parts: readonly Part[]): string {
  return JSON.stringify({ requests: parts.map((part, index) => ({ ...part, id: `${index}` })) });
}
