import { randomUUID } from 'node:crypto';
import type { Counters } from '../counters/counters.ts';
import type { Fault, FaultRegistry } from '../faults/registry.ts';
import type { SimOutcome, SimRequest, SimResponse } from '../http/message.ts';
import { findTenant } from '../world/create-world.ts';
import type { World } from '../world/model.ts';
import { type AccessClaims, createAccessTokens } from './access-token.ts';
import { adminConsent } from './admin-consent.ts';
import { authorize, logout } from './authorize.ts';
import { type EntraContext, tenantOfSegment } from './context.ts';
import { instanceDiscovery, openIdConfiguration, signingKeys } from './discovery.ts';
import { EntraError, errorResponse, errorText } from './errors.ts';
import { createGrantStore } from './grants.ts';
import { html, page, pageLanguage } from './html.ts';
import { pageTexts } from './page-texts.ts';
import type { SigningKey } from './signing-key.ts';
import { tokenEndpoint } from './token-endpoint.ts';

export interface EntraDependencies {
  readonly world: World;
  readonly counters: Counters;
  readonly faults: FaultRegistry;
  readonly key: SigningKey;
  readonly baseUrl: string;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface EntraService {
  handle(request: SimRequest): Promise<SimOutcome>;
  /** For Graph: what a bearer token says, or null if it is not to be believed. */
  verifyAccessToken(token: string): AccessClaims | null;
}

interface Endpoint {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
  readonly operation: string;
  /** How refusals are shown. */
  readonly refusals: 'json' | 'page';
  readonly answer: (context: EntraContext, request: SimRequest, segment: string) => SimResponse | Promise<SimResponse>;
}

const endpoints: readonly Endpoint[] = [
  {
    pattern: /^\/([^/]+)\/oauth2\/v2\.0\/token$/i,
    methods: ['POST'],
    operation: 'token',
    refusals: 'json',
    answer: tokenEndpoint,
  },
  {
    pattern: /^\/([^/]+)(?:\/v2\.0)?\/\.well-known\/openid-configuration$/i,
    methods: ['GET'],
    operation: 'openid-configuration',
    refusals: 'json',
    answer: ({ world, baseUrl }, _request, segment) =>
      openIdConfiguration(baseUrl, segment, tenantOfSegment(world, segment)?.id ?? '{tenantid}'),
  },
  {
    pattern: /^\/([^/]+)\/discovery\/(?:v2\.0\/)?keys$/i,
    methods: ['GET'],
    operation: 'keys',
    refusals: 'json',
    answer: ({ world, baseUrl, key }, _request, segment) =>
      signingKeys(baseUrl, tenantOfSegment(world, segment)?.id ?? '{tenantid}', key),
  },
  {
    pattern: /^\/([^/]+)\/discovery\/instance$/i,
    methods: ['GET'],
    operation: 'instance',
    refusals: 'json',
    answer: ({ baseUrl }, request, segment) => {
      const asked = new URLSearchParams(request.query).get('authorization_endpoint');
      const tenant = asked !== null && URL.canParse(asked) ? new URL(asked).pathname.split('/')[1] : undefined;
      return instanceDiscovery(baseUrl, tenant ?? segment);
    },
  },
  {
    pattern: /^\/([^/]+)\/v2\.0\/adminconsent$/i,
    methods: ['GET', 'POST'],
    operation: 'adminconsent',
    refusals: 'page',
    answer: (context, request, segment) => adminConsent(context, request, segment, 'v2'),
  },
  {
    pattern: /^\/([^/]+)\/adminconsent$/i,
    methods: ['GET', 'POST'],
    operation: 'adminconsent',
    refusals: 'page',
    answer: (context, request, segment) => adminConsent(context, request, segment, 'v1'),
  },
  {
    pattern: /^\/([^/]+)\/oauth2\/v2\.0\/authorize$/i,
    methods: ['GET', 'POST'],
    operation: 'authorize',
    refusals: 'page',
    answer: authorize,
  },
  {
    pattern: /^\/([^/]+)\/oauth2\/v2\.0\/logout$/i,
    methods: ['GET', 'POST'],
    operation: 'logout',
    refusals: 'page',
    answer: logout,
  },
];

/** Entra ID: discovery, tokens, admin consent and sign-in. */
export function createEntraService({ world, counters, faults, key, baseUrl, sleep }: EntraDependencies): EntraService {
  const accessTokens = createAccessTokens(world, key);
  const context: EntraContext = { world, baseUrl, key, accessTokens, grants: createGrantStore(world.clock) };

  async function answer(endpoint: Endpoint, request: SimRequest, segment: string): Promise<SimResponse> {
    try {
      return await endpoint.answer(context, request, segment);
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      const correlation = request.headers['client-request-id'];
      if (endpoint.refusals === 'json') return errorResponse(error, world.clock.nowMs(), baseUrl, correlation);
      return errorPage(error, request);
    }
  }

  return {
    verifyAccessToken: accessTokens.verify,
    async handle(request) {
      counters.http('entra');
      const found = findEndpoint(request);
      if (found === null) return notFound(request);
      const { endpoint, segment } = found;
      if (!endpoint.methods.includes(request.method))
        return { status: 405, headers: { allow: endpoint.methods.join(', ') } };
      const fault = faults.take({
        service: 'entra',
        scope: 'single',
        operation: endpoint.operation,
        method: request.method,
        path: request.path,
        tenantId: findTenant(world, segment)?.id ?? null,
        mailboxId: null,
      });
      if (fault === null) return answer(endpoint, request, segment);
      return playFault(fault, world, sleep, () => answer(endpoint, request, segment));
    },
  };
}

function findEndpoint(request: SimRequest): { endpoint: Endpoint; segment: string } | null {
  for (const endpoint of endpoints) {
    const segment = endpoint.pattern.exec(request.path)?.[1];
    if (segment !== undefined) return { endpoint, segment: decodeSegment(segment) };
  }
  return null;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Faults that speak of Graph's tokens, deltas and pages change nothing here. */
async function playFault(
  fault: Fault,
  world: World,
  sleep: (ms: number) => Promise<void>,
  honest: () => Promise<SimResponse>,
): Promise<SimOutcome> {
  switch (fault.kind) {
    case 'status':
      if (fault.when === 'after') await honest();
      return statusFault(fault, world.clock.nowMs());
    case 'hang':
    case 'reset':
      if (fault.when === 'after') await honest();
      return { kind: fault.kind };
    case 'slow':
      await sleep(fault.delayMs);
      return honest();
    case 'truncate': {
      const { status, headers, body } = await honest();
      const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
      return {
        status,
        headers: { 'content-type': 'application/json', ...headers },
        body: text.slice(0, text.length / 2),
      };
    }
    case 'body':
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body),
      };
    case 'token-rejected':
    case 'delta-expired':
    case 'partial-page':
      return honest();
  }
}

