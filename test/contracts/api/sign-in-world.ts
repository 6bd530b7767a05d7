import { request } from 'node:https';
import type { LightMyRequestResponse } from 'fastify';
import { handlers } from '../../../src/api/dashboard/handlers.ts';
import { registerOperations } from '../../../src/api/endpoint/register-operations.ts';
import { createServer } from '../../../src/api/server.ts';
import { registerSignIn } from '../../../src/api/sign-in/register-sign-in.ts';
import { areaPorts } from '../../../src/entry/dashboard/area-ports.ts';
import { createDashboardContext } from '../../../src/entry/dashboard/dashboard-context.ts';
import { openPrivacy } from '../../../src/entry/dashboard/privacy.ts';
import { createIdentity, openSignIn } from '../../../src/entry/dashboard/session.ts';
import { createEngine } from '../../../src/entry/engine.ts';
import { createLocalCertificate } from '../../../src/platform/https/local-certificate.ts';
import { translator } from '../../../src/platform/i18n/translator.ts';
import { openApiWorld } from '../../fixtures/api-world.ts';

export const publicUrl = 'https://localhost:8443';

/** A browser's cookies. */
export type Jar = Map<string, string>;

export interface EntraPerson {
  readonly id: string;
  readonly userName: string;
}

export type SignInWorld = Awaited<ReturnType<typeof openSignInWorld>>;

/** The program with its own gate and sign-in before the simulator's Entra, and browsers that go the whole way. */
export async function openSignInWorld() {
  const world = await openApiWorld({ others: [{ people: 3, domain: 'fabrikam-demo.onmicrosoft.com' }] });
  const { parts, simulator } = world;
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => void failures.push(error);
  const onFailedCall = (_: string, error: unknown) => onFailure(error);
  const identity = createIdentity(parts);
  const engine = createEngine(parts, { onFailure });
  const privacy = await openPrivacy(parts, { publicUrl, stopRuns: () => {}, onFailure });
  const ports = areaPorts(engine, identity, { version: '1.2.3', demo: null, privacy });
  const certificate = await createLocalCertificate(Date.now());
  const base = { version: '1', translator, onFailure: onFailedCall };
  const server = await createServer({ ...certificate, ...base, perAddress: 100_000 });
  registerOperations(server, handlers, {
    gate: identity.gate,
    audit: parts.stores.audit,
    answers: parts.stores.answers,
    dashboard: createDashboardContext(parts, ports),
    translator,
    onFailure: onFailedCall,
    checkAnswers: true,
  });
  registerSignIn(server, await openSignIn(parts, publicUrl, onFailure));
  await server.ready();

  /** People of an Entra tenant who can sign in. */
  function peopleOf(entraTenantId: string): readonly EntraPerson[] {
    return [...(simulator.simulator.world.tenants.get(entraTenantId)?.users.values() ?? [])]
      .filter(({ properties }) => properties.accountEnabled !== false && properties.userType !== 'Guest')
      .map(({ id, properties }) => ({ id, userName: String(properties.userPrincipalName) }));
  }

  const [ada, bea] = peopleOf(world.entraTenantId);
  const otherTenant = [...simulator.simulator.world.tenants.keys()].find((id) => id !== world.entraTenantId);
  const [stranger] = peopleOf(otherTenant ?? '');
  if (ada === undefined || bea === undefined || stranger === undefined) throw new Error('nobody can sign in');

  async function visit(jar: Jar, url: string): Promise<LightMyRequestResponse> {
    const headers = { cookie: cookieOf(jar), 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/150' };
    const answer = await server.inject({ url, headers });
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0 || value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  /** Chooses a person on Entra's page. @returns Where Entra sends the browser then. */
  function chooseAtEntra(url: string, form: Readonly<Record<string, string>>): Promise<URL> {
    const { caPem } = simulator.simulator;
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const outgoing = request(url, { method: 'POST', ca: caPem, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(new URL(answer.headers.location ?? 'about:blank')));
      });
      outgoing.on('error', reject);
      outgoing.end(new URLSearchParams(form).toString());
    });
  }

  /** @returns Where Entra is asked. */
  async function begin(jar: Jar, returnTo = '/t/1'): Promise<string> {
    const { headers } = await visit(jar, `/sign-in/start?${new URLSearchParams({ returnTo })}`);
    return String(headers.location);
  }

  return {
    world,
    server,
    failures,
    ada,
    bea,
    /** Of another Entra tenant. */
    stranger,
    visit,
    chooseAtEntra,
    begin,
    /** Signs a person in by the whole way. @returns Where the browser ends, and its cookies. */
    async signIn({ id }: EntraPerson, role: 'admin' | 'user' = 'user', jar: Jar = new Map()) {
      const back = await chooseAtEntra(await begin(jar), { user: id, role });
      const answer = await visit(jar, pathOf(back));
      return { jar, back, location: String(answer.headers.location), answer };
    },
    /** Calls as the pages do. */
    async api(jar: Jar, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) {
      const cookie = cookieOf(jar);
      const session = (await server.inject({ url: '/api/v1/session', headers: { cookie } })).json();
      return server.inject({
        method,
        url: `/api/v1${path}`,
        headers: { cookie, ...(session.csrfToken === null ? {} : { 'x-csrf-token': session.csrfToken }) },
        ...(body === undefined ? {} : { payload: body }),
      });
    },
    /** Nobody is a member, and nothing has failed. */
    async reset() {
      failures.length = 0;
      await parts.stores.members.saveMembers(world.tenantId, () => []);
    },
    async close() {
      await server.close();
      await world.close();
    },
  };
}

export const pathOf = (url: URL): string => `${url.pathname}${url.search}`;

export const cookieOf = (jar: Jar): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
