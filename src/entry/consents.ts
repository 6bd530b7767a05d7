import type { GraphPlatform } from '../connectors/graph/client.ts';
import { LockError } from '../platform/run-lock.ts';
import { ConnectorError } from '../runs/connector-error.ts';
import type { Definitions } from '../runs/definition.ts';
import { listsOfConnection } from '../runs/lists-of-connection.ts';
import type { Stores } from '../stores/stores.ts';
import { noteConsent } from '../tenants/connect.ts';
import type { Connection, TenantId } from '../tenants/ports.ts';

/** How a connection's consent changed; `forgotten`: a person disconnected it. */
export type ConsentChange = 'withdrawn' | 'given' | 'forgotten';

export type ConsentListener = (tenantId: TenantId, connection: Connection, change: ConsentChange) => Promise<void>;

/**
 * Keeps what is known of consents true: a withdrawn one is noted wherever a call shows it, what was read by it is thrown
 * away, and nothing runs until it is given again. Nothing in mailboxes is touched.
 */
export interface Consents {
  /** Told of each change, after it was stored. */
  onChange(listener: ConsentListener): void;
  /** Tells the listeners of a change that is stored already. */
  tell(tenantId: TenantId, connection: Connection, change: ConsentChange): Promise<void>;
  /** Notes what a call by these connections failed with; of several a token request tells which. */
  noteFailure(tenantId: TenantId, used: readonly Connection[], error: unknown): Promise<void>;
  /** Notes that a call by the connection worked. */
  noteSuccess(tenantId: TenantId, connection: Connection): Promise<Connection>;
  /** Throws away what was read by withdrawn connections. Call it while nothing else works with the tenant's mailboxes. */
  purgeWithdrawn(tenantId: TenantId): Promise<void>;
  /** As `purgeWithdrawn`, as soon as nothing else works with them. Resolves false if the signal came first. */
  purgeWhenFree(tenantId: TenantId, signal: AbortSignal): Promise<boolean>;
}

export interface ConsentsOptions {
  readonly stores: Pick<Stores, 'tenants' | 'listCache'>;
  readonly definitions: (tenantId: TenantId) => Promise<Definitions>;
  readonly platformOf: (tenantId: TenantId) => Promise<Pick<GraphPlatform, 'consent'>>;
  /** Runs the work while nothing else works with the tenant's mailboxes. @throws {LockError} */
  readonly alone: <T>(tenantId: TenantId, work: () => Promise<T>) => Promise<T>;
  /** ISO UTC. */
  readonly now: () => string;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const proofTimeoutMs = 30_000;
const lookAgainMs = 5_000;

export function createConsents({ stores, definitions, platformOf, alone, now, sleep }: ConsentsOptions): Consents {
  const listeners: ConsentListener[] = [];
  const context = { tenants: stores.tenants, now };

  async function current(tenantId: TenantId, connectionId: string): Promise<Connection | null> {
    const connections = await stores.tenants.connections(tenantId);
    return connections.find((one) => one.connectionId === connectionId) ?? null;
  }

  async function change(tenantId: TenantId, connection: Connection, to: 'withdrawn' | 'given'): Promise<Connection> {
    const state = to === 'given' ? 'connected' : 'withdrawn';
    // As it is stored now: others may have noticed the same.
    const known = await current(tenantId, connection.connectionId);
    if (known === null || known.state === state) return known ?? connection;
    const changed = await noteConsent(context, tenantId, known, state);
    await tell(tenantId, changed, to);
    return changed;
  }

  async function tell(tenantId: TenantId, connection: Connection, change: ConsentChange): Promise<void> {
    for (const listener of listeners) await listener(tenantId, connection, change);
  }

  async function provesWithdrawn(tenantId: TenantId, entraTenantId: string, signal: AbortSignal): Promise<boolean> {
    const { consent } = await platformOf(tenantId);
    try {
      await consent.prove(entraTenantId, AbortSignal.any([signal, AbortSignal.timeout(proofTimeoutMs)]));
      return false;
    } catch (error) {
      if (error instanceof ConnectorError && error.code === 'consent-withdrawn') return true;
      throw error;
    }
  }

  async function withdrawnOf(tenantId: TenantId): Promise<readonly Connection[]> {
    return (await stores.tenants.connections(tenantId)).filter(({ state }) => state === 'withdrawn');
  }

  async function purgeWithdrawn(tenantId: TenantId): Promise<void> {
    const withdrawn = await withdrawnOf(tenantId);
    if (withdrawn.length === 0) return;
    const setUp = await definitions(tenantId);
    for (const { connectionId } of withdrawn) {
      await stores.listCache.forgetLists(tenantId, listsOfConnection(setUp, connectionId));
    }
  }

  return {
    onChange(listener) {
      listeners.push(listener);
    },
    tell,
    async noteFailure(tenantId, used, error) {
      if (!(error instanceof ConnectorError) || error.code !== 'consent-withdrawn') return;
      for (const connection of used) {
        const isMeant =
          used.length === 1 || (await provesWithdrawn(tenantId, connection.entraTenantId, never).catch(() => false));
        if (isMeant) await change(tenantId, connection, 'withdrawn');
      }
    },
    noteSuccess: (tenantId, connection) => change(tenantId, connection, 'given'),
    purgeWithdrawn,
    async purgeWhenFree(tenantId, signal) {
      while (!signal.aborted) {
        // Without anything to throw away nobody is kept from working.
        if ((await withdrawnOf(tenantId)).length === 0) return true;
        try {
          await alone(tenantId, () => purgeWithdrawn(tenantId));
          return true;
        } catch (error) {
          if (!(error instanceof LockError)) throw error;
        }
        await sleep(lookAgainMs, signal).catch(() => {});
      }
      return false;
    },
  };
}

const never = new AbortController().signal;
