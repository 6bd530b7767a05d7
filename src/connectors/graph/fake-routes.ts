import type { TenantConnector } from '../../runs/ports.ts';
import { createFakeConnector, fakeGraphUrl } from './fake-connector.ts';
import { createFakeGraph, type FakeAnswer } from './fake-graph.ts';

/** `GET /users/m/contactFolders`: what a Graph answers, each time the same or one after the other, the last for ever. */
export type FakeRoutes = Readonly<Record<string, FakeAnswer | readonly FakeAnswer[]>>;

/** What was asked, in parts of batches or alone. */
export interface FakeRequest {
  /** `GET /users/m/contactFolders` */
  readonly route: string;
  /** Decoded. */
  readonly query: string;
  readonly headers: unknown;
  readonly body: unknown;
}

export interface RoutedGraph {
  readonly connector: TenantConnector;
  readonly asked: FakeRequest[];
  /** Routes in the order in which they were asked for. */
  routes(): readonly string[];
}

export const notFound: FakeAnswer = { status: 404, body: { error: { code: 'ErrorItemNotFound', message: '' } } };
export const ok = (body: unknown): FakeAnswer => ({ status: 200, body });
export const list = (...value: readonly unknown[]): FakeAnswer => ok({ value });

/** A connector on a Graph that has answers by method and path; everything else is not found there. */
export function createRoutedGraph(answers: FakeRoutes, roles?: readonly string[]): RoutedGraph {
  const asked: FakeRequest[] = [];
  const counts = new Map<string, number>();

  function answer(method: string, url: string, headers: unknown, body: unknown): FakeAnswer {
    const [path = '', query = ''] = url.split('?');
    const route = `${method} ${decodeURIComponent(path)}`;
    asked.push({ route, query: decodeURIComponent(query), headers, body });
    const known = answers[route];
    if (known === undefined) return notFound;
    if (!isScript(known)) return known;
    const count = counts.get(route) ?? 0;
    counts.set(route, count + 1);
    return known[Math.min(count, known.length - 1)] ?? notFound;
  }

  const graph = createFakeGraph({
    part: ({ method, url, headers, body }) => answer(method, url, headers, body),
    single: ({ method, url, headers }) => answer(method, url.slice(`${fakeGraphUrl}/v1.0`.length), headers, undefined),
  });
  return { connector: createFakeConnector(graph, roles), asked, routes: () => asked.map(({ route }) => route) };
}

function isScript(answers: FakeAnswer | readonly FakeAnswer[]): answers is readonly FakeAnswer[] {
  return Array.isArray(answers);
}
