import { z } from 'zod';
import {
  country,
  instant,
  language,
  none,
  pageOf,
  pageQuery,
  replicaCounts,
  runSummary,
  searchText,
  timeZone,
} from './parts.ts';
import { roleSchema } from './session.ts';

const tenantId = z.string();
const inTenant = { params: z.object({ tenantId }) };

export const tenantSchema = z.object({
  tenantId,
  name: z.string(),
  defaultCountry: country,
  timeZone,
  language,
  createdAt: instant,
  state: z.enum(['new', 'connected', 'withdrawn', 'leaving']),
});

const tenantEdit = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  defaultCountry: country.optional(),
  timeZone: timeZone.optional(),
  language: language.optional(),
});

/** What needs a person, most urgent first. `code` names the text, `link` the page that helps. */
export const attention = z.object({
  code: z.enum([
    'not-connected',
    'consent-withdrawn',
    'permission-missing',
    'run-held',
    'run-failed',
    'mailboxes-unavailable',
    'replicas-behind',
    'issues',
    'no-sync',
    'paused',
    'never-read',
  ]),
  severity: z.enum(['error', 'warning', 'info']),
  /** Sync or run it is about. */
  syncId: z.string().nullable(),
  syncName: z.string().nullable(),
  runId: z.string().nullable(),
  count: z.int().nullable(),
  /** A failure code, guard or problem behind it. */
  reason: z.string().nullable(),
});

const health = z.enum(['good', 'attention', 'bad', 'new']);

const member = z.object({
  memberId: z.string(),
  kind: z.enum(['person', 'group']),
  /** User name of a person, object id of a group. */
  name: z.string(),
  displayName: z.string().nullable(),
  role: roleSchema,
  state: z.enum(['invited', 'active']),
  invitedAt: instant,
  lastSeenAt: instant.nullable(),
  you: z.boolean(),
});

const scope = z.enum(['see', 'read', 'change']);
const token = z.object({
  tokenId: z.string(),
  name: z.string(),
  scope,
  createdAt: instant,
  createdBy: z.string(),
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
});

const auditEntry = z.object({
  entryId: z.int(),
  at: instant,
  /** User name of a person, name of a token, or `ringbook`. */
  actor: z.string(),
  actorKind: z.enum(['person', 'token', 'system']),
  /** Operation of the API, `sign-in`, or what the program did: `consent-withdrawn`. */
  action: z.string(),
  /** Id of what was changed; no personal content. */
  subject: z.string().nullable(),
  /** Fields that changed, values without personal content. */
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** Address of the caller; null: the program itself. */
  from: z.string().nullable(),
  hash: z.string(),
});

const templateParts = z.enum(['collections', 'mapping', 'policies', 'syncs']);
const templateSubject = z.strictObject({ tenantIds: z.array(tenantId).min(1).max(100) });
const templateResult = z.object({
  tenantId,
  name: z.string(),
  outcome: z.enum(['would-change', 'changed', 'unchanged', 'refused', 'failed']),
  /** What is added, changed or removed: `collection:colleagues`. */
  changes: z.array(z.object({ kind: z.enum(['added', 'changed', 'removed']), what: z.string() })),
  /** Code of a problem; null: none. */
  problem: z.string().nullable(),
  detail: z.string().nullable(),
});

export const tenantSchemas = {
  listTenants: {
    query: z.object({ search: searchText, ...pageQuery }),
    answer: pageOf(
      tenantSchema.extend({
        role: roleSchema,
        health,
        attention: z.array(attention),
        mailboxes: z.int(),
        inStep: z.int(),
        lastRunAt: instant.nullable(),
      }),
    ),
  },
  createTenant: {
    body: z.strictObject({ name: z.string().trim().min(1).max(200), defaultCountry: country, timeZone, language }),
    answer: tenantSchema,
  },
  getTenant: { ...inTenant, answer: tenantSchema },
  updateTenant: { ...inTenant, body: tenantEdit, answer: tenantSchema },
  getHome: {
    ...inTenant,
    answer: z.object({
      health,
      attention: z.array(attention),
      people: z.int(),
      replicas: replicaCounts,
      syncs: z.array(
        z.object({
          syncId: z.string(),
          name: z.string(),
          paused: z.boolean(),
          items: z.int(),
          replicas: replicaCounts,
          nextRunAt: instant.nullable(),
          readAt: instant.nullable(),
        }),
      ),
      runs: z.array(runSummary),
      /** Per day of the last 30, oldest first, in the tenant's time zone. */
      history: z.array(
        z.object({
          day: z.iso.date(),
          created: z.int(),
          updated: z.int(),
          deleted: z.int(),
          issues: z.int(),
          runs: z.int(),
          failedRuns: z.int(),
        }),
      ),
      /** Requests of the last runs; null: nothing ran since the start of the program. */
      limits: z
        .object({ inFlight: z.int(), ceiling: z.int(), throttled: z.int(), requests: z.int(), since: instant })
        .nullable(),
    }),
  },
  listTemplates: {
    answer: z.object({
      items: z.array(
        z.object({
          templateId: z.string(),
          name: z.string(),
          fromTenant: z.string(),
          parts: z.array(templateParts),
          createdAt: instant,
        }),
      ),
    }),
  },
  saveTemplate: {
    body: z.strictObject({ name: z.string().trim().min(1).max(200), tenantId, parts: z.array(templateParts).min(1) }),
    answer: z.object({ templateId: z.string() }),
  },
  deleteTemplate: { params: z.object({ templateId: z.string() }), answer: none },
  previewTemplate: {
    params: z.object({ templateId: z.string() }),
    body: templateSubject,
    answer: z.object({ items: z.array(templateResult) }),
  },
  applyTemplate: {
    params: z.object({ templateId: z.string() }),
    body: templateSubject,
    answer: z.object({ items: z.array(templateResult) }),
  },
  listMembers: { ...inTenant, answer: z.object({ items: z.array(member) }) },
  inviteMember: {
    ...inTenant,
    body: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('person'),
        userName: z
          .string()
          .trim()
          .max(320)
          .regex(/^\S+@\S+$/, 'must be a user name like name@company.com'),
        role: roleSchema,
      }),
      z.strictObject({
        kind: z.literal('group'),
        groupId: z.guid('must be the object id (GUID) of a group'),
        role: z.enum(['admin', 'billing', 'reader']),
      }),
    ]),
    answer: member,
  },
  updateMember: {
    params: z.object({ tenantId, memberId: z.string() }),
    body: z.strictObject({ role: roleSchema }),
    answer: member,
  },
  removeMember: { params: z.object({ tenantId, memberId: z.string() }), answer: none },
  listApiTokens: { ...inTenant, answer: z.object({ items: z.array(token) }) },
  createApiToken: {
    ...inTenant,
    body: z.strictObject({ name: z.string().trim().min(1).max(100), scope, expiresInDays: z.int().min(1).max(365) }),
    answer: z.object({ token, secret: z.string() }),
  },
  revokeApiToken: { params: z.object({ tenantId, tokenId: z.string() }), answer: none },
  listAuditEntries: {
    ...inTenant,
    query: z.object({
      ...pageQuery,
      search: searchText,
      actor: z.string().max(320).optional(),
      action: z.string().max(100).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    answer: pageOf(auditEntry),
  },
  exportAuditEntries: { ...inTenant, answer: z.string() },
  verifyAuditTrail: {
    ...inTenant,
    answer: z.object({
      whole: z.boolean(),
      entries: z.int(),
      brokenAt: z.int().nullable(),
      headHash: z.string().nullable(),
    }),
  },
};
