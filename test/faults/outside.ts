import { randomUUID } from 'node:crypto';
import { type Counters, createCounters } from '../../simulator/counters/counters.ts';
import { createEntraService } from '../../simulator/entra/service.ts';
import { signingKeyOf } from '../../simulator/entra/signing-key.ts';
import { createFaultRegistry, type FaultRegistry } from '../../simulator/faults/registry.ts';
import { isResponse } from '../../simulator/graph/answer.ts';
import { createGraphService } from '../../simulator/graph/service.ts';
import { selfSignedCertificate } from '../../simulator/http/certificates.ts';
import type { SimOutcome, SimRequest } from '../../simulator/http/message.ts';
import { createClock } from '../../simulator/world/clock.ts';
import { createWorld } from '../../simulator/world/create-world.ts';
import type { World } from '../../simulator/world/model.ts';
import { type PersonalStates, watchPersonalContacts } from '../../simulator/world/personal-state.ts';
import { createRandom } from '../../simulator/world/random.ts';
import { createGraphPlatform, type GraphPlatform } from '../../src/connectors/graph/client.ts';
import { type HttpAnswer, type HttpRequest, type Send, TransportError } from '../../src/connectors/graph/transport.ts';
import { createAppCertificate } from '../fixtures/app-certificate.ts';
import { requiredRoles } from '../fixtures/test-simulator.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** The simulated world without a network between, in virtual time: a wait or a silence of minutes takes no time. */
export interface Outside {
  readonly world: World;
  readonly counters: Counters;
  readonly faults: FaultRegistry;
  readonly personal: PersonalStates;
  readonly time: VirtualTime;
  readonly clientId: string;
  /** Permissions that a tenant's consent gives. */
  readonly roles: readonly string[];
  /** Errors inside the simulator: a test should end with none. */
  readonly failures: readonly unknown[];
  /** The connector as in earnest, with default limits and waits. */
  platform(): GraphPlatform;
  /** Requests on the wire so far. */
  requests(): number;
}

const baseUrl = 'https://outside.example';
/** As long as the real transport waits for an answer. */
const silenceMs = 100_000;

/** Small pages, so that everything that is read has more than one. */
const pageSize = 2;

export async function createOutside(): Promise<Outside> {
  const time = createVirtualTime();
  const world = createWorld(createClock(time.now), { directoryDeltaPageSize: pageSize });
  const counters = createCounters(time.now);
  const faults = createFaultRegistry(createRandom('faults'));
  const personal = watchPersonalContacts(world);
  const { keyPem, certPem } = await selfSignedCertificate('CN=tokens', time.now());
  const shared = { world, counters, faults, baseUrl, sleep: time.pause };
  const entra = createEntraService({ ...shared, key: signingKeyOf(keyPem, certPem) });
  const graph = createGraphService({ ...shared, verifyAccessToken: entra.verifyAccessToken });
  const certificate = await createAppCertificate();
  const clientId = randomUUID();
  const roles = [...requiredRoles, 'OrgContact.Read.All'];
  world.apps.set(clientId, {
    appId: clientId,
    displayName: 'Ringbook',
    redirectUris: [],
    certificates: [certificate.certificatePem],
    secrets: [],
    requiredRoles: [...roles],
  });
  const failures: unknown[] = [];
  let requests = 0;

  const send: Send = async (request, signal) => {
    requests += 1;
    const asked = toSimRequest(request);
    const service = asked.path.startsWith('/v1.0/') ? graph : entra;
    let outcome: SimOutcome;
    try {
      outcome = await time.during(() => service.handle(asked));
    } catch (error) {
      failures.push(error);
      throw error;
    }
    if (signal.aborted) throw new TransportError('aborted', true);
    if (isResponse(outcome)) return toAnswer(outcome, time.now());
    if (outcome.kind === 'reset') throw new TransportError('UND_ERR_SOCKET', true);
    await unlessAborted(time.sleep(silenceMs), signal);
    throw new TransportError('no answer in time', true);
  };

  return {
    world,
    counters,
    faults,
    personal,
    time,
    clientId,
    roles,
    failures,
    platform: () =>
      createGraphPlatform({
        clientId,
        credential: { kind: 'certificate', ...certificate },
        hosts: { loginUrl: baseUrl, graphUrl: baseUrl },
        transport: { send, close: async () => {} },
        timers: time,
        random: createRandom('waits'),
      }),
    requests: () => requests,
  };
}

function toSimRequest({ method, url, headers, body }: HttpRequest): SimRequest {
  const { pathname, search } = new URL(url);
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    method,
    path: pathname,
    query: search.slice(1),
    headers: Object.fromEntries(lower),
    body: body === undefined || body === '' ? { kind: 'none' } : { kind: 'bytes', bytes: Buffer.from(body) },
  };
}

function toAnswer({ status, headers, body }: Extract<SimOutcome, { status: number }>, nowMs: number): HttpAnswer {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const date = new Date(nowMs).toUTCString();
  return { status, headers: { ...Object.fromEntries(lower), date }, text: textOf(body) };
}

function textOf(body: object | Uint8Array | string | undefined): string {
  if (body === undefined) return '';
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString() : JSON.stringify(body);
}

function unlessAborted(wait: Promise<void>, signal: AbortSignal): Promise<void> {
  return Promise.race([
    wait,
    new Promise<void>((_, reject) => {
      const abort = () => reject(new TransportError('aborted', true));
      signal.addEventListener('abort', abort, { once: true });
    }),
  ]);
}
