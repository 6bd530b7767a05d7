import { z } from 'zod';

/**
 * The whole world as one JSON file. Contents and pictures, which many share, stand in tables and are named by their place.
 * A contact is `[serial, folderId, content, createdMs, modifiedMs, sequence, personal, picture]`.
 */
const record = z.record(z.string(), z.unknown());
const extended = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const place = z.number().int().nonnegative();
const picture = place.nullable();
const instantMs = z.number();
const count = z.number().int().positive();

export const settingsSchema = z.object({
  thinkTimeMs: z.number().nonnegative(),
  limitsEnabled: z.boolean(),
  mailboxConcurrency: place,
  mailboxConcurrencyScope: z.enum(['mailbox', 'app']),
  mailboxRequestsPer10Min: place,
  mailboxUploadBytesPer5Min: place,
  retryAfterForm: z.enum(['seconds', 'date', 'none']),
  /** A page of none would have no end. */
  directoryDeltaPageSize: count,
  accessTokenLifetimeSeconds: count,
  unknownAppAnswer: z.enum(['AADSTS700016', 'AADSTS7000229']),
  expandOnContactDelta: z.boolean(),
});

const appSchema = z.object({
  appId: z.string(),
  displayName: z.string(),
  redirectUris: z.array(z.string()),
  certificates: z.array(z.string()),
  secrets: z.array(z.object({ value: z.string(), expiresAtMs: instantMs.nullable() })),
  requiredRoles: z.array(z.string()),
});

const mailboxSchema = z.object({
  userId: z.string(),
  idBase: z.string(),
  defaultFolderId: z.string(),
  folders: z.array(
    z.object({
      id: z.string(),
      serial: z.number(),
      parentFolderId: z.string().nullable(),
      displayName: z.string(),
      extended,
      sequence: z.number(),
    }),
  ),
  contacts: z.array(z.tuple([z.number(), z.string(), place, instantMs, instantMs, z.number(), z.boolean(), picture])),
  /** Serial, folder, content and picture of personal contacts as their owner left them. */
  personal: z.array(z.tuple([z.number(), z.string(), place, picture])),
  lastSerial: z.number(),
  sequence: z.number(),
  removedContacts: z.array(z.object({ serial: z.number(), folderId: z.string(), sequence: z.number() })),
  removedFolders: z.array(z.object({ id: z.string(), parentFolderId: z.string().nullable(), sequence: z.number() })),
});

const tenantSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  domains: z.array(z.string()),
  countryCode: z.string(),
  seed: z.string().exactOptional(),
  conditionalAccessBlocked: z.boolean().exactOptional(),
  servicePrincipals: z.array(
    z.object({
      appId: z.string(),
      enabled: z.boolean(),
      roles: z.array(z.string()),
      tokensValidFromMs: instantMs,
      conditionalAccessBlocked: z.boolean().exactOptional(),
    }),
  ),
  users: z.array(
    z.object({
      id: z.string(),
      properties: record,
      managerId: z.string().nullable(),
      mailbox: z
        .object({
          purpose: z.enum(['user', 'shared', 'room', 'equipment']),
          availability: z.enum(['available', 'not-enabled', 'on-premises', 'access-denied', 'non-existent']),
        })
        .nullable(),
      photo: picture,
    }),
  ),
  groups: z.array(z.object({ id: z.string(), properties: record, memberIds: z.array(z.string()) })),
  orgContacts: z.array(z.object({ id: z.string(), properties: record })),
  log: z.array(
    z.object({
      sequence: z.number(),
      kind: z.enum(['user', 'group', 'orgContact']),
      id: z.string(),
      removed: z.enum(['changed', 'deleted']).nullable(),
      properties: z.array(z.string()).nullable(),
      members: z.array(z.object({ id: z.string(), removed: z.boolean() })).exactOptional(),
    }),
  ),
  mailboxes: z.array(mailboxSchema),
  subscriptions: z.array(
    z.object({
      id: z.string(),
      appId: z.string(),
      resource: z.string(),
      changeTypes: z.array(z.enum(['created', 'updated', 'deleted'])),
      clientState: z.string().nullable(),
      notificationUrl: z.string(),
      lifecycleNotificationUrl: z.string().nullable(),
      latestSupportedTlsVersion: z.string(),
      immutableIds: z.boolean(),
      expiresAtMs: instantMs,
      directorySequence: z.number(),
    }),
  ),
});

export const stateSchema = z.object({
  format: z.literal('ringbook-simulator-1'),
  clockOffsetMs: z.number(),
  settings: settingsSchema,
  apps: z.array(appSchema),
  tenants: z.array(tenantSchema),
  contents: z.array(z.tuple([record, extended])),
  /** Base64. */
  pictures: z.array(z.string()),
});

export type State = z.infer<typeof stateSchema>;
export type SavedTenant = z.infer<typeof tenantSchema>;
export type SavedMailbox = z.infer<typeof mailboxSchema>;
export type SavedExtended = z.infer<typeof extended>;
