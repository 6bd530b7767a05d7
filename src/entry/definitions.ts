import type { Definitions, SyncDefinition } from '../runs/definition.ts';
import { definitionsFromConfig } from './definitions-from-config.ts';
import type { Parts } from './program.ts';
import { connectionOf, NotConnectedError } from './sync-context.ts';

/** What is set up now. */
export interface CurrentDefinitions {
  /** 0: nothing was saved; this is what the configuration describes. */
  readonly revision: number;
  readonly definitions: Definitions;
}

export const nothing: Definitions = { sources: [], collections: [], audiences: [], syncs: [] };

/**
 * What was saved, else what the configuration describes. Without a connection that is nothing, and nothing is described of
 * other tenants than the configured one.
 */
export async function currentDefinitions(parts: Parts): Promise<CurrentDefinitions> {
  const { stores, tenant, config, configuredTenantId } = parts;
  const saved = await stores.definitions.definitions(tenant.tenantId);
  if (saved.revision > 0 || tenant.tenantId !== configuredTenantId) return saved;
  const connection = await connectionOf(parts);
  return { revision: 0, definitions: connection === null ? nothing : definitionsFromConfig(config, connection) };
}

/** As `currentDefinitions`. @throws {NotConnectedError} There is no connection yet, so nothing can run. */
export async function runnableDefinitions(parts: Parts): Promise<CurrentDefinitions> {
  if ((await connectionOf(parts)) === null) throw new NotConnectedError();
  return currentDefinitions(parts);
}

/**
 * Changes what is set up.
 * @throws {StoreError} `conflict`: someone else changed it in between.
 */
export async function changeDefinitions(
  parts: Parts,
  change: (definitions: Definitions) => Definitions,
): Promise<CurrentDefinitions> {
  const { stores, tenant } = parts;
  const current = await runnableDefinitions(parts);
  const definitions = change(current.definitions);
  const revision = await stores.definitions.saveDefinitions(tenant.tenantId, definitions, current.revision);
  return { revision, definitions };
}

/** Pauses syncs, or lets them run again. */
export function setPaused(
  parts: Parts,
  isMeant: (sync: SyncDefinition) => boolean,
  paused: boolean,
): Promise<CurrentDefinitions> {
  return changeDefinitions(parts, (definitions) => ({
    ...definitions,
    syncs: definitions.syncs.map((sync) => (isMeant(sync) ? { ...sync, paused } : sync)),
  }));
}
