import { createHash } from 'node:crypto';
import { ConnectorError } from '../runs/connector-error.ts';
import type { Failure } from '../sync/failure.ts';
import {
  beginConnect,
  type ConnectContext,
  connectProven,
  partsOfState,
  readConsent,
  stateLifetimeMs,
} from './connect.ts';
import type { Connection, TenantId } from './ports.ts';
import { SignInError, type SignInProvider } from './sign-in-provider.ts';

/** How connecting ended; each names a text of the pages. */
export type ConnectEnd =
  | 'connected'
  /** Somebody said no. */
  | 'refused'
  /** Whoever was asked may not consent for their organisation. */
  | 'not-admin'
  /** Another Entra tenant consented, or proved itself, than the one that was meant. */
  | 'wrong-tenant'
  /** The answer belongs to nothing that this browser began. */
  | 'forged'
  | 'expired'
  /** Entra does not know of the consent everywhere yet: look again. */
  | 'propagation'
  | 'conditional-access'
  | 'unauthorized'
  | 'unavailable';

export type ConnectStep =
  /** The browser goes there: whoever consented shows who they are. */
  | { readonly kind: 'go-on'; readonly url: string }
  /** `tenantId` null: not known. */
  | { readonly kind: 'ended'; readonly end: ConnectEnd; readonly tenantId: TenantId | null };

/** Whether the person at the browser may connect the tenant. */
export type MayConnect = (tenantId: TenantId) => Promise<boolean>;

/**
 * Connecting from a browser. All of it happens in one session, and the redirects are believed for nothing that they say: an
 * app of several customers gets tokens for each that consented, so whoever connects an Entra tenant shows that they
 * administer it, by signing in there. An app of the tenant's own proves that by itself: only who may change its
 * registration can make it accept our certificate.
 */
export interface ConnectFlow {
  begin(
    tenantId: TenantId,
    entraTenant: string | null,
    sessionId: string,
    signal: AbortSignal,
  ): Promise<{ readonly consentUrl: string; readonly expiresAt: string }>;
  /** Goes on with what the browser brought back, from the consent page or from signing in. @param sessionId Null: none. */
  answer(query: URLSearchParams, sessionId: string | null, may: MayConnect, signal: AbortSignal): Promise<ConnectStep>;
  /** Asks again for the proof of a consent that Entra did not know yet. */
  lookAgain(tenantId: TenantId, sessionId: string, signal: AbortSignal): Promise<ConnectEnd>;
}

/** What connecting works with, and the app that it is for. */
export interface AppContext extends ConnectContext {
  readonly clientId: string;
  readonly isOwnApp: boolean;
}

export interface ConnectFlowOptions {
  /** How a tenant connects: by the app that it uses. */
  readonly contextOf: (tenantId: TenantId) => Promise<AppContext>;
  readonly signIn: Pick<SignInProvider, 'signInUrl' | 'prove' | 'entraTenantOf'>;
  readonly redirectUri: string;
  /** ISO UTC. */
  readonly now: () => string;
  /** 256 random bits in base64url. */
  readonly newSecret: () => string;
  readonly onConnected: (tenantId: TenantId, connection: Connection) => Promise<void>;
}

interface Consented {
  readonly tenantId: TenantId;
  readonly clientId: string;
  readonly entraTenantId: string;
  readonly sessionId: string;
  readonly endMs: number;
}

interface SigningIn extends Consented {
  readonly nonce: string;
  readonly codeVerifier: string;
}

const signInLifetimeMs = 10 * 60_000;
const proofLifetimeMs = 60 * 60_000;
/** More at once are an attack; the oldest give way. */
const mostAtOnce = 10_000;

