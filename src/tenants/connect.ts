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
  /** The id that a connection to the Entra tenant had before it was forgotten; null: none. */
  readonly formerId?: (tenantId: TenantId, entraTenantId: string) => Promise<string | null>;
  /** Waits before each further proof; default: half a minute in all. */
  readonly proofDelaysMs?: readonly number[];
}

export type ConnectOutcome =
  | { readonly kind: 'connected'; readonly tenantId: TenantId; readonly connection: Connection }
  | Extract<ConsentReading, { readonly kind: 'refused' | 'rejected' }>;

/** What the answer of the consent page says, before it is proven. */
export type ConsentReading =
  | { readonly kind: 'granted'; readonly tenantId: TenantId; readonly entraTenantId: string }
  /** The admin said no, or may not consent. */
  | { readonly kind: 'refused'; readonly error: string; readonly notAdmin: boolean }
  /** The answer is not one to a question of ours, or comes too late: ask again. */
  | { readonly kind: 'rejected'; readonly reason: 'malformed' | 'unknown-state' | 'expired' | 'other-tenant' };

/** How long an answer of the consent page is waited for. */
export const stateLifetimeMs = 60 * 60_000;

/** A new consent is known everywhere in Entra only after some seconds: how long to wait before each further proof. */
const defaultProofDelaysMs: readonly number[] = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Starts connecting a tenant.
 * @param entraTenant Entra tenant id or domain; null lets the admin's sign-in decide.
 * @param session The browser's session, which the answer must come back to; null: none, the program itself asks.
 * @returns Where to send the admin; valid for an hour, once.
 */
export async function beginConnect(
  context: ConnectContext,
  tenantId: TenantId,
  entraTenant: string | null,
  session: string | null = null,
): Promise<string> {
  // What was asked for travels in the state, which nobody else can make.
  const asked = entraTenant !== null && isGuid(entraTenant) ? entraTenant.toLowerCase() : '';
  const state = [tenantId, asked, context.newState()].join('.');
  const expiresAt = new Date(Date.parse(context.now()) + stateLifetimeMs).toISOString();
  await context.tenants.savePendingConsent(tenantId, { stateHash: stateHash(context, state, session), expiresAt });
  return context.consent.consentUrl({ state, redirectUri: context.redirectUri, entraTenant });
}

/** The id of a session makes the state worthless in every other browser: nobody can be lured into ending what another began. */
function stateHash({ hash }: Pick<ConnectContext, 'hash'>, state: string, session: string | null): string {
  return hash(session === null ? state : `${state} ${session}`);
}

/**
 * Reads what the admin's browser brought back; uses the state up.
 *
 * The Entra tenant named there can be forged: it must be the one asked for by its id, and is believed only after
 * `connectProven`. A tenant asked for by a domain, or by none, rests on the proof alone.
 * @param session As at `beginConnect`.
 */
export async function readConsent(
  context: ConnectContext,
  query: URLSearchParams,
  session: string | null = null,
): Promise<ConsentReading> {
  const answer = context.consent.readAnswer(query);
  if (answer.kind === 'malformed') return { kind: 'rejected', reason: 'malformed' };
  const { tenantId, asked } = partsOfState(answer.state);
  const pending =
    answer.state === null
      ? null
      : await context.tenants.takePendingConsent(tenantId, stateHash(context, answer.state, session));
  if (answer.kind === 'refused') {
    const { error, notAdmin } = answer;
    // Version 1 of the consent page refuses without a state.
    const isOurs = pending !== null || answer.state === null;
    return isOurs ? { kind: 'refused', error, notAdmin } : { kind: 'rejected', reason: 'unknown-state' };
  }
  if (pending === null) return { kind: 'rejected', reason: 'unknown-state' };
  if (pending.expiresAt <= context.now()) return { kind: 'rejected', reason: 'expired' };
  if (asked !== '' && asked !== answer.entraTenantId) return { kind: 'rejected', reason: 'other-tenant' };
  return { kind: 'granted', tenantId, entraTenantId: answer.entraTenantId };
}

/** What a state says of itself, before it is known to be ours; both empty: nothing. */
export function partsOfState(state: string | null): { readonly tenantId: TenantId; readonly asked: string } {
  const [tenantId = '', asked = ''] = state?.split('.') ?? [];
  return { tenantId, asked };
}

/**
 * Proves a consent by a token request, and stores the connection; one to the same Entra tenant is revived.
 * @throws {ConnectorError} The proof failed: `consent-withdrawn`, `unauthorized`, `unavailable`.
 */
export async function connectProven(
  context: ConnectContext,
  tenantId: TenantId,
  entraTenantId: string,
  signal: AbortSignal,
): Promise<Connection> {
  await prove(context, entraTenantId, signal);
  const existing = await context.tenants.connections(tenantId);
  const known = existing.find((connection) => connection.entraTenantId === entraTenantId);
  const formerId = known?.connectionId ?? (await context.formerId?.(tenantId, entraTenantId)) ?? null;
  const now = context.now();
  const connection: Connection = {
    connectionId: formerId ?? context.newId(),
    kind: 'microsoft-365',
    entraTenantId,
    state: 'connected',
    consentedAt: now,
    changedAt: now,
  };
  await context.tenants.saveConnection(tenantId, connection);
  return connection;
}

/** `readConsent`, then `connectProven`. @throws {ConnectorError} */
export async function finishConnect(
  context: ConnectContext,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<ConnectOutcome> {
  const reading = await readConsent(context, query);
  if (reading.kind !== 'granted') return reading;
  const { tenantId, entraTenantId } = reading;
  return { kind: 'connected', tenantId, connection: await connectProven(context, tenantId, entraTenantId, signal) };
}

function isGuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

async function prove(context: ConnectContext, entraTenantId: string, signal: AbortSignal): Promise<void> {
  for (const delayMs of context.proofDelaysMs ?? defaultProofDelaysMs) {
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
