import type { Api } from '../../../src/api/contract/contract.ts';
import type { Route } from '../../../src/api/contract/route.ts';
import { apiBase, type OperationId, routes } from '../../../src/api/contract/routes.ts';
import { Problem, readProblem, unreachable } from './problem.ts';

type Part<Id extends OperationId, Key extends 'params' | 'query' | 'body'> = [Api[Id][Key]] extends [null | undefined]
  ? object
  : Record<never, never> extends Api[Id][Key]
    ? { readonly [K in Key]?: Api[Id][Key] }
    : { readonly [K in Key]: Api[Id][Key] };

type RouteOf<Id extends OperationId> = (typeof routes)[Id];

/** What is sent with an operation: only what it takes. */
export type Args<Id extends OperationId> = Part<Id, 'params'> &
  Part<Id, 'query'> &
  Part<Id, 'body'> &
  (RouteOf<Id> extends { readonly kind: 'edit' } ? { readonly ifMatch: string } : object) &
  (RouteOf<Id> extends { readonly kind: 'start' } ? { readonly idempotencyKey?: string } : object);

/** `data`, and with `tagged` operations the ETag that an edit sends back; files come as they are. */
export type Answer<Id extends OperationId> =
  RouteOf<Id> extends { readonly tagged: true }
    ? { readonly data: Api[Id]['answer']; readonly etag: string }
    : RouteOf<Id> extends { readonly answers: 'image/jpeg' }
      ? Blob
      : RouteOf<Id> extends { readonly answers: string }
        ? string
        : Api[Id]['answer'];

/** Args as the client reads them, whatever the operation. */
export interface Sent {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
}

export interface ClientDeps {
  readonly fetch: typeof fetch;
  readonly newKey: () => string;
  /** That the pages are shown in: answers come in the same. */
  readonly language: () => string;
  /** The session ended: 401 where one was needed. */
  readonly onSignedOut: () => void;
}

/**
 * Calls operations of the API on this origin, and keeps the CSRF token of the session that it sees go by.
 * @throws Problem The call failed.
 */
export function createClient({ fetch, newKey, language, onSignedOut }: ClientDeps) {
  let csrfToken: string | null = null;

  function call<Id extends OperationId>(id: Id, args: Args<Id>, signal?: AbortSignal): Promise<Answer<Id>>;
  function call(id: OperationId, args: object, signal?: AbortSignal) {
    return send(id, args, signal);
  }

  return { call, send };

  /** `call` for code that doesn't know which operation it calls. */
  async function send(id: OperationId, sent: Sent, signal?: AbortSignal) {
    const route: Route = routes[id];
    const response = await request(route, sent, signal);
    if (!response.ok) {
      const problem = await readProblem(response);
      if (problem.status === 401) onSignedOut();
      throw problem;
    }
    const answer = await readAnswer(route, response);
    if (id === 'getSession') csrfToken = tokenOf(answer);
    return answer;
  }

  async function request(route: Route, sent: Sent, signal: AbortSignal | undefined): Promise<Response> {
    const headers = new Headers({ accept: route.answers ?? 'application/json', 'accept-language': language() });
    const hasBody = sent.body !== undefined && sent.body !== null;
    if (hasBody) headers.set('content-type', 'application/json');
    if (route.method !== 'GET' && csrfToken !== null) headers.set('x-csrf-token', csrfToken);
    if (route.kind === 'edit' && sent.ifMatch !== undefined) headers.set('if-match', sent.ifMatch);
    if (route.kind === 'start') headers.set('idempotency-key', sent.idempotencyKey ?? newKey());
    try {
      return await fetch(urlOf(route.path, sent.params ?? {}, sent.query ?? {}), {
        method: route.method,
        headers,
        ...(hasBody ? { body: JSON.stringify(sent.body) } : {}),
        credentials: 'same-origin',
        redirect: 'error',
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw unreachable();
    }
  }
}

/** Address of an operation; parameters it does not have are left out, lists repeat their name. */
export function urlOf(path: string, params: object, query: object = {}): string {
  const values = new Map<string, unknown>(Object.entries(params));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one));
    }
  }
  const asked = search.toString();
  return apiBase + filled + (asked === '' ? '' : `?${asked}`);
}

/** The server checks its answers against the contract: they are not checked again here. */
async function readAnswer(route: Route, response: Response) {
  if (route.answers === 'image/jpeg') return response.blob();
  if (route.answers !== undefined) return response.text();
  const data = response.status === 204 ? null : await response.json();
  return route.tagged ? { data, etag: response.headers.get('etag') ?? '' } : data;
}

function tokenOf(session: unknown): string | null {
  if (typeof session !== 'object' || session === null || !('csrfToken' in session)) return null;
  return typeof session.csrfToken === 'string' ? session.csrfToken : null;
}

export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem;
}