/** What is under way is kept in memory: after a restart people begin again. */
export function createConnectFlow(options: ConnectFlowOptions): ConnectFlow {
  const { contextOf, signIn, redirectUri, now, newSecret, onConnected } = options;
  const signingIn = new Map<string, SigningIn>();
  const awaited = new Map<string, Consented>();
  const nowMs = () => Date.parse(now());

  async function meantTenant(entraTenant: string | null, signal: AbortSignal): Promise<string | null> {
    if (entraTenant === null || !entraTenant.includes('.')) return entraTenant;
    // By its id it can be told from another one when the answer comes.
    return (await signIn.entraTenantOf(entraTenant, signal)) ?? entraTenant;
  }

  async function askWhoItIs(consented: Consented, signal: AbortSignal): Promise<ConnectStep> {
    const [state, nonce, codeVerifier] = [newSecret(), newSecret(), newSecret()];
    const codeChallenge = sha256(codeVerifier);
    try {
      const url = await signIn.signInUrl({ state, nonce, codeChallenge, redirectUri }, signal);
      remember(signingIn, state, { ...consented, nonce, codeVerifier, endMs: nowMs() + signInLifetimeMs }, nowMs());
      return { kind: 'go-on', url };
    } catch (error) {
      if (!(error instanceof SignInError)) throw error;
      return { kind: 'ended', end: 'unavailable', tenantId: consented.tenantId };
    }
  }

  /** @param context Of the app that was consented to: what proves one app proves nothing for another. */
  async function prove(context: AppContext, consented: Consented, signal: AbortSignal): Promise<ConnectEnd> {
    const { tenantId, entraTenantId, sessionId } = consented;
    if (consented.clientId !== context.clientId) return 'expired';
    try {
      const connection = await connectProven(context, tenantId, entraTenantId, signal);
      if ((await contextOf(tenantId)).clientId !== context.clientId) {
        await context.tenants.removeConnection(tenantId, connection.connectionId);
        return 'expired';
      }
      awaited.delete(sha256(keyOf(tenantId, sessionId)));
      await onConnected(tenantId, connection);
      return 'connected';
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const end = endOf(error.failure);
      if (end === 'propagation' || end === 'unavailable') {
        remember(awaited, keyOf(tenantId, sessionId), { ...consented, endMs: nowMs() + proofLifetimeMs }, nowMs());
      }
      return end;
    }
  }

  async function consentAnswered(
    query: URLSearchParams,
    sessionId: string,
    may: MayConnect,
    signal: AbortSignal,
  ): Promise<ConnectStep> {
    const { tenantId } = partsOfState(query.get('state'));
    // Whoever may not is told nothing, and uses nothing up.
    if (!(await may(tenantId))) return ended('forged', null);
    const context = await contextOf(tenantId);
    const reading = await readConsent(context, query, sessionId);
    switch (reading.kind) {
      case 'refused':
        return ended(reading.notAdmin ? 'not-admin' : 'refused', tenantId);
      case 'rejected':
        return ended(endOfRejected[reading.reason], tenantId);
      case 'granted': {
        const { clientId, isOwnApp } = context;
        const consented = { tenantId, clientId, entraTenantId: reading.entraTenantId, sessionId, endMs: 0 };
        return isOwnApp ? ended(await prove(context, consented, signal), tenantId) : askWhoItIs(consented, signal);
      }
    }
  }

  async function signedIn(
    query: URLSearchParams,
    asked: SigningIn,
    may: MayConnect,
    signal: AbortSignal,
  ): Promise<ConnectStep> {
    const { tenantId, entraTenantId } = asked;
    if (!(await may(tenantId))) return ended('forged', null);
    const code = query.get('code');
    if (code === null) return ended('refused', tenantId);
    try {
      const who = await signIn.prove({ ...asked, code, redirectUri }, signal);
      if (who.person.entraTenantId.toLowerCase() !== entraTenantId) return ended('wrong-tenant', tenantId);
      if (!who.isAdministrator) return ended('not-admin', tenantId);
    } catch (error) {
      if (!(error instanceof SignInError)) throw error;
      return ended(error.code === 'unavailable' ? 'unavailable' : 'forged', tenantId);
    }
    return ended(await prove(await contextOf(tenantId), asked, signal), tenantId);
  }

  return {
    async begin(tenantId, entraTenant, sessionId, signal) {
      const context = await contextOf(tenantId);
      const meant = await meantTenant(entraTenant, signal);
      const expiresAt = new Date(nowMs() + stateLifetimeMs).toISOString();
      return { consentUrl: await beginConnect(context, tenantId, meant, sessionId), expiresAt };
    },
    async answer(query, sessionId, may, signal) {
      if (sessionId === null) return ended('forged', null);
      const key = sha256(query.get('state') ?? '');
      const asked = signingIn.get(key);
      if (asked === undefined) return consentAnswered(query, sessionId, may, signal);
      if (asked.sessionId !== sessionId) return ended('forged', null);
      signingIn.delete(key);
      return asked.endMs <= nowMs() ? ended('expired', asked.tenantId) : signedIn(query, asked, may, signal);
    },
    async lookAgain(tenantId, sessionId, signal) {
      const consented = awaited.get(sha256(keyOf(tenantId, sessionId)));
      if (consented === undefined || consented.endMs <= nowMs()) return 'expired';
      return prove(await contextOf(tenantId), consented, signal);
    },
  };
}

export const endOfRejected = {
  malformed: 'forged',
  'unknown-state': 'forged',
  expired: 'expired',
  'other-tenant': 'wrong-tenant',
} as const satisfies Readonly<Record<string, ConnectEnd>>;

/** How a proof that failed ends connecting. */
export function endOf({ code, byPolicy }: Failure): ConnectEnd {
  if (byPolicy === true) return 'conditional-access';
  switch (code) {
    case 'consent-withdrawn':
      return 'propagation';
    case 'throttled':
    case 'unavailable':
    case 'cancelled':
      return 'unavailable';
    case 'not-found':
      return 'wrong-tenant';
    default:
      return 'unauthorized';
  }
}

/** Oldest first: what is over goes, and so does the oldest if there are too many. */
function remember<Entry extends { readonly endMs: number }>(
  entries: Map<string, Entry>,
  state: string,
  entry: Entry,
  nowMs: number,
): void {
  for (const [key, { endMs }] of entries) {
    if (endMs > nowMs && entries.size < mostAtOnce) break;
    entries.delete(key);
  }
  entries.set(sha256(state), entry);
}

const ended = (end: ConnectEnd, tenantId: TenantId | null): ConnectStep => ({ kind: 'ended', end, tenantId });
const keyOf = (tenantId: TenantId, sessionId: string): string => `${tenantId} ${sessionId}`;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
