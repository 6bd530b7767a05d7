import { type CountersSnapshot, createCounters } from '../counters/counters.ts';
import { createFaultRegistry, type FaultRegistry } from '../faults/registry.ts';
import type { SimOutcome, SimResponse } from '../http/message.ts';
import { createClock } from '../world/clock.ts';
import { createServicePrincipal, createTenant, createWorld } from '../world/create-world.ts';
import type { MailboxAvailability, SimSettings, SimTenant, World } from '../world/model.ts';
import { createRandom } from '../world/random.ts';
import { isResponse, jsonValueOf } from './answer.ts';
import { isRecord } from './mailbox/extended-properties.ts';
import { createGraphService } from './service.ts';

export const baseUrl = 'https://localhost:1';
export const tenantId = '11111111-1111-4111-8111-111111111111';
export const appId = '22222222-2222-4222-8222-222222222222';
export const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
export const ben = 'aaaaaaaa-0000-4000-8000-000000000002';

export type Json = Readonly<Record<string, unknown>>;

/** An answer with its JSON read. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: Json;
  readonly bytes: Uint8Array | null;
  readonly text: string;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
  readonly token?: string;
}

export interface TestGraph {
  readonly world: World;
  readonly tenant: SimTenant;
  readonly faults: FaultRegistry;
  outcome(method: string, url: string, options?: CallOptions): Promise<SimOutcome>;
  /** @param url Below `/v1.0`, or a whole link of an answer. */
  call(method: string, url: string, options?: CallOptions): Promise<Answer>;
  counted(): CountersSnapshot;
  addUser(id: string, availability: MailboxAvailability | null): void;
  advance(ms: number): void;
  /** What the service waits for while it sleeps. */
  readonly sleeps: { readonly ms: number; readonly wake: () => void }[];
}

/** A Graph service over a small world, whose time stands still. Tokens are the names of who they are for. */
export function createTestGraph(
  settings: Partial<SimSettings> = {},
  roles: readonly string[] = ['Contacts.ReadWrite', 'User.Read.All'],
): TestGraph {
  let nowMs = Date.parse('2026-02-03T04:05:06.789Z');
  const world = createWorld(
    createClock(() => nowMs),
    settings,
  );
  const tenant = createTenant({
    id: tenantId,
    displayName: 'Contoso',
    domains: ['contoso.example'],
    countryCode: 'DE',
  });
  world.tenants.set(tenant.id, tenant);
  tenant.servicePrincipals.set(appId, createServicePrincipal(appId, roles));
  const counters = createCounters();
  const faults = createFaultRegistry(createRandom('test'));
  const sleeps: { readonly ms: number; readonly wake: () => void }[] = [];
  const app = { tenantId, appId, roles, scopes: [], userId: null };
  const service = createGraphService({
    world,
    counters,
    faults,
    baseUrl,
    sleep: (ms) => new Promise((wake) => sleeps.push({ ms, wake })),
    verifyAccessToken(token) {
      if (token === 'app') return app;
      if (token === 'stranger') return { ...app, appId: 'unknown' };
      if (token === 'ada') return { ...app, roles: [], scopes: ['User.Read', 'Contacts.ReadWrite'], userId: ada };
      return null;
    },
  });

  function addUser(id: string, availability: MailboxAvailability | null): void {
    const userPrincipalName = `u${id.slice(-4)}@contoso.example`;
    const mailbox = availability === null ? null : { purpose: 'user' as const, availability };
    tenant.users.set(id, {
      id,
      properties: { userPrincipalName, displayName: id, accountEnabled: true },
      managerId: null,
      mailbox,
      photo: null,
    });
  }
  addUser(ada, 'available');
  addUser(ben, 'available');

  async function outcome(method: string, url: string, options: CallOptions = {}): Promise<SimOutcome> {
    const below = url.startsWith(`${baseUrl}/v1.0`) ? url.slice(`${baseUrl}/v1.0`.length) : url;
    const [path = '', ...query] = below.split('?');
    const { token = 'app', body, bytes } = options;
    const type: Readonly<Record<string, string>> = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = bytes ?? (body === undefined ? null : Buffer.from(JSON.stringify(body)));
    return service.handle({
      method,
      path: `/v1.0${path}`,
      query: query.join('?'),
      headers: { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...type, ...options.headers },
      body: sent === null ? { kind: 'none' } : { kind: 'bytes', bytes: sent },
    });
  }

  return {
    world,
    tenant,
    faults,
    sleeps,
    outcome,
    async call(method, url, options) {
      const result = await outcome(method, url, options);
      if (!isResponse(result)) throw new Error(`no answer: ${result.kind}`);
      return readAnswer(result);
    },
    counted: () => counters.snapshot(),
    addUser,
    advance(ms) {
      nowMs += ms;
    },
  };
}

function readAnswer(response: SimResponse): Answer {
  const { status, headers, body } = response;
  const bytes = body instanceof Uint8Array ? body : null;
  const json = jsonValueOf(response);
  const text = typeof body === 'string' ? body : '';
  return { status, headers, json: isRecord(json) ? json : {}, bytes, text };
}

/** The error code of an answer. */
export function codeOf({ json }: Pick<Answer, 'json'>): unknown {
  return isRecord(json.error) ? json.error.code : undefined;
}

export function messageOf({ json }: Pick<Answer, 'json'>): unknown {
  return isRecord(json.error) ? json.error.message : undefined;
}

/** The items of a page. */
export function itemsOf({ json }: Pick<Answer, 'json'>): readonly Json[] {
  return Array.isArray(json.value) ? json.value.filter(isRecord) : [];
}
