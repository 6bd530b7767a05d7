import '@fastify/cookie';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditTrail } from '../../tenants/audit-trail.ts';
import type { Caller, Gate } from '../../tenants/caller.ts';
import type { RememberedAnswers } from '../../tenants/remembered-answers.ts';
import type { PageServer, Translate } from '../context.ts';
import { contract, type OperationSchemas } from '../contract/contract.ts';
import type { Route } from '../contract/route.ts';
import { apiBase, type OperationId, routes } from '../contract/routes.ts';
import { languageOf } from '../dashboard/language.ts';
import type { DashboardContext } from '../dashboard-context.ts';
import { allow } from './allow.ts';
import type { ChangeNote, Handlers } from './handler.ts';
import { type CallLimits, defaultCallLimits, type LimitCalls, limitCalls } from './limit-calls.ts';
import { parseRequest } from './operation-call.ts';
import { Problem } from './problem.ts';
import { once } from './remembered-answers.ts';
import { sendProblem, toProblem } from './send-problem.ts';
import { readIfMatch } from './tag.ts';

/** What operations are called with, beside what their handlers need. */
export interface OperationsOptions {
  readonly gate: Gate;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly answers: RememberedAnswers;
  readonly dashboard: DashboardContext;
  readonly translator: (language: 'en' | 'de') => Translate;
  /** Told of what should not happen, with the id that the caller was given. No content. */
  readonly onFailure: (id: string, error: unknown) => void;
  readonly limits?: CallLimits;
  /** Refuses an answer that is not what the contract says; for tests. */
  readonly checkAnswers?: boolean;
}

/** Name of the session's cookie: only over HTTPS, only from this host, for all of it. */
export const sessionCookie = '__Host-ringbook';

