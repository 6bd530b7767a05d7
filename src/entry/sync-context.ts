import { randomUUID } from 'node:crypto';
import { createCsvSource } from '../connectors/csv/source.ts';
import type { GraphPlatform } from '../connectors/graph/client.ts';
import type { Config } from '../platform/config/config.ts';
import { scalePhoto } from '../platform/photo.ts';
import { defaultRunSettings, type RunContext } from '../runs/context.ts';
import type { ResolvedSync, SourceDefinition } from '../runs/definition.ts';
import type { IngestContext } from '../runs/ingest-context.ts';
import type { ContactSource, TenantConnector } from '../runs/ports.ts';
import type { Stores } from '../stores/stores.ts';
import type { Connection, Tenant, Vault } from '../tenants/ports.ts';

/** What everything that the program does works with. */
export interface Parts {
  readonly config: Config;
  readonly stores: Stores;
  readonly vault: Vault;
  readonly platform: GraphPlatform;
  readonly tenant: Tenant;
}

/** Nothing can run: there is no connection, or its consent was withdrawn. */
export class NotConnectedError extends Error {
  constructor() {
    super('not connected');
    this.name = 'NotConnectedError';
  }
}

export const now = (): string => new Date().toISOString();

/** Connectors to the tenant's connections, opened when first asked for. */
export interface Connectors {
  /** @throws {NotConnectedError} There is no such connection any more. */
  of(connectionId: string): TenantConnector;
  /** The connections that were asked for. */
  used(): readonly Connection[];
}

/** Works with the tenant's connections and closes them at the end: one at a time per Entra tenant keeps the limits. */
export async function withConnectors<T>(parts: Parts, work: (connectors: Connectors) => Promise<T>): Promise<T> {
  const { stores, tenant, platform } = parts;
  const connections = await stores.tenants.connections(tenant.tenantId);
  const opened = new Map<string, { readonly connection: Connection; readonly connector: TenantConnector }>();
  const connectors: Connectors = {
    of(connectionId) {
      const known = opened.get(connectionId);
      if (known !== undefined) return known.connector;
      const connection = connections.find((one) => one.connectionId === connectionId);
      if (connection === undefined) throw new NotConnectedError();
      const connector = platform.connector(connection.entraTenantId);
      opened.set(connectionId, { connection, connector });
      return connector;
    },
    used: () => [...opened.values()].map(({ connection }) => connection),
  };
  try {
    return await work(connectors);
  } finally {
    await Promise.all([...opened.values()].map(({ connector }) => connector.close()));
  }
}

/** Opens a source, by whatever it comes. */
export function openSource({ config }: Parts, connectors: Connectors, source: SourceDefinition): ContactSource {
  return source.kind === 'csv'
    ? createCsvSource(source, { baseDir: config.baseDir })
    : connectors.of(source.connectionId).source(source);
}

/** What looking at a collection works with. */
export function ingestContext(
  parts: Parts,
  list: Pick<ResolvedSync, 'collection' | 'sources'>,
  connectors: Connectors,
): IngestContext {
  const { stores, vault, tenant } = parts;
  return {
    ...list,
    tenantId: tenant.tenantId,
    openSource: (source) => openSource(parts, connectors, source),
    directoryOf: (source) => (source.kind === 'csv' ? null : connectors.of(source.connectionId).mailboxes),
    stores,
    vault,
    now,
    settings: defaultRunSettings,
    note: async () => {},
  };
}

/** What a run of a sync works with. */
export function runContext(parts: Parts, resolved: ResolvedSync, connectors: Connectors): RunContext {
  const { note: _, ...list } = ingestContext(parts, resolved, connectors);
  return {
    ...list,
    ...resolved,
    connector: connectors.of(resolved.sync.connectionId),
    photosOf: (source) => (source.kind === 'csv' ? null : connectors.of(source.connectionId).photos),
    scalePhoto,
    stores: parts.stores,
    newId: randomUUID,
    settings: defaultRunSettings,
  };
}

/** The connection that is meant where none is named: that of the configured Entra tenant, else the oldest; null: none. */
export async function connectionOf({ config, stores, tenant }: Parts): Promise<Connection | null> {
  const configured = config.tenant.entraTenant?.toLowerCase();
  const connections = (await stores.tenants.connections(tenant.tenantId)).toSorted((a, b) =>
    a.consentedAt < b.consentedAt ? -1 : 1,
  );
  return connections.find(({ entraTenantId }) => entraTenantId.toLowerCase() === configured) ?? connections[0] ?? null;
}