function statusFault(fault: Fault & { readonly kind: 'status' }, nowMs: number): SimResponse {
  const { retryAfter } = fault;
  const headers: Record<string, string> = {};
  if (retryAfter?.form === 'seconds') headers['retry-after'] = String(retryAfter.seconds);
  if (retryAfter?.form === 'date') headers['retry-after'] = new Date(nowMs + retryAfter.seconds * 1000).toUTCString();
  const description = fault.message ?? 'AADSTS90033: A transient error has occurred. Please try again.';
  return {
    status: fault.status,
    headers,
    body: {
      error: fault.code ?? 'temporarily_unavailable',
      error_description: description,
      error_codes: [90033],
      timestamp: `${new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ')}Z`,
      trace_id: randomUUID(),
      correlation_id: randomUUID(),
    },
  };
}

function errorPage(error: EntraError, request: SimRequest): SimResponse {
  const language = pageLanguage(new URLSearchParams(request.query), request.headers['accept-language']);
  const title = pageTexts[language].errorTitle;
  return page(error.status, language, title, html`<h1>${title}</h1><p>${errorText(error)}</p>`);
}

function notFound(request: SimRequest): SimResponse {
  const body = html`<h1>404</h1><p>${request.path}</p>`;
  return page(404, pageLanguage(new URLSearchParams(request.query), request.headers['accept-language']), '404', body);
}
