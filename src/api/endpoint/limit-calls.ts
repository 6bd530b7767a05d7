import '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../tenants/caller.ts';
import type { PageServer } from '../context.ts';
import { Problem } from './problem.ts';

/** Counts a call against its caller and its tenant. @throws {Problem} `too-many-requests` */
export type LimitCalls = (request: FastifyRequest, caller: Caller | null, tenantId: string | null) => Promise<void>;

export interface CallLimits {
  /** Calls a minute per session or token. */
  readonly perCaller: number;
  /** Calls a minute per tenant, whoever calls. */
  readonly perTenant: number;
}

export const defaultCallLimits: CallLimits = { perCaller: 1_200, perTenant: 3_000 };

const minuteMs = 60_000;

/**
 * Limits calls per session or token, and per tenant, so that none slows down another. Addresses have a limit of their own
 * before anything is looked up (src/api/server.ts). The rate-limit plugin must be loaded.
 */
export function limitCalls(server: PageServer, { perCaller, perTenant }: CallLimits): LimitCalls {
  const keys = new WeakMap<FastifyRequest, string>();
  const limit = (max: number) =>
    server.createRateLimit({ max, timeWindow: minuteMs, keyGenerator: (request) => keys.get(request) ?? '' });
  const limits = { caller: limit(perCaller), tenant: limit(perTenant) };
  const count = async (kind: keyof typeof limits, request: FastifyRequest, key: string) => {
    keys.set(request, `${kind}:${key}`);
    const found = await limits[kind](request);
    if (found.isAllowed || !found.isExceeded) return;
    throw new Problem('too-many-requests', { retryAfterSeconds: found.ttlInSeconds });
  };
  return async (request, caller, tenantId) => {
    if (caller === null) return;
    await count('caller', request, caller.kind === 'person' ? caller.sessionId : caller.tokenId);
    if (tenantId !== null) await count('tenant', request, tenantId);
  };
}
