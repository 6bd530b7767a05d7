import type { Counters } from '../counters/counters.ts';
import type { Fault, FaultRegistry, FaultTarget } from '../faults/registry.ts';
import type { SimOutcome, SimRequest } from '../http/message.ts';
import type { World } from '../world/model.ts';
import { isResponse } from './answer.ts';
import { authorize } from './authentication.ts';
import { findUser } from './directory/lookup.ts';
import { GraphError } from './errors.ts';
import type { Eventually } from './eventually.ts';
import { type Exchange, guard } from './exchange.ts';
import { playFault } from './fault-effects.ts';
import { type Concurrency, concurrencyOf, mailboxUsage } from './limits/app-usage.ts';
import { directoryCost, refuseByDirectoryLimits } from './limits/directory-limits.ts';
import { refuseByMailboxLimits } from './limits/mailbox-limits.ts';
import type { Caller, Route } from './route.ts';
import type { Router } from './router.ts';

/** A request that was matched to its route, ready to run. */
export interface Call {
  readonly exchange: Exchange;
  readonly request: SimRequest;
  readonly scope: 'single' | 'part';
  /** Null: Graph has no such path, and `failure` says so. */
  readonly route: Route | null;
  readonly failure: unknown;
  readonly params: readonly string[];
  /** The user id of the mailbox; null for requests to anything else. */
  readonly mailboxId: string | null;
  readonly targetUserId: string | null;
  readonly uploadBytes: number;
}

export interface Pipeline {
  answerSingle(request: SimRequest, path: string, exchange: Exchange): Eventually<SimOutcome>;
  /** @param path Percent-encoded, below `/v1.0`. Never throws: what cannot be routed is answered when it runs. */
  prepare(request: SimRequest, path: string, exchange: Exchange, scope: Call['scope'], uploadBytes: number): Call;
  run(call: Call): Eventually<SimOutcome>;
}

interface PipelineDeps {
  readonly world: World;
  readonly counters: Counters;
  readonly faults: FaultRegistry;
  readonly sleep: (ms: number) => Promise<void>;
  /** `https://host:port`. */
  readonly baseUrl: string;
}

/** The way of one request through Graph: fault, permission, limits, think time, route, count. */
export function createPipeline(deps: PipelineDeps, router: Router): Pipeline {
  const { world, counters, faults, sleep } = deps;
  const { settings, clock } = world;
  const nowMs = (): number => clock.nowMs();

  /** The honest effect and answer. @throws {GraphError} */
  function perform(call: Call): Eventually<SimOutcome> {
    const { route } = call;
    if (route === null) throw call.failure;
    authorize(call.exchange.caller, route, call.targetUserId);
    const slot = admit(call, route);
    if (settings.thinkTimeMs > 0)
      return holding(slot, async () => {
        await sleep(settings.thinkTimeMs);
        return handle(call, route);
      });
    const outcome = handle(call, route);
    return outcome instanceof Promise ? holding(slot, () => outcome) : outcome;
  }

  function handle(call: Call, route: Route): Eventually<SimOutcome> {
    const { request, params, exchange } = call;
    return route.handle({ world, caller: exchange.caller, request, params, baseUrl: `${deps.baseUrl}/v1.0` });
  }

  /** @returns The place that a request to a mailbox takes while it is answered. @throws {GraphError} 429 */
  function admit({ exchange, request, mailboxId, uploadBytes }: Call, route: Route): Concurrency | null {
    if (!settings.limitsEnabled) return null;
    const { usage, caller } = exchange;
    if (mailboxId !== null) {
      const mailbox = mailboxUsage(usage, mailboxId);
      const concurrency = concurrencyOf(usage, mailbox, settings);
      const refusal = refuseByMailboxLimits(mailbox, concurrency, uploadBytes, settings, nowMs());
      if (refusal !== null) throw refusal;
      return concurrency;
    }
    if (route.service === 'directory') {
      const cost = directoryCost(route.pattern, request.query);
      const refusal = refuseByDirectoryLimits(usage, cost, caller.tenant.users.size, settings, nowMs());
      if (refusal !== null) throw refusal;
    }
    return null;
  }

  function answer(call: Call, fault: Fault | null): Eventually<SimOutcome> {
    const { exchange, request } = call;
    const { toResponse } = exchange;
    if (fault === null) return guard(() => perform(call), toResponse);
    const stage = { request, baseUrl: deps.baseUrl, nowMs, sleep, toResponse };
    return playFault(fault, stage, () => guard(() => perform(call), toResponse));
  }

  function count({ route, scope, mailboxId, exchange }: Call, outcome: SimOutcome): SimOutcome {
    counters.graphRequest({
      tenantId: exchange.caller.tenant.id,
      operation: route?.operation ?? 'unknown',
      service: route?.service ?? 'directory',
      mailboxId,
      status: isResponse(outcome) ? outcome.status : unansweredStatus,
      batched: scope === 'part',
    });
    return outcome;
  }

  function prepare(
    request: SimRequest,
    path: string,
    exchange: Exchange,
    scope: Call['scope'],
    uploadBytes: number,
  ): Call {
    const call = { exchange, request, scope, uploadBytes };
    try {
      const { route, params } = router.match(request.method, ownPath(path, exchange.caller));
      if (!route.pattern.startsWith('/users/{}')) {
        return { ...call, route, failure: null, params, mailboxId: null, targetUserId: null };
      }
      const [key = '', ...rest] = params;
      const targetUserId = findUser(exchange.caller.tenant, key)?.id ?? key;
      const mailboxId = route.service === 'mailbox' ? targetUserId : null;
      return { ...call, route, failure: null, params: [targetUserId, ...rest], mailboxId, targetUserId };
    } catch (failure) {
      return { ...call, route: null, failure, params: [], mailboxId: null, targetUserId: null };
    }
  }

  function run(call: Call): Eventually<SimOutcome> {
    const outcome = answer(call, faults.take(faultTarget(call)));
    return outcome instanceof Promise ? outcome.then((value) => count(call, value)) : count(call, outcome);
  }

  return {
    prepare,
    run,
    answerSingle(request, path, exchange) {
      const uploadBytes = request.body.kind === 'bytes' ? request.body.bytes.byteLength : 0;
      return run(prepare(request, path, exchange, 'single', uploadBytes));
    },
  };
}

/** What a request counts as whose connection was hung or reset. */
const unansweredStatus = 0;

function faultTarget({ exchange, request, scope, route, mailboxId }: Call): FaultTarget {
  const { method, path } = request;
  const operation = route?.operation ?? 'unknown';
  return { service: 'graph', scope, operation, method, path, tenantId: exchange.caller.tenant.id, mailboxId };
}

async function holding(slot: Concurrency | null, answer: () => Promise<SimOutcome>): Promise<SimOutcome> {
  if (slot === null) return answer();
  slot.running += 1;
  try {
    return await answer();
  } finally {
    slot.running -= 1;
  }
}

/** `/me` is the signed-in user. @throws {GraphError} 400 for tokens without one. */
function ownPath(path: string, caller: Caller): string {
  if (!/^\/me(\/|$)/i.test(path)) return path;
  if (caller.userId === null) {
    throw new GraphError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
  }
  return `/users/${caller.userId}${path.slice(3)}`;
}
