import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { DocumentStore } from './documents.ts';
import type { Connection, TenantId } from './ports.ts';
import type { ChangeSubscriptions, WatchedList } from './subscriptions.ts';

/** Learns of changes in the directories of tenants. What is lost comes with the next scheduled run. */
export interface ChangeWatch {
  /** Asks to be told for each connection that is connected, and renews what ends soon. One that fails is no failure of others. */
  keepUp(tenantId: TenantId, signal: AbortSignal): Promise<void>;
  /** Wants to hear no more of a connection. */
  forget(tenantId: TenantId, connection: Connection, signal: AbortSignal): Promise<void>;
  /** Takes what was posted to one of our addresses; anybody may. @returns How many of it were not for us. */
  take(posted: unknown, signal: AbortSignal): Promise<number>;
}

export interface ChangeWatchOptions {
  readonly documents: DocumentStore;
  readonly connections: (tenantId: TenantId) => Promise<readonly Connection[]>;
  readonly subscriptionsOf: (tenantId: TenantId, connection: Connection) => Promise<ChangeSubscriptions>;
  readonly notificationUrl: string;
  readonly lifecycleUrl: string;
  /** ISO UTC. */
  readonly now: () => string;
  /** At least 128 random bits in base64url. */
  readonly newSecret: () => string;
  /** Something in the directory of the connection changed. */
  readonly onChange: (tenantId: TenantId, connectionId: string) => Promise<void>;
  /** Told what a call for a connection failed with. */
  readonly onFailure: (tenantId: TenantId, connection: Connection, error: unknown) => Promise<void>;
}

const lists: readonly WatchedList[] = ['users', 'groups'];
const kind = 'subscription';
const dayMs = 24 * 3_600_000;
/** Less than the 29 days that the service allows: what nobody renews should not be told for long. */
const lifetimeMs = 7 * dayMs;
const renewBeforeMs = 3 * dayMs;

const contentSchema = z.object({
  connectionId: z.string(),
  list: z.enum(['users', 'groups']),
  /** Null: asked for, and not yet answered. */
  subscriptionId: z.string().nullable(),
  secretHash: z.string(),
  expiresAt: z.string(),
});
type Kept = z.infer<typeof contentSchema>;

const postedSchema = z.object({
  value: z
    .array(
      z.object({
        clientState: z.string().max(200).nullish(),
        lifecycleEvent: z.string().max(100).nullish(),
      }),
    )
    .max(1_000),
});

