import { createDirectoryLog } from './directory-log.ts';
import type { SimClock, SimServicePrincipal, SimSettings, SimTenant, World } from './model.ts';

/** The documented behaviour and limits. */
export const defaultSettings: SimSettings = {
  thinkTimeMs: 0,
  limitsEnabled: true,
  mailboxConcurrency: 4,
  mailboxConcurrencyScope: 'mailbox',
  mailboxRequestsPer10Min: 10_000,
  mailboxUploadBytesPer5Min: 150 * 1024 * 1024,
  retryAfterForm: 'seconds',
  directoryDeltaPageSize: 200,
  accessTokenLifetimeSeconds: 3599,
  unknownAppAnswer: 'AADSTS700016',
  expandOnContactDelta: true,
};

/** A world without apps and tenants. */
export function createWorld(clock: SimClock, settings: Partial<SimSettings> = {}): World {
  return { clock, settings: { ...defaultSettings, ...settings }, apps: new Map(), tenants: new Map() };
}

/** A tenant without people; it is not in any world yet. */
export function createTenant(tenant: {
  readonly id: string;
  readonly displayName: string;
  readonly domains: readonly string[];
  readonly countryCode: string;
  readonly seed?: string;
}): SimTenant {
  return {
    ...tenant,
    domains: [...tenant.domains],
    servicePrincipals: new Map(),
    users: new Map(),
    groups: new Map(),
    orgContacts: new Map(),
    log: createDirectoryLog(),
    mailboxes: new Map(),
    subscriptions: new Map(),
  };
}

/** An app's presence in a tenant, with the permissions granted to it. */
export function createServicePrincipal(appId: string, roles: Iterable<string>): SimServicePrincipal {
  return { appId, enabled: true, roles: new Set(roles), tokensValidFromMs: 0 };
}

/** A tenant by its id or one of its domains, as Entra takes them in paths. */
export function findTenant(world: World, idOrDomain: string): SimTenant | undefined {
  const wanted = idOrDomain.toLowerCase();
  const tenant = world.tenants.get(wanted);
  if (tenant !== undefined || !wanted.includes('.')) return tenant;
  return [...world.tenants.values()].find((candidate) => candidate.domains.includes(wanted));
}
