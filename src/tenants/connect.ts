import { ConnectorError } from '../runs/connector-error.ts';
import type { Connection, ConsentProvider, TenantId, TenantStore } from './ports.ts';

/** What connecting a tenant works with. */
export interface ConnectContext {
  readonly tenants: TenantStore;
  readonly consent: ConsentProvider;
  /** ISO UTC. */
  readonly now: () => string;
  readonly newId: () => string;
  /** 256 random bits in base64url. */
  readonly newState: () => string;
  /** SHA-256 in base64url. */
  readonly hash: (text: string) => string;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Where the admin's browser comes back to; registered with the app. */
  readonly redirectUri: string;
}

export type ConnectOutcome =
  | { readonly kind: 'connected'; readonly tenantId: TenantId; readonly connection: Connection }
  /** The admin said no, or may not consent. */
  | { readonly kind: 'refused'; readonly error: string }
  /** The answer is not one to a question of ours, or comes too late: ask again. */
  | { readonly kind: 'rejected'; readonly reason: 'malformed' | 'unknown-state' | 'expired' | 'other-tenant' };

const stateLifetimeMs = 60 * 60_000;

/** A new consent is known everywhere in Entra only after some seconds: how long to wait before each further proof. */
const proofDelaysMs: readonly number[] = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Starts connecting a tenant.
 * @param entraTenant Entra tenant id or domain; null lets the admin's sign-in decide.
 * @returns Where to send the admin; valid for an hour, once.
 */
export async function beginConnect(
  context: ConnectContext,
  tenantId: TenantId,
  entraTenant: string | null,
): Promise<string> {
  // What was asked for travels in the state, which nobody else can make.
  const asked = entraTenant !== null && isGuid(entraTenant) ? entraTenant.toLowerCase() : '';
  const state = [tenantId, asked, context.newState()].join('.');
  const expiresAt = new Date(Date.parse(context.now()) + stateLifetimeMs).toISOString();
  await context.tenants.savePendingConsent(tenantId, { stateHash: context.hash(state), expiresAt });
  return context.consent.consentUrl({ state, redirectUri: context.redirectUri, entraTenant });
}

/**
 * Ends connecting a tenant with what the admin's browser brought back.
 *
 * The Entra tenant named there can be forged: it must be the one asked for by its id, and is believed only after a token
 * request for it has worked. A tenant asked for by a domain, or by none, rests on the token request alone.
 * @throws {ConnectorError} The proof failed: `consent-withdrawn`, `unauthorized`, `unavailable`.
 */
export async function finishConnect(
  context: ConnectContext,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<ConnectOutcome> {
  const answer = context.consent.readAnswer(query);
  if (answer.kind === 'malformed') return { kind: 'rejected', reason: 'malformed' };
  const [tenantId = '', asked = ''] = answer.state?.split('.') ?? [];
  const pending =
    answer.state === null ? null : await context.tenants.takePendingConsent(tenantId, context.hash(answer.state));
  if (answer.kind === 'refused') {
    // Version 1 of the consent page refuses without a state.
    const isOurs = pending !== null || answer.state === null;
    return isOurs ? { kind: 'refused', error: answer.error } : { kind: 'rejected', reason: 'unknown-state' };
  }
  if (pending === null) return { kind: 'rejected', reason: 'unknown-state' };
  const now = context.now();
  if (pending.expiresAt <= now) return { kind: 'rejected', reason: 'expired' };
  if (asked !== '' && asked !== answer.entraTenantId) return { kind: 'rejected', reason: 'other-tenant' };
  await prove(context, answer.entraTenantId, signal);
  const existing = await context.tenants.connections(tenantId);
  const known = existing.find((connection) => connection.entraTenantId === answer.entraTenantId);
  const connection: Connection = {
    connectionId: known?.connectionId ?? context.newId(),
    kind: 'microsoft-365',
    entraTenantId: answer.entraTenantId,
    state: 'connected',
    consentedAt: now,
    changedAt: now,
  };
  await context.tenants.saveConnection(tenantId, connection);
  return { kind: 'connected', tenantId, connection };
}

function isGuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

async function prove(context: ConnectContext, entraTenantId: string, signal: AbortSignal): Promise<void> {
  for (const delayMs of proofDelaysMs) {
    try {
      return await context.consent.prove(entraTenantId, signal);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== 'consent-withdrawn') throw error;
      await context.sleep(delayMs, signal);
    }
  }
  await context.consent.prove(entraTenantId, signal);
}

/** Remembers that a connection's consent was found withdrawn, or works again. */
export async function noteConsent(
  context: Pick<ConnectContext, 'tenants' | 'now'>,
  tenantId: TenantId,
  connection: Connection,
  state: Connection['state'],
): Promise<Connection> {
  if (connection.state === state) return connection;
  const changed: Connection = { ...connection, state, changedAt: context.now() };
  await context.tenants.saveConnection(tenantId, changed);
  return changed;
}
