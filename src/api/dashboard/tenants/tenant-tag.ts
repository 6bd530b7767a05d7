import { createHash } from 'node:crypto';
import type { Tenant } from '../../../tenants/ports.ts';

/** Tag of a tenant's settings: they have no revision of their own. */
export function tagOfTenant({ name, defaultCountry, timeZone, language }: Tenant): string {
  const content = JSON.stringify([name, defaultCountry, timeZone, language]);
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}
