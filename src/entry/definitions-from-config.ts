import type { z } from 'zod';
import { collectionDefaults, defaultPhotoPixels, syncDefaults } from '../definitions/definition-defaults.ts';
import { syncIdOf } from '../definitions/sync-id.ts';
import { type Config, ConfigError } from '../platform/config/config.ts';
import type { Definitions } from '../runs/definition.ts';
import { mappingSchema } from '../sync/check-mapping.ts';
import { defaultGalRules, galRulesSchema } from '../sync/gal-rules.ts';
import { defaultGuardPolicy, guardPolicySchema } from '../sync/guards.ts';
import type { Connection } from '../tenants/ports.ts';

/**
 * The definitions that apply where none were saved: the directory as one list, brought to the audience of the
 * configuration by one sync.
 * @throws {ConfigError} Names the field and the remedy.
 */
export function definitionsFromConfig(
  { sync, tenant }: Config,
  { connectionId, entraTenantId }: Pick<Connection, 'connectionId' | 'entraTenantId'>,
): Definitions {
  const defaults = collectionDefaults(tenant.defaultCountry);
  const guards = check('sync.guards', guardPolicySchema, { ...defaultGuardPolicy, ...sync.guards });
  return {
    sources: [
      {
        sourceId: 'directory',
        kind: 'gal',
        connectionId,
        rules: check('sync.rules', galRulesSchema, { ...defaultGalRules, ...sync.rules }),
        photoPixels: defaultPhotoPixels,
      },
    ],
    collections: [
      {
        collectionId: 'contacts',
        sourceIds: ['directory'],
        ...defaults,
        mapping: check('sync.mapping', mappingSchema, {
          fields: { ...defaults.mapping.fields, ...sync.mapping.fields },
          phones: { ...defaults.mapping.phones, ...sync.mapping.phones },
        }),
        guards,
      },
    ],
    audiences: [{ audienceId: audienceIds[sync.audience.kind], include: [sync.audience], exclude: [] }],
    syncs: [
      {
        syncId: syncIdOf(entraTenantId, 'contacts'),
        name: 'contacts',
        connectionId,
        collectionId: 'contacts',
        audienceId: audienceIds[sync.audience.kind],
        ...syncDefaults,
        placement: { kind: 'folder', path: [sync.folderName] },
        schedule: { kind: 'every', minutes: Math.max(1, Math.round(sync.everyMinutes)) },
        guards,
      },
    ],
  };
}

/** An audience of a few must not be called everyone when the definitions are written down. */
const audienceIds = { everyone: 'everyone', group: 'group', mailboxes: 'mailboxes' } as const;

function check<T>(place: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${[place, ...issue.path].join('.')}: ${issue.message}`);
  throw new ConfigError(`The configuration cannot be used:\n${lines.join('\n')}`);
}
