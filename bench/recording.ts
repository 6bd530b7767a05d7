import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { bodyText, type Transport } from '../src/connectors/graph/transport.ts';

const requestSchema = z.object({
  method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']),
  /** With the query, without the host: the next simulator has another port. */
  path: z.string(),
  /** Without the token. */
  headers: z.record(z.string(), z.string()),
  /** Numbers of the requests that must have been answered before this one makes sense. */
  after: z.array(z.number()),
  /** Place of the body; null: none. */
  body: z.object({ offset: z.number(), length: z.number() }).nullable(),
});
const indexSchema = z.object({ inFlight: z.number(), requests: z.array(requestSchema) });

export type RecordedRequest = z.infer<typeof requestSchema>;

/** Writes every request to Graph into files: `<file>.json` lists them, `<file>.bodies` has the bodies. */
export interface Recorder {
  wrap(transport: Transport): Transport;
  finish(): void;
}

/** What a fill sent, read from its files: a million contacts do not fit into memory. */
export interface Recording {
  /** In the order of sending. */
  readonly requests: readonly RecordedRequest[];
  /** The most requests that were in flight at a time. */
  readonly inFlight: number;
  /** As it was sent, in UTF-8. */
  body(request: RecordedRequest): Promise<Buffer | undefined>;
  close(): Promise<void>;
}

export function createRecorder(file: string): Recorder {
  const requests: RecordedRequest[] = [];
  const bodies = openSync(`${file}.bodies`, 'w', 0o600);
  const order = createOrder();
  let offset = 0;
  let open = 0;
  let inFlight = 0;
  const write = (text: string) => {
    const length = writeSync(bodies, text);
    const place = { offset, length };
    offset += length;
    return place;
  };
  return {
    wrap: (transport) => ({
      ...transport,
      async send(request, signal) {
        const { origin, pathname } = new URL(request.url);
        if (!pathname.startsWith('/v1.0')) return transport.send(request, signal);
        const { method, url } = request;
        const body = request.body === undefined ? undefined : bodyText(request);
        const { authorization: _, ...headers } = request.headers;
        const index = requests.length;
        requests.push({
          method,
          path: url.slice(origin.length),
          headers,
          after: order.sent(index, url, body),
          body: body === undefined ? null : write(body),
        });
        open += 1;
        inFlight = Math.max(inFlight, open);
        try {
          const answer = await transport.send(request, signal);
          order.answered(index, body, answer.text);
          return answer;
        } finally {
          open -= 1;
        }
      },
    }),
    finish() {
      closeSync(bodies);
      writeFileSync(`${file}.json`, JSON.stringify({ inFlight, requests }), { mode: 0o600 });
    },
  };
}

const folderPart = /"url":"\/users\/([^/"]+)\/contactFolders(?:\?[^"]*)?"/g;
const mailboxPart = /"url":"\/users\/([^/"]+)\//g;
const link = /"@odata\.(?:next|delta)Link":"([^"]+)"/;

/** What must have been answered before a request makes sense. */
export interface Order {
  /** @returns Numbers of the earlier requests that this one must wait for. */
  sent(index: number, url: string, body: string | undefined): number[];
  answered(index: number, body: string | undefined, answer: string): void;
}

/**
 * A page of the directory waits for the page that led to it; a batch for what of the directory was read before it, and
 * for the last word about the folders of its mailboxes.
 */
export function createOrder(): Order {
  const folders = new Map<string, number>();
  const pageBefore = new Map<string, number>();
  /** Pages that were answered and led to no other yet. */
  const lastPages = new Set<number>();
  return {
    sent(index, url, body) {
      if (body === undefined) {
        const before = pageBefore.get(url);
        if (before === undefined) return [];
        lastPages.delete(before);
        return [before];
      }
      const after = new Set(lastPages);
      for (const [, mailboxId = ''] of body.matchAll(mailboxPart)) {
        const folder = folders.get(mailboxId);
        if (folder !== undefined) after.add(folder);
      }
      for (const [, mailboxId = ''] of body.matchAll(folderPart)) folders.set(mailboxId, index);
      return [...after];
    },
    answered(index, body, answer) {
      if (body !== undefined) return;
      lastPages.add(index);
      const next = link.exec(answer)?.[1];
      if (next !== undefined) pageBefore.set(next, index);
    },
  };
}

export async function openRecording(file: string): Promise<Recording> {
  const { inFlight, requests } = indexSchema.parse(JSON.parse(await readFile(`${file}.json`, 'utf8')));
  const bodies = await open(`${file}.bodies`);
  return {
    requests,
    inFlight,
    async body({ body }) {
      if (body === null) return undefined;
      const { buffer } = await bodies.read(Buffer.allocUnsafe(body.length), 0, body.length, body.offset);
      return buffer;
    },
    close: () => bodies.close(),
  };
}
