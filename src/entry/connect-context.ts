import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectContext } from '../tenants/connect.ts';
import { formerConnectionId } from '../tenants/former-connections.ts';
import type { Parts } from './program.ts';
import { now } from './sync-context.ts';

/** What connecting the tenant of these parts works with. */
export function connectContext({
  config,
  stores,
  platform,
}: Pick<Parts, 'config' | 'stores' | 'platform'>): ConnectContext {
  const publicUrl = config.http.publicUrl ?? `https://${config.http.host}:${config.http.port}`;
  return {
    tenants: stores.tenants,
    consent: platform.consent,
    now,
    newId: randomUUID,
    newState: () => randomBytes(32).toString('base64url'),
    hash: (text) => createHash('sha256').update(text).digest('base64url'),
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    redirectUri: new URL('/connect/callback', publicUrl).href,
    formerId: (tenantId, entraTenantId) => formerConnectionId(stores.documents, tenantId, entraTenantId),
  };
}
