import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Agent } from 'undici';
import { z } from 'zod';
import { createTransport } from '../src/connectors/graph/transport.ts';
import type { Bench } from './bench.ts';

const inFlightSizes = [4, 16, 64];
/** 20 contacts, and their answers. */
const bodyBytes = 20_000;
const answerBytes = 40_000;
const requests = 2000;
const rounds = 5;

type SendOne = (url: string) => Promise<number>;

interface Client {
  readonly name: string;
  /** New connections each time. */
  readonly open: (caPem: string, inFlight: number) => { readonly send: SendOne; close(): Promise<void> };
}

const body = JSON.stringify({ requests: 'x'.repeat(bodyBytes) });
const headers = { 'content-type': 'application/json', accept: 'application/json' };
const never = new AbortController().signal;

/** What the connector uses, and what it could use. */
const clients: readonly Client[] = [
  {
    name: 'connector',
    open(caPem) {
      const transport = createTransport({ caPem });
      const send: SendOne = async (url) => {
        const { status, text } = await transport.send({ method: 'POST', url, headers, body }, never);
        return status === 200 ? text.length : 0;
      };
      return { send, close: () => transport.close() };
    },
  },
  { name: 'http1', open: (caPem) => openAgent(new Agent({ allowH2: false, connect: { ca: caPem } })) },
  {
    name: 'http2',
    open: (caPem) => openAgent(new Agent({ allowH2: true, connections: 1, connect: { ca: caPem, preferH2: true } })),
  },
  {
    name: 'http2, 4 connections',
    open(caPem, inFlight) {
      // A connection that takes more leaves nothing to the others.
      const h2Options = { maxConcurrentStreams: Math.ceil(inFlight / 4) };
      const connect = { ca: caPem, preferH2: true };
      return openAgent(new Agent({ allowH2: true, connections: 4, h2Options, connect }));
    },
  },
];

/**
 * Requests of the size of ours, 4, 16 and 64 in flight, to a bare TLS server in a process of its own: seconds of the
 * connector's transport, against the faster of HTTP/1.1 with kept-alive connections and HTTP/2 over one or four. The
 * fastest round of each counts; clients take turns.
 */
export const transport: Bench = async (say) => {
  const server = await startServer();
  try {
    const cases: Record<string, number | string>[] = [];
    let worst = { value: 0, floor: 1, ratio: 0 };
    for (const inFlight of inFlightSizes) {
      const measured = new Map<string, Trial>();
      for (let round = 1; round <= rounds; round += 1) {
        for (const client of clients) {
          const trial = await tryOut(client, server, inFlight);
          const best = measured.get(client.name) ?? trial;
          measured.set(client.name, {
            ...trial,
            seconds: Math.min(best.seconds, trial.seconds),
            cpuSeconds: Math.min(best.cpuSeconds, trial.cpuSeconds),
          });
        }
      }
      for (const [client, { seconds, cpuSeconds, connections, version }] of measured) {
        const perSecond = Math.round(requests / seconds);
        const cpuMsPerRequest = (cpuSeconds / requests) * 1000;
        cases.push({ client, inFlight, version, connections, seconds, requestsPerSecond: perSecond, cpuMsPerRequest });
        say(`${inFlight} in flight, ${client} (HTTP/${version}): ${perSecond} requests a second`);
      }
      const value = measured.get('connector')?.seconds ?? 0;
      const floor = Math.min(...[...measured].filter(([name]) => name !== 'connector').map(([, one]) => one.seconds));
      if (value / floor > worst.ratio) worst = { value, floor, ratio: value / floor };
    }
    return { ...worst, requests, cases };
  } finally {
    server.stop();
  }
};

interface Trial {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly connections: number;
  readonly version: string;
}

async function tryOut({ open }: Client, server: Server, inFlight: number): Promise<Trial> {
  const { send, close } = open(server.caPem, inFlight);
  try {
    const sendMany = async (count: number) => {
      let left = count;
      const lane = async () => {
        while (left > 0) {
          left -= 1;
          if ((await send(server.url)) < answerBytes) throw new Error('an answer was not whole');
        }
      };
      await Promise.all(Array.from({ length: inFlight }, lane));
    };
    // Connections are made before: a fill makes them once, for thousands of requests.
    await sendMany(inFlight * 8);
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    await sendMany(requests);
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    return { seconds, cpuSeconds: (user + system) / 1e6, ...(await server.seen()) };
  } finally {
    await close();
  }
}

function openAgent(agent: Agent): ReturnType<Client['open']> {
  return {
    async send(url) {
      const { origin, pathname } = new URL(url);
      const answer = await agent.request({ origin, path: pathname, method: 'POST', headers, body });
      const text = await answer.body.text();
      return answer.statusCode === 200 ? text.length : 0;
    },
    close: () => agent.close(),
  };
}

const readySchema = z.object({ port: z.number(), certificatePem: z.string() });
const seenSchema = z.object({ connections: z.number(), version: z.string() });

interface Server {
  readonly url: string;
  readonly caPem: string;
  /** Since it was asked last. */
  seen(): Promise<z.infer<typeof seenSchema>>;
  stop(): void;
}

async function startServer(): Promise<Server> {
  const program = fileURLToPath(new URL('transport-server.ts', import.meta.url));
  const child = fork(program, [`${answerBytes}`], { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the server ended')));
  ended.catch(() => {});
  const message = async (): Promise<unknown> => (await Promise.race([once(child, 'message'), ended]))[0];
  const { port, certificatePem } = readySchema.parse(await message());
  return {
    url: `https://localhost:${port}/`,
    caPem: certificatePem,
    async seen() {
      child.send('seen');
      return seenSchema.parse(await message());
    },
    stop: () => child.disconnect(),
  };
}