/** Makes every operation of the contract answer below `/api/v1`. */
export function registerOperations(server: PageServer, handlers: Handlers, options: OperationsOptions): void {
  const limits = limitCalls(server, options.limits ?? defaultCallLimits);
  const known: Readonly<Record<string, Route>> = routes;
  for (const [id, route] of Object.entries(known)) {
    if (!isOperation(id)) continue;
    server.route({
      method: route.method,
      url: `${apiBase}${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ...(bodyLimits[id] === undefined ? {} : { bodyLimit: bodyLimits[id] }),
      handler: (request, reply) => answer(id, route, request, reply, handlers, limits, options),
    });
  }
}

/** Bytes; everything else has the server's own limit. */
const bodyLimits: Readonly<Partial<Record<string, number>>> = { uploadCsv: 29_000_000, importDefinitions: 1_200_000 };

function isOperation(id: string): id is OperationId {
  return Object.hasOwn(routes, id);
}

async function answer(
  id: OperationId,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  handlers: Handlers,
  limits: LimitCalls,
  options: OperationsOptions,
): Promise<FastifyReply> {
  let caller: Caller | null = null;
  try {
    caller = await options.gate.callerOf({ session: request.cookies[sessionCookie] ?? null, token: bearerOf(request) });
    const tenantId = tenantOf(request);
    await limits(request, caller, tenantId);
    await allow(options.gate, route, caller, tenantId, request.headers);
    return await call(id, route, request, reply, caller, handlers, options);
  } catch (error) {
    const problem = toProblem(error);
    // Whoever has gone gets no answer, and what they asked for has ended because of that.
    if (problem.status >= 500 && !request.raw.destroyed) options.onFailure(request.id, error);
    const language = languageFor(request, caller);
    return sendProblem(reply, problem, request.id, language, options.translator(language));
  }
}

async function call(
  id: OperationId,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller | null,
  handlers: Handlers,
  { answers, audit, dashboard, checkAnswers = false }: OperationsOptions,
): Promise<FastifyReply> {
  const language = languageFor(request, caller);
  const parsed = parseRequest(contract[id], request, language);
  const ifMatch = route.kind === 'edit' ? readIfMatch(request.headers['if-match']) : '';
  const tenantId = tenantOf(request);
  const work = tenantId === null ? null : await dashboard.tenantWork(tenantId);
  if (tenantId !== null && work === null) throw new Problem('not-found');
  const gone = new AbortController();
  reply.raw.on('close', () => gone.abort());
  let noted: ChangeNote = {};
  const full = {
    ...parsed,
    caller,
    work,
    language,
    ifMatch,
    address: request.ip,
    userAgent: String(request.headers['user-agent'] ?? ''),
    lastEventId: headerText(request.headers['last-event-id']) ?? resumedAt(request),
    signal: gone.signal,
    note: (change: ChangeNote) => {
      noted = { ...noted, ...change };
    },
  };
  const run = async (): Promise<unknown> => {
    // The contract ties each id to the shapes of its call and answer; here all of them pass through one door.
    const handle = handlers[id] as (call: unknown, context: DashboardContext) => Promise<unknown>;
    const result = await handle(full, dashboard);
    if (isChange(route) && tenantId !== null && noted.looked !== true) {
      await audit.append(tenantId, {
        ...actorOf(caller),
        action: id,
        subject: noted.subject ?? subjectOf(request),
        changes: noted.changes ?? [],
        from: request.ip,
      });
    }
    return result;
  };
  if (route.kind === 'start') {
    const key = headerText(request.headers['idempotency-key']) ?? undefined;
    const asked = [route.method, request.url, JSON.stringify(request.body ?? null)];
    const { status, body } = await once(answers, callerKey(caller), key, asked, async () => {
      const result = checked(contract[id], await run(), checkAnswers);
      return { status: result === null ? 204 : 200, body: result === null ? null : JSON.stringify(result) };
    });
    return body === null ? reply.code(status).send() : reply.code(status).type('application/json').send(body);
  }
  return send(id, route, reply, await run(), checkAnswers);
}

function send(id: OperationId, route: Route, reply: FastifyReply, result: unknown, check: boolean): FastifyReply {
  if (route.answers !== undefined) return sendRaw(route.answers, reply, result);
  const { tag, answer: content } = untag(route, result);
  if (tag !== null) reply.header('etag', `"${tag}"`);
  const body = checked(contract[id], content, check);
  return body === null ? reply.code(204).send() : reply.send(body);
}

/** Does it belong into the audit trail? A preview looks, and is asked for with each key that is pressed. */
function isChange({ method, access }: Route): boolean {
  return method !== 'GET' && access !== 'see' && access !== 'read';
}

function untag(route: Route, result: unknown): { readonly tag: string | null; readonly answer: unknown } {
  const isTagged = typeof result === 'object' && result !== null && 'tag' in result && 'answer' in result;
  if (route.tagged !== true || !isTagged) return { tag: null, answer: result };
  return { tag: String(result.tag), answer: result.answer };
}

function sendRaw(type: NonNullable<Route['answers']>, reply: FastifyReply, result: unknown): FastifyReply {
  const { body, fileName } = result as {
    readonly body: string | Uint8Array | AsyncIterable<string>;
    readonly fileName?: string;
  };
  if (fileName !== undefined) reply.header('content-disposition', `attachment; filename="${fileName}"`);
  reply.type(type.startsWith('text/') ? `${type}; charset=utf-8` : type);
  if (typeof body === 'string' || body instanceof Uint8Array) return reply.send(body);
  return reply.send(Readable.from(body, { objectMode: false }));
}

/** An answer leaves out what the contract does not name only where tests check it; types keep it otherwise. */
function checked({ answer: schema }: OperationSchemas, result: unknown, check: boolean): unknown {
  return check ? schema.parse(result) : result;
}

function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer ([\w.~+/-]+=*)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function tenantOf({ params }: FastifyRequest): string | null {
  const isNamed = typeof params === 'object' && params !== null && 'tenantId' in params;
  return isNamed && typeof params.tenantId === 'string' ? params.tenantId : null;
}

/** The last parameter of the path: what the call is about. */
function subjectOf({ params }: FastifyRequest): string | null {
  if (typeof params !== 'object' || params === null) return null;
  const ids = Object.entries(params).filter(([name]) => name !== 'tenantId');
  return ids.length === 0 ? null : ids.map(([, value]) => String(value)).join('/');
}

function actorOf(caller: Caller | null) {
  if (caller === null) return { actor: 'nobody', actorKind: 'system' } as const;
  return caller.kind === 'person'
    ? ({ actor: caller.userName, actorKind: 'person' } as const)
    : ({ actor: caller.name, actorKind: 'token' } as const);
}

function callerKey(caller: Caller | null): string {
  if (caller === null) return 'nobody';
  return caller.kind === 'person'
    ? `person:${caller.person.entraTenantId}:${caller.person.objectId}`
    : `token:${caller.tokenId}`;
}

function languageFor(request: FastifyRequest, caller: Caller | null): 'en' | 'de' {
  return (caller?.kind === 'person' ? caller.language : null) ?? languageOf(request);
}

/** A page that opens a stream anew can send no header. */
function resumedAt({ query }: FastifyRequest): string | null {
  const isNamed = typeof query === 'object' && query !== null && 'lastEventId' in query;
  return isNamed && typeof query.lastEventId === 'string' ? query.lastEventId : null;
}

function headerText(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
