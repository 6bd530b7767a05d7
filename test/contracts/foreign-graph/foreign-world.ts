import { randomUUID } from 'node:crypto';
import { type AppCertificate, createAppCertificate } from '../../fixtures/app-certificate.ts';
import { createServerCertificate, type LocalhostCertificate } from '../../fixtures/server-certificate.ts';
import { type Company, createCompany } from './company.ts';
import { createEntra, type Refusal } from './entra.ts';
import { createForeignGraph, type ForeignGraph } from './graph.ts';
import type { Habits } from './habits.ts';
import { startHttpsService, type WireRequest } from './https-service.ts';
import { createRandom } from './random.ts';
import { fair, type Weather } from './weather.ts';

/** What takes long to make and is the same for every world. */
export interface Certificates {
  readonly app: AppCertificate;
  readonly server: LocalhostCertificate;
}

export async function makeCertificates(): Promise<Certificates> {
  const [app, server] = await Promise.all([createAppCertificate(), createServerCertificate()]);
  return { app, server };
}

/** Entra and Graph of strangers, each on a port of its own, and a third host that nobody may talk to. */
export interface ForeignWorld {
  readonly company: Company;
  readonly graph: ForeignGraph;
  readonly clientId: string;
  readonly entraTenantId: string;
  readonly loginUrl: string;
  readonly graphUrl: string;
  readonly elsewhereUrl: string;
  /** Requests that came to the third host. */
  readonly strayed: readonly string[];
  weather: Weather;
  /** The token endpoint refuses, and no token is worth anything; null: no more. */
  refuseTokens(refusal: Refusal | null): void;
  readonly tokensIssued: () => number;
  close(): Promise<void>;
}

export async function startForeignWorld(
  { app, server }: Certificates,
  habits: Habits,
  clock: () => number = Date.now,
): Promise<ForeignWorld> {
  const random = createRandom(habits.seed);
  const company = createCompany(clock);
  const [clientId, entraTenantId] = [randomUUID(), randomUUID()];
  const strayed: string[] = [];
  const urls = { login: '', graph: '' };
  const entra = createEntra(clientId, entraTenantId, app.certificatePem, habits, () => urls.login);
  const graph = createForeignGraph(
    company,
    habits,
    random,
    entra,
    () => world.weather,
    () => urls.graph,
  );

  const login = await startHttpsService(server, habits, ({ method, url, authorization, text }: WireRequest) => {
    if (authorization !== '') strayed.push('a token sent to the login host');
    const trouble = method === 'POST' ? world.weather({ place: 'token', method, path: url.pathname }) : null;
    const own = { status: 429, headers: { 'Retry-After': '1' }, body: { error: 'temporarily_unavailable' } };
    if (trouble?.kind === 'silence' || trouble?.kind === 'reset') return { kind: trouble.kind };
    const answer = trouble === null ? entra.answer(url, new URLSearchParams(text)) : own;
    return {
      kind: 'answer',
      answer: trouble?.kind === 'answer' ? trouble.answer : answer,
      cut: trouble?.kind === 'cut',
    };
  });
  const graphService = await startHttpsService(server, habits, graph.reply);
  const elsewhere = await startHttpsService(server, habits, ({ method, url }) => {
    strayed.push(`${method} ${url.pathname}`);
    return { kind: 'answer', answer: { status: 200, body: { value: [] } }, cut: false };
  });
  urls.login = login.url;
  urls.graph = graphService.url;

  const world: ForeignWorld = {
    company,
    graph,
    clientId,
    entraTenantId,
    loginUrl: login.url,
    graphUrl: graphService.url,
    elsewhereUrl: elsewhere.url,
    strayed,
    weather: fair,
    refuseTokens: (refusal) => entra.refuse(refusal),
    tokensIssued: entra.issued,
    async close() {
      await Promise.all([login.close(), graphService.close(), elsewhere.close()]);
    },
  };
  return world;
}
