import { randomBytes } from 'node:crypto';
import type { Counters } from '../counters/counters.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { SimOutcome, SimRequest, SimResponse } from '../http/message.ts';
import type { World } from '../world/model.ts';
import { isResponse, jsonType } from './answer.ts';
import { authenticate, type VerifyAccessToken } from './authentication.ts';
import { answerBatch } from './batch.ts';
import { directoryRoutes } from './directory/routes.ts';
import { errorResponse, GraphError } from './errors.ts';
import type { Eventually } from './eventually.ts';
import { type Exchange, guard } from './exchange.ts';
import { playFault } from './fault-effects.ts';
import { createUsageBook } from './limits/app-usage.ts';
import { reportPersonalTouches } from './mailbox/personal-touches.ts';
import { mailboxRoutes } from './mailbox/routes.ts';
import { createPipeline } from './pipeline.ts';
import { createRouter } from './router.ts';
import { subscriptionRoutes } from './subscriptions/routes.ts';

export interface GraphServiceDeps {
  readonly world: World;
  readonly counters: Counters;
  readonly faults: FaultRegistry;
  readonly verifyAccessToken: VerifyAccessToken;
  readonly sleep: (ms: number) => Promise<void>;
  /** `https://host:port`, read at each request. */
  readonly baseUrl: string;
}

export interface GraphService {
  handle(request: SimRequest): Promise<SimOutcome>;
}

const root = '/v1.0';
const batchPath = /^\/(\$|%24)batch\/?$/i;
const batchTarget = { service: 'graph', scope: 'outer', operation: 'batch', mailboxId: null } as const;

/** Microsoft Graph v1.0: authenticates, routes, counts, limits and plays faults; all that a path does is in the routes. */
export function createGraphService(deps: GraphServiceDeps): GraphService {
  const { world, counters, faults, verifyAccessToken, sleep } = deps;
  const router = createRouter([...directoryRoutes, ...mailboxRoutes, ...subscriptionRoutes]);
  const pipeline = createPipeline(deps, router);
  const usageOf = createUsageBook();
  const nextRequestId = createRequestIds();
  reportPersonalTouches(world, counters);

  function begin(request: SimRequest, toResponse: Exchange['toResponse']): Eventually<SimOutcome> {
    const path = pathBelowRoot(request.path);
    const caller = authenticate(world, verifyAccessToken, request);
    const exchange: Exchange = { caller, usage: usageOf(caller.tenant.id, caller.appId), toResponse };
    if (!batchPath.test(path)) return pipeline.answerSingle(request, path, exchange);
    const perform = (): Eventually<SimOutcome> => {
      counters.batch();
      return answerBatch(request, pipeline, exchange, world.settings);
    };
    const { method } = request;
    const fault = faults.take({ ...batchTarget, method, path: request.path, tenantId: caller.tenant.id });
    if (fault === null) return perform();
    const nowMs = world.clock.nowMs;
    const guarded = (): Eventually<SimOutcome> => guard(perform, toResponse);
    return playFault(fault, { request, baseUrl: deps.baseUrl, nowMs, sleep, toResponse }, guarded);
  }

  return {
    async handle(request) {
      counters.http('graph');
      const requestId = nextRequestId();
      const clientRequestId = request.headers['client-request-id'];
      const toResponse = (error: unknown): SimResponse => {
        if (!(error instanceof GraphError)) throw error;
        const date = new Date(world.clock.nowMs()).toISOString().slice(0, 19);
        return errorResponse(error, requestId, clientRequestId, date);
      };
      const outcome = await guard(() => begin(request, toResponse), toResponse);
      return isResponse(outcome) ? withHeaders(outcome, requestId, clientRequestId) : outcome;
    },
  };
}

function pathBelowRoot(path: string): string {
  if (path.startsWith(root) && (path.length === root.length || path.charAt(root.length) === '/')) {
    return path.slice(root.length);
  }
  const version = path.split('/')[1] ?? '';
  throw new GraphError(400, 'BadRequest', `Invalid version: ${version}`);
}

function withHeaders(response: SimResponse, requestId: string, clientRequestId: string | undefined): SimResponse {
  const { body } = response;
  const headers: Record<string, string> = {
    'Cache-Control': 'no-cache',
    'request-id': requestId,
    'client-request-id': clientRequestId ?? requestId,
    'x-ms-ags-diagnostic': diagnostic,
  };
  if (body !== undefined && !(body instanceof Uint8Array)) headers['Content-Type'] = jsonType;
  for (const name in response.headers) {
    const value = response.headers[name];
    if (value === undefined) continue;
    headers[name.toLowerCase() === 'content-type' ? 'Content-Type' : name] = value;
  }
  return { status: response.status, headers, body };
}

const diagnostic = JSON.stringify({
  ServerInfo: { DataCenter: 'Simulator', Slice: 'E', Ring: '1', ScaleUnit: '000', RoleInstance: 'SIM00000' },
});

/** GUIDs that count up from a random beginning: unique at next to no cost. */
function createRequestIds(): () => string {
  const start = randomBytes(10).toString('hex');
  const head = `${start.slice(0, 8)}-${start.slice(8, 12)}-4${start.slice(13, 16)}-8${start.slice(17, 20)}`;
  let count = 0;
  return () => {
    count += 1;
    return `${head}-${count.toString(16).padStart(12, '0')}`;
  };
}
