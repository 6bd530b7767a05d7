import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Config, ConfigError } from '../platform/config/config.ts';
import type { SyncDefinition } from '../runs/definition.ts';
import { mappingSchema } from '../sync/check-mapping.ts';
import { defaultGalRules, galRulesSchema } from '../sync/gal-rules.ts';
import { defaultGuardPolicy, guardPolicySchema } from '../sync/guards.ts';
import { defaultMapping } from '../sync/mapping.ts';
import type { Connection } from '../tenants/ports.ts';

/**
 * The sync that the configuration describes.
 *
 * Its id follows from the Entra tenant, so that a lost database finds the folders and stamps of the old one again.
 * @throws {ConfigError} Names the field and the remedy.
 */
export function syncFromConfig(config: Config, connection: Connection): SyncDefinition {
  const { sync, tenant } = config;
  const defaults = defaultMapping(tenant.defaultCountry);
  const mapping = check('sync.mapping', mappingSchema, {
    fields: { ...defaults.fields, ...sync.mapping.fields },
    phones: { ...defaults.phones, ...sync.mapping.phones },
  });
  return {
    syncId: createHash('sha256').update(`${connection.entraTenantId}/contacts`).digest('hex').slice(0, 32),
    name: 'contacts',
    connectionId: connection.connectionId,
    source: { kind: 'gal', rules: check('sync.rules', galRulesSchema, { ...defaultGalRules, ...sync.rules }) },
    mapping,
    audience: sync.audience,
    folderName: sync.folderName,
    guards: check('sync.guards', guardPolicySchema, { ...defaultGuardPolicy, ...sync.guards }),
  };
}

function check<T>(place: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${[place, ...issue.path].join('.')}: ${issue.message}`);
  throw new ConfigError(`The configuration cannot be used:\n${lines.join('\n')}`);
}
