import { z } from 'zod';
import { instant, none } from './parts.ts';

const tenantId = z.string();
const inTenant = { params: z.object({ tenantId }) };
const ofConnection = { params: z.object({ tenantId, connectionId: z.string() }) };

const connection = z.object({
  connectionId: z.string(),
  kind: z.literal('microsoft-365'),
  entraTenantId: z.string(),
  state: z.enum(['connected', 'withdrawn']),
  consentedAt: instant,
  changedAt: instant,
  /** Sources and syncs that use it. */
  usedBy: z.object({ sources: z.array(z.string()), syncs: z.array(z.string()) }),
});

const feature = z.enum(['contacts', 'groups', 'photos', 'organizational-contacts']);

/** How connecting ended: what `/connect/result?outcome=` says, too. */
const connectEnd = z.enum([
  'connected',
  'refused',
  'not-admin',
  'wrong-tenant',
  'forged',
  'expired',
  'propagation',
  'conditional-access',
  'unauthorized',
  'unavailable',
]);

const ownApp = z.object({
  /** Null: Ringbook's own registration is used. */
  clientId: z.string().nullable(),
  /** PEM, to be uploaded in Entra. Null until an own app is set. */
  certificate: z.string().nullable(),
  /** SHA-1 as Entra shows it. */
  thumbprint: z.string().nullable(),
  expiresAt: instant.nullable(),
  redirectUri: z.string(),
});

export const connectionSchemas = {
  listConnections: { ...inTenant, answer: z.object({ items: z.array(connection) }) },
  getPermissionPlan: {
    ...inTenant,
    answer: z.object({
      clientId: z.string(),
      permissions: z.array(
        z.object({
          /** `Contacts.ReadWrite` */
          name: z.string(),
          kind: z.literal('application'),
          /** Without it these do not work; names texts of the pages. */
          features: z.array(feature),
          /** Asked for now: a feature that is set up needs it. */
          needed: z.boolean(),
          /** The consent gave it; null: not known. */
          granted: z.boolean().nullable(),
          canBeLimitedToMailboxes: z.boolean(),
        }),
      ),
    }),
  },
  beginConnect: {
    ...inTenant,
    body: z.strictObject({
      /** Entra tenant id or domain; null: the administrator's sign-in decides. */
      entraTenant: z
        .string()
        .trim()
        .max(253)
        .regex(/^[\w.-]+$/, 'must be a tenant id or a domain like company.com')
        .nullable(),
    }),
    answer: z.object({ consentUrl: z.string(), expiresAt: instant }),
  },
  proveConsent: { ...inTenant, body: none, answer: z.object({ outcome: connectEnd }) },
  checkConnection: {
    ...ofConnection,
    body: none,
    answer: z.object({
      state: z.enum(['good', 'permission-missing', 'withdrawn', 'unreachable', 'refused']),
      permissions: z.array(z.string()).nullable(),
      missing: z.array(z.string()),
      clockSkewMs: z.number().nullable(),
      /** A failure code (docs/errors.md); null: none. */
      code: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  },
  probeMailbox: {
    ...ofConnection,
    body: z.strictObject({ mailbox: z.string().trim().min(1).max(320) }),
    answer: z.object({
      state: z.enum(['reachable', 'not-reachable', 'unknown-mailbox']),
      /** A failure code (docs/errors.md); null: none. */
      code: z.string().nullable(),
      detail: z.string().nullable(),
      ownFolders: z.int().nullable(),
      tookMs: z.int(),
    }),
  },
  disconnect: { ...ofConnection, answer: none },
  getScopeScript: {
    ...inTenant,
    body: z.strictObject({
      /** Object id or mail address of a mail-enabled security group whose members Ringbook may reach. */
      group: z
        .string()
        .trim()
        .min(1)
        .max(320)
        .regex(/^[^'"`$;\r\n]+$/, 'must be an id or an address'),
      features: z.array(feature).min(1),
    }),
    answer: z.string(),
  },
  getOwnApp: { ...inTenant, answer: ownApp },
  setOwnApp: {
    ...inTenant,
    body: z.strictObject({ clientId: z.guid('must be the application (client) id, a GUID').nullable() }),
    answer: ownApp,
  },
};
