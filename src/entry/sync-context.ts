import { randomUUID } from 'node:crypto';
import { createCsvSource } from '../connectors/csv/source.ts';
import { scalePhoto } from '../platform/photo.ts';
import { defaultRunSettings, type RunContext } from '../runs/context.ts';
import type { ResolvedSync, SourceDefinition } from '../runs/definition.ts';
import type { IngestContext } from '../runs/ingest-context.ts';
import type { ContactSource, TenantConnector } from '../runs/ports.ts';
import type { Connection } from '../tenants/ports.ts';
import type { SharedConnector } from './connector-pool.ts';
import { openCsvUpload } from './csv-uploads.ts';
import type { Parts } from './program.ts';

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

/** Works with the tenant's connections, shared with whoever works with the same Entra tenants at the time. */
export async function withConnectors<T>(parts: Parts, work: (connectors: Connectors) => Promise<T>): Promise<T> {
  const { stores, tenant, platform, connectorPool } = parts;
  const connections = await stores.tenants.connections(tenant.tenantId);
  const opened = new Map<string, { readonly connection: Connection; readonly shared: SharedConnector }>();
  const connectors: Connectors = {
    of(connectionId) {
      const known = opened.get(connectionId);
      if (known !== undefined) return known.shared.connector;
      const connection = connections.find((one) => one.connectionId === connectionId);
      if (connection === undefined) throw new NotConnectedError();
      const shared = connectorPool.take(platform, connection.entraTenantId, tenant.tenantId);
      opened.set(connectionId, { connection, shared });
      return shared.connector;
    },
    used: () => [...opened.values()].map(({ connection }) => connection),
  };
  try {
    return await work(connectors);
  } catch (error) {
    await parts.consents.noteFailure(tenant.tenantId, connectors.used(), error);
    throw error;
  } finally {
    await Promise.all([...opened.values()].map(({ shared }) => shared.giveBack()));
  }
}

/** Opens a source, by whatever it comes. */
export function openSource(parts: Parts, connectors: Pick<Connectors, 'of'>, source: SourceDefinition): ContactSource {
  return source.kind === 'csv'
    ? createCsvSource(source, {
        baseDir: parts.config.baseDir,
        openUpload: (fileName, signal) => openCsvUpload(parts, parts.tenant.tenantId, fileName, signal),
      })
    : connectors.of(source.connectionId).source(source);
}

/** What looking at a collection works with. */
export function ingestContext(
  parts: Parts,
  list: Pick<ResolvedSync, 'collection' | 'sources'>,
  connectors: Pick<Connectors, 'of'>,
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
export async function connectionOf(parts: Parts): Promise<Connection | null> {
  const { config, stores, tenant, configuredTenantId } = parts;
  const configured = tenant.tenantId === configuredTenantId ? config.tenant.entraTenant?.toLowerCase() : undefined;
  const connections = (await stores.tenants.connections(tenant.tenantId)).toSorted((a, b) =>
    a.consentedAt < b.consentedAt ? -1 : 1,
  );
  return connections.find(({ entraTenantId }) => entraTenantId.toLowerCase() === configured) ?? connections[0] ?? null;
}
