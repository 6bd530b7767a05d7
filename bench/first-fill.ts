import { readFile } from 'node:fs/promises';
import { createGraphPlatform } from '../src/connectors/graph/client.ts';
import { createTransport, type Transport } from '../src/connectors/graph/transport.ts';
import type { Bench } from './bench.ts';
import { type Company, type CompanySize, startCompany } from './company.ts';
import { createRecording, type RecordedRequest } from './recording.ts';
import { replay } from './replay.ts';

const size: CompanySize = { mailboxes: 400, contacts: 250 };
const rounds = 5;
const batchSize = 20;

/**
 * 250 contacts into 400 empty mailboxes: seconds, against a bare loop that sends the same requests to a company of the
 * same size. A first fill, not measured, records the requests; then each round has fresh simulators. The fastest round of
 * each counts: what else the machine does can only slow a round down.
 */
export const firstFill: Bench = async (say) => {
  const recording = createRecording();
  const { counts } = await fill(recording.wrap);
  const { writes, httpRequests } = counts;
  const recorded = recording.requests;
  const folderRequests = recorded.filter(({ request }) => !hasOnlyContacts(request.body)).length;
  say('recorded');
  const values: number[] = [];
  const floors: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const floor = await bareLoop(recorded, writes);
    const value = (await fill()).seconds;
    values.push(value);
    floors.push(floor);
    say(`round ${round}: ${value.toFixed(2)} s, bare loop ${floor.toFixed(2)} s`);
  }
  const value = Math.min(...values);
  const floor = Math.min(...floors);
  return {
    value,
    floor,
    ratio: value / floor,
    writes,
    httpRequests,
    fewestRequests: Math.ceil(writes / batchSize),
    folderRequests,
    seconds: values,
    floorSeconds: floors,
  };
};

async function fill(wrapTransport?: (transport: Transport) => Transport) {
  const company = await startCompany(size, wrapTransport);
  try {
    await company.control.resetRequests();
    const started = performance.now();
    await company.sync();
    const seconds = (performance.now() - started) / 1000;
    return { seconds, counts: await company.control.requests() };
  } finally {
    await company.close();
  }
}

/** True for a batch of nothing but contacts. */
function hasOnlyContacts(body: string | undefined): boolean {
  return body !== undefined && !/"url":"[^"]+\/(contactFolders(\?[^"]*)?|mailboxSettings[^"]*)"/.test(body);
}

async function bareLoop(recorded: readonly RecordedRequest[], writes: number): Promise<number> {
  const company = await startCompany(size);
  const { transport, authorization } = await signIn(company);
  try {
    await company.control.resetRequests();
    const { origin } = new URL(company.config.graph.url);
    const seconds = await replay(
      recorded,
      transport,
      (request) => ({
        ...request,
        url: origin + request.url.slice(new URL(request.url).origin.length),
        headers: { ...request.headers, authorization },
      }),
      company.config.graph.batchesInFlight,
    );
    const counted = await company.control.requests();
    if (counted.writes !== writes) throw new Error(`the bare loop wrote ${counted.writes} instead of ${writes}`);
    return seconds;
  } finally {
    await transport.close();
    await company.close();
  }
}

async function signIn({ config, entraTenantId }: Company) {
  const { entra, caFile } = config;
  if (entra === undefined || caFile === undefined) throw new Error('the company has no app');
  const transport = createTransport({ caPem: await readFile(caFile, 'utf8') });
  const platform = createGraphPlatform({
    clientId: entra.clientId,
    credential: {
      kind: 'certificate',
      certificatePem: await readFile(entra.certificateFile, 'utf8'),
      privateKeyPem: await readFile(entra.privateKeyFile, 'utf8'),
    },
    hosts: { loginUrl: entra.loginUrl, graphUrl: config.graph.url },
    transport,
  });
  const token = await platform.tokens.token(entraTenantId, { kind: 'fresh' }, new AbortController().signal);
  return { transport, authorization: `Bearer ${token.value}` };
}
