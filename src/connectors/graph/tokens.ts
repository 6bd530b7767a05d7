import { AsyncLocalStorage } from 'node:async_hooks';
import { X509Certificate } from 'node:crypto';
import {
  ConfidentialClientApplication,
  type INetworkModule,
  LogLevel,
  type NetworkRequestOptions,
  type NodeAuthOptions,
} from '@azure/msal-node';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { Failure } from '../../sync/failure.ts';
import { isObject, parseJson } from './answer.ts';
import { throwIfCancelled, unlessCancelled } from './cancellation.ts';
import { sortBrokenCall } from './errors.ts';
import type { CheckedHosts } from './hosts.ts';
import { sortTokenAnswer } from './token-errors.ts';
import { type HttpRequest, type Send, TransportError } from './transport.ts';

/** How the app proves that it is itself. */
export type AppCredential =
  | { readonly kind: 'certificate'; readonly privateKeyPem: string; readonly certificatePem: string }
  | { readonly kind: 'secret'; readonly secret: string };

export interface AccessToken {
  /** Secret: in no log and no error. */
  readonly value: string;
  /** Application permissions in the token; none for an app that is scoped by Exchange alone. */
  readonly roles: readonly string[];
  readonly expiresAtMs: number;
}

/** Which token will do. */
export type TokenWish =
  | { readonly kind: 'valid' }
  /** Another one than this, which was rejected before its time. */
  | { readonly kind: 'other-than'; readonly rejected: string }
  /** One that is issued now. */
  | { readonly kind: 'fresh' };

export interface TokenProvider {
  /**
   * A token for the app in an Entra tenant. Callers for one tenant share one request.
   * @throws {ConnectorError} `consent-withdrawn`, `not-found` (no such tenant), `unauthorized`, `throttled`,
   *   `unavailable`, `cancelled`.
   */
  token(entraTenantId: string, wish: TokenWish, signal: AbortSignal): Promise<AccessToken>;
}

export interface TokenProviderOptions {
  readonly clientId: string;
  readonly credential: AppCredential;
  readonly hosts: CheckedHosts;
  readonly send: Send;
  readonly now: () => number;
}

/** A token is replaced this long before it expires: longer than any request may take. */
const renewBeforeMs = 5 * 60_000;

/**
 * Requests app-only tokens for all tenants with one client, and keeps them in memory.
 *
 * A certificate signs an assertion (PS256, `x5t#S256`); the authority is given by each request.
 */
