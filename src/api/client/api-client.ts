import { z } from 'zod';
import { type Api, contract, type OperationSchemas } from '../contract/contract.ts';
import type { Route } from '../contract/route.ts';
import { apiBase, type OperationId, routes } from '../contract/routes.ts';

export interface ApiClientOptions {
  /** `https://ringbook.example`; nothing is sent without TLS. */
  readonly server: string;
  /** API token; it belongs to one tenant. */
  readonly token: string;
  readonly fetch: typeof fetch;
}

/** Only what an operation takes. */
export interface ApiRequest<Id extends OperationId> {
  readonly params?: Api[Id]['params'];
  readonly query?: Api[Id]['query'];
  readonly body?: Api[Id]['body'];
  /** ETag that an edit was made from. */
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
}

/** A call that the server refused or that failed, as it told it. */
export class RemoteError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'RemoteError';
    this.status = status;
    this.code = code;
  }
}

export interface ApiClient {
  /** Calls an operation whose answer is JSON. @throws {RemoteError} */
  call<Id extends OperationId>(id: Id, request: ApiRequest<Id>, signal: AbortSignal): Promise<Api[Id]['answer']>;
  /** As `call` for what is only known at run time: the answer as text. @throws {RemoteError} */
  send(id: OperationId, request: LooseRequest, signal: AbortSignal): Promise<string>;
}

/** A request whose parts nobody has looked at: the server does. */
export interface LooseRequest {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
}

/** A client of another server's API: typed by the contract, and answers are checked against it. */
export function createApiClient({ server, token, fetch }: ApiClientOptions): ApiClient {
  const base = new URL(server);
  if (base.protocol !== 'https:') throw new TypeError(`${server} is no https:// address`);

  async function send(id: OperationId, request: LooseRequest, signal: AbortSignal): Promise<string> {
    const route: Route = routes[id];
    const { params = {}, query = {}, body, ifMatch, idempotencyKey } = request;
    const url = new URL(`${apiBase}${filled(route.path, params)}`, base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const hasBody = body !== undefined && body !== null;
    const answer = await fetch(url, {
      method: route.method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: route.answers ?? 'application/json',
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(hasBody ? { body: JSON.stringify(body) } : {}),
      redirect: 'error',
      signal,
    });
    const text = await answer.text();
    if (!answer.ok) throw toError(answer.status, text);
    return text;
  }

  return {
    send,
    async call(id, request, signal) {
      const text = await send(id, looseOf(request), signal);
      const schemas: OperationSchemas = contract[id];
      // The contract ties each id to the shape of its answer; this is the one place where a schema stands for all.
      return schemas.answer.parse(text === '' ? null : JSON.parse(text)) as Api[typeof id]['answer'];
    },
  };
}

function looseOf(request: object): LooseRequest {
  return request;
}

function filled(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new TypeError(`the operation needs "${name}"`);
    return encodeURIComponent(String(value));
  });
}

const problemSchema = z.object({
  code: z.string(),
  title: z.string(),
  remedy: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

function toError(status: number, text: string): RemoteError {
  const parsed = problemSchema.safeParse(jsonOf(text));
  if (!parsed.success)
    return new RemoteError(status, 'no-ringbook', `The server answered ${status}, and not as Ringbook does.`);
  const { code, title, remedy = '', detail, errors = [] } = parsed.data;
  const lines = [
    `${title}${detail === undefined ? '' : ` (${detail})`}. ${remedy}`.trim(),
    ...errors.map(({ path, message }) => `  ${path}: ${message}`),
  ];
  return new RemoteError(status, code, lines.join('\n'));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