export function createChangeWatch(options: ChangeWatchOptions): ChangeWatch {
  const { documents, connections, subscriptionsOf, notificationUrl, lifecycleUrl, now, newSecret } = options;
  const { onChange, onFailure } = options;
  const nowMs = () => Date.parse(now());
  const endOfNew = () => new Date(nowMs() + lifetimeMs).toISOString();

  async function read(tenantId: TenantId, documentId: string): Promise<{ kept: Kept | null; revision: number }> {
    const stored = await documents.document(tenantId, kind, documentId);
    const parsed = contentSchema.safeParse(stored?.content);
    return { kept: parsed.success ? parsed.data : null, revision: stored?.revision ?? 0 };
  }

  async function subscribe(
    tenantId: TenantId,
    connection: Connection,
    list: WatchedList,
    revision: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { connectionId } = connection;
    const documentId = idOf(connectionId, list);
    const secret = newSecret();
    const expiresAt = endOfNew();
    const asked: Kept = { connectionId, list, subscriptionId: null, secretHash: hashOf(secret), expiresAt };
    // Before the service may tell of anything.
    const saved = await documents.putDocument(tenantId, kind, documentId, asked, revision);
    const service = await subscriptionsOf(tenantId, connection);
    const clientState = [tenantId, documentId, secret].join(' ');
    const made = await service.subscribe({ list, notificationUrl, lifecycleUrl, clientState, expiresAt }, signal);
    await documents.putDocument(tenantId, kind, documentId, { ...asked, ...made }, saved);
  }

  /** @param due Renews it whenever it ends. */
  async function keep(
    tenantId: TenantId,
    connection: Connection,
    list: WatchedList,
    due: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const documentId = idOf(connection.connectionId, list);
    const { kept, revision } = await read(tenantId, documentId);
    const leftMs = kept === null ? 0 : Date.parse(kept.expiresAt) - nowMs();
    if (kept === null || kept.subscriptionId === null || leftMs <= 0) {
      return subscribe(tenantId, connection, list, revision, signal);
    }
    if (!due && leftMs > renewBeforeMs) return;
    const service = await subscriptionsOf(tenantId, connection);
    const renewed = await service.renew(kept.subscriptionId, endOfNew(), signal);
    if (renewed === null) return subscribe(tenantId, connection, list, revision, signal);
    await documents.putDocument(tenantId, kind, documentId, { ...kept, ...renewed }, revision);
  }

  /** Null: not one that we asked for. */
  async function askedFor(clientState: string): Promise<{ tenantId: TenantId; documentId: string; kept: Kept } | null> {
    const [tenantId = '', documentId = '', secret = '', ...more] = clientState.split(' ');
    if (tenantId === '' || documentId === '' || secret === '' || more.length > 0) return null;
    const { kept } = await read(tenantId, documentId);
    return kept !== null && isHashOf(secret, kept.secretHash) ? { tenantId, documentId, kept } : null;
  }

  async function connectionOf(tenantId: TenantId, connectionId: string): Promise<Connection | null> {
    const all = await connections(tenantId);
    return all.find((one) => one.connectionId === connectionId && one.state === 'connected') ?? null;
  }

  async function lifecycle(
    tenantId: TenantId,
    { documentId, kept }: { readonly documentId: string; readonly kept: Kept },
    event: string,
    signal: AbortSignal,
  ): Promise<void> {
    const connection = await connectionOf(tenantId, kept.connectionId);
    if (connection === null) return;
    try {
      if (event === 'reauthorizationRequired') return await keep(tenantId, connection, kept.list, true, signal);
      if (event === 'subscriptionRemoved') {
        const { revision } = await read(tenantId, documentId);
        await subscribe(tenantId, connection, kept.list, revision, signal);
      }
    } catch (error) {
      await onFailure(tenantId, connection, error);
    }
    // What changed in between was told to nobody.
    await onChange(tenantId, kept.connectionId);
  }

  return {
    async keepUp(tenantId, signal) {
      const connected = (await connections(tenantId)).filter(({ state }) => state === 'connected');
      for (const connection of connected) {
        for (const list of lists) {
          await keep(tenantId, connection, list, false, signal).catch((error: unknown) =>
            onFailure(tenantId, connection, error),
          );
        }
      }
      // A withdrawn consent has taken its subscriptions along.
      const known = new Set(connected.map(({ connectionId }) => connectionId));
      for (const { documentId, content } of await documents.documents(tenantId, kind)) {
        const kept = contentSchema.safeParse(content);
        if (kept.success && known.has(kept.data.connectionId)) continue;
        await documents.removeDocument(tenantId, kind, documentId);
      }
    },
    async forget(tenantId, connection, signal) {
      for (const list of lists) {
        const documentId = idOf(connection.connectionId, list);
        const { kept } = await read(tenantId, documentId);
        await documents.removeDocument(tenantId, kind, documentId);
        if (kept?.subscriptionId === undefined || kept.subscriptionId === null) continue;
        const service = await subscriptionsOf(tenantId, connection);
        await service
          .remove(kept.subscriptionId, signal)
          .catch((error: unknown) => onFailure(tenantId, connection, error));
      }
    },
    async take(posted, signal) {
      const parsed = postedSchema.safeParse(posted);
      if (!parsed.success) return 1;
      let foreign = 0;
      const changed = new Map<string, { tenantId: TenantId; connectionId: string }>();
      for (const { clientState, lifecycleEvent } of parsed.data.value) {
        const asked = await askedFor(clientState ?? '');
        if (asked === null) foreign += 1;
        else if (lifecycleEvent) await lifecycle(asked.tenantId, asked, lifecycleEvent, signal);
        else {
          const { tenantId, kept } = asked;
          changed.set(`${tenantId} ${kept.connectionId}`, { tenantId, connectionId: kept.connectionId });
        }
      }
      for (const { tenantId, connectionId } of changed.values()) {
        if ((await connectionOf(tenantId, connectionId)) !== null) await onChange(tenantId, connectionId);
      }
      return foreign;
    },
  };
}

const idOf = (connectionId: string, list: WatchedList): string => `${connectionId}.${list}`;
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

function isHashOf(secret: string, hash: string): boolean {
  const [one, other] = [Buffer.from(hashOf(secret)), Buffer.from(hash)];
  return one.length === other.length && timingSafeEqual(one, other);
}