export function createTokenProvider(options: TokenProviderOptions): TokenProvider {
  const { clientId, credential, hosts, send, now } = options;
  const network = createNetworkModule(send, now);
  const client = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${hosts.loginUrl}/organizations`,
      knownAuthorities: [new URL(hosts.loginUrl).host],
      ...credentialOptions(credential),
    },
    system: {
      networkClient: network.client,
      disableInternalRetries: true,
      loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false, logLevel: LogLevel.Error },
    },
  });
  const known = new Map<string, AccessToken>();
  const flights = new Map<string, Flight>();

  async function request(entraTenantId: string, signal: AbortSignal): Promise<AccessToken> {
    const authority = `${hosts.loginUrl}/${entraTenantId}`;
    const token = await network.sorted(authority, signal, () =>
      client.acquireTokenByClientCredential({
        authority,
        scopes: [hosts.scope],
        skipCache: true,
      }),
    );
    const value: unknown = token?.accessToken;
    const expiresAtMs = token?.expiresOn?.getTime() ?? now();
    if (!isToken(value) || !Number.isFinite(expiresAtMs)) {
      throw new ConnectorError({ code: 'invalid-answer', detail: 'a token answer without token or with no end' });
    }
    return { value, roles: rolesOf(value), expiresAtMs };
  }

  function flightTo(entraTenantId: string): Flight {
    const flying = flights.get(entraTenantId);
    if (flying !== undefined) return flying;
    const controller = new AbortController();
    const token = request(entraTenantId, controller.signal).then((issued) => {
      known.set(entraTenantId, issued);
      return issued;
    });
    const flight = { token, controller, passengers: 0 };
    flights.set(entraTenantId, flight);
    const end = () => forget(entraTenantId, flight);
    token.then(end, end);
    return flight;
  }

  function forget(entraTenantId: string, flight: Flight): void {
    if (flights.get(entraTenantId) === flight) flights.delete(entraTenantId);
  }

  /** Shares a request with whoever waits for the same; the last to leave breaks it off. */
  async function requestOnce(entraTenantId: string, signal: AbortSignal): Promise<AccessToken> {
    const flight = flightTo(entraTenantId);
    flight.passengers += 1;
    try {
      return await unlessCancelled(flight.token, signal);
    } finally {
      flight.passengers -= 1;
      if (flight.passengers === 0) {
        forget(entraTenantId, flight);
        flight.controller.abort();
      }
    }
  }

  return {
    async token(entraTenantId, wish, signal) {
      throwIfCancelled(signal);
      if (!isTenantId(entraTenantId)) {
        throw new ConnectorError({ code: 'not-found', detail: 'an Entra tenant id is a GUID' });
      }
      const token = known.get(entraTenantId);
      if (token !== undefined && suits(token, wish, now())) return token;
      if (wish.kind === 'fresh') await landed(flights.get(entraTenantId), signal);
      return await requestOnce(entraTenantId, signal);
    },
  };
}

/** A request for a token under way, and how many wait for it. */
interface Flight {
  readonly token: Promise<AccessToken>;
  readonly controller: AbortController;
  passengers: number;
}

/** Waits for the end of a request that began earlier, however it ends. */
async function landed(flight: Flight | undefined, signal: AbortSignal): Promise<void> {
  const ended = flight?.token.then(
    () => {},
    () => {},
  );
  if (ended !== undefined) await unlessCancelled(ended, signal);
}

function suits(token: AccessToken, wish: TokenWish, nowMs: number): boolean {
  switch (wish.kind) {
    case 'valid':
      return token.expiresAtMs - nowMs > renewBeforeMs;
    case 'other-than':
      return token.value !== wish.rejected && token.expiresAtMs > nowMs;
    case 'fresh':
      return false;
  }
}

export function isTenantId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function credentialOptions(credential: AppCredential): Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate'> {
  switch (credential.kind) {
    case 'secret':
      return { clientSecret: credential.secret };
    case 'certificate':
      return {
        clientCertificate: {
          privateKey: credential.privateKeyPem,
          thumbprintSha256: new X509Certificate(credential.certificatePem).fingerprint256.replaceAll(':', ''),
        },
      };
  }
}

/** What can stand in a header of every request. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,32768}$/.test(value);
}

/** Reads the token only to explain a refusal; whether it holds is Graph's to say, so an opaque token has no roles. */
function rolesOf(token: string): readonly string[] {
  const claims = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const roles = isObject(claims) ? claims.roles : undefined;
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}

/** What one call of the library knows of the requests that it makes. */
interface NetworkCall {
  failure: Failure | null;
  /** Nothing is asked but below this: an answer may name another place for the app's credential to be sent to. */
  readonly authority: string;
  readonly signal: AbortSignal;
}

/**
 * The client library's way to the network, over our own transport.
 *
 * The library hides answers of failed calls behind errors of its own, and holds back calls after a 429 by a clock of its
 * own: so a failure is sorted here, where status, headers and body are at hand, and carried past the library.
 */
function createNetworkModule(send: Send, now: () => number) {
  const current = new AsyncLocalStorage<NetworkCall>();

  async function call<T>(request: HttpRequest): Promise<{ headers: Record<string, string>; body: T; status: number }> {
    const call = current.getStore();
    if (call === undefined) throw new TypeError('the network is only there within a call');
    try {
      if (!isBelow(request.url, call.authority)) {
        call.failure = { code: 'invalid-answer', detail: 'a token endpoint that is not below the authority' };
        throw new ConnectorError(call.failure);
      }
      const answer = await send(request, call.signal);
      const body = parseJson(answer.text);
      call.failure = sortTokenAnswer({ ...answer, body }, now());
      if (call.failure !== null) throw new ConnectorError(call.failure);
      return { headers: { ...answer.headers }, body: body as T, status: answer.status };
    } catch (error) {
      if (error instanceof TransportError) call.failure = sortBrokenCall(error.message);
      throw error;
    }
  }

  const client: INetworkModule = {
    sendGetRequestAsync: (url: string, options?: NetworkRequestOptions) =>
      call({ method: 'GET', url, headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url: string, options?: NetworkRequestOptions) =>
      call({ method: 'POST', url, headers: options?.headers ?? {}, body: options?.body ?? '' }),
  };

  /** Runs a call of the library; whatever it throws becomes the failure that caused it. */
  async function sorted<T>(authority: string, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    const call: NetworkCall = { failure: null, authority, signal };
    try {
      return await current.run(call, run);
    } catch (error) {
      const failure = call.failure ?? { code: 'unauthorized' as const, detail: `no token (${libraryCode(error)})` };
      throw new ConnectorError(failure);
    }
  }

  return { client, sorted };
}

function isBelow(url: string, authority: string): boolean {
  return URL.parse(url)?.href.toLowerCase().startsWith(`${authority}/`.toLowerCase()) ?? false;
}

/** The library's messages may quote what was sent; its codes do not. */
function libraryCode(error: unknown): string {
  const code = isObject(error) ? error.errorCode : undefined;
  if (typeof code === 'string' && /^[\w.-]{1,80}$/.test(code)) return code;
  return error instanceof Error ? error.name : 'unknown';
}
