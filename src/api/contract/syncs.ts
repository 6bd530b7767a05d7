import { z } from 'zod';
import { audienceRuleSchema, audienceSchema, syncSchema } from '../../runs/definition-schema.ts';
import { effects } from './lists.ts';
import { instant, none, pageOf, pageQuery, replicaCounts, runSummary, searchText } from './parts.ts';

const tenantId = z.string();
const inTenant = { params: z.object({ tenantId }) };
const ofSync = { params: z.object({ tenantId, syncId: z.string() }) };
const ofRun = { params: z.object({ tenantId, runId: z.string() }) };
const ofPlan = { params: z.object({ tenantId, planId: z.string() }) };
const ofMailbox = { params: z.object({ tenantId, mailboxId: z.string() }) };

const syncSummary = z.object({
  syncId: z.string(),
  name: z.string(),
  collectionId: z.string(),
  audienceId: z.string(),
  /** Folder's path, or the category in the default folder. */
  placement: z.string(),
  paused: z.boolean(),
  items: z.int(),
  version: z.int(),
  readAt: instant.nullable(),
  replicas: replicaCounts,
  nextRunAt: instant.nullable(),
  lastRun: runSummary.nullable(),
});

const membership = z.object({
  kind: z.enum(['in', 'not-named', 'excluded', 'unusable']),
  /** Index of the rule of `include` or `exclude` that decided; null: none did. */
  rule: z.int().nullable(),
  /** What the directory says against it: `guest`, `disabled`, `no-exchange-licence`, `no-address`. */
  reason: z.string().nullable(),
});

const audienceRules = z.strictObject({
  connectionId: z.string(),
  include: z.array(audienceRuleSchema),
  exclude: z.array(audienceRuleSchema),
});

const mailboxRef = z.object({ mailboxId: z.string(), address: z.string().nullable() });

const replica = z.object({
  syncId: z.string(),
  syncName: z.string(),
  placement: z.string(),
  state: z.enum(['unknown', 'ready', 'writing', 'unavailable', 'leaving']),
  /** A failure code; null: none. */
  failureCode: z.string().nullable(),
  version: z.int(),
  headVersion: z.int(),
  items: z.int(),
  syncedAt: instant.nullable(),
  lookAgainAt: instant.nullable(),
  /** When it is next looked at for what people changed. */
  lookAt: instant.nullable(),
});

const started = z.object({ runId: z.string() });

const progress = z.object({
  phase: z.enum(['waiting', 'reading', 'audience', 'replicating', 'ended']),
  records: z.int(),
  mailboxes: z.int(),
  folders: z.int(),
  foldersDone: z.int(),
  operations: z.int(),
  operationsPerSecond: z.number(),
  /** By the rate so far; null: not known yet. */
  secondsLeft: z.number().nullable(),
  /** How many requests the service lets through at once now, and whether it asked for fewer; null: not known. */
  limits: z.object({ inFlight: z.int(), ceiling: z.int(), throttled: z.int() }).nullable(),
});

export const syncSchemas = {
  listSyncs: { ...inTenant, answer: z.object({ items: z.array(syncSummary) }) },
  getSync: { ...ofSync, answer: z.object({ sync: syncSchema, audience: audienceSchema, summary: syncSummary }) },
  createSync: {
    ...inTenant,
    body: z.strictObject({ sync: z.record(z.string(), z.unknown()), audience: audienceSchema }),
    answer: z.object({ syncId: z.string(), revision: z.int(), effects }),
  },
  putSync: {
    ...ofSync,
    body: z.strictObject({ sync: syncSchema, audience: audienceSchema }),
    answer: z.object({ revision: z.int(), effects }),
  },
  deleteSync: { ...ofSync, answer: none },
  pauseSync: { ...ofSync, body: none, answer: none },
  resumeSync: { ...ofSync, body: none, answer: none },
  previewAudience: {
    ...inTenant,
    body: audienceRules,
    answer: z.object({
      in: z.int(),
      out: z.array(
        z.object({ kind: z.string(), reason: z.string().nullable(), rule: z.int().nullable(), count: z.int() }),
      ),
      perRule: z.array(z.int()),
      missing: z.array(z.string()),
      sample: z.array(mailboxRef),
    }),
  },
  explainMailbox: {
    ...inTenant,
    body: audienceRules.extend({ mailbox: z.string().trim().min(1).max(320) }),
    answer: z.object({ mailbox: mailboxRef.nullable(), membership: membership.nullable() }),
  },
  previewSchedule: {
    ...inTenant,
    body: z.strictObject({ schedule: z.record(z.string(), z.unknown()) }),
    answer: z.object({ timeZone: z.string(), next: z.array(instant) }),
  },
  startPlan: { ...ofSync, body: none, answer: z.object({ planId: z.string() }) },
  getPlan: {
    ...ofPlan,
    answer: z.object({
      planId: z.string(),
      syncId: z.string(),
      state: z.enum(['running', 'done', 'failed']),
      startedAt: instant,
      /** A failure code; null: none. */
      reason: z.string().nullable(),
      detail: z.string().nullable(),
      /** Of what changes in the list only the first 10,000 are listed. */
      itemsCut: z.boolean(),
      totals: z
        .object({
          items: z.int(),
          itemsAdded: z.int(),
          itemsChanged: z.int(),
          itemsRemoved: z.int(),
          mailboxes: z.int(),
          mailboxesJoining: z.int(),
          mailboxesLeaving: z.int(),
          foldersToMake: z.int(),
          foldersUnavailable: z.int(),
          creates: z.int(),
          updates: z.int(),
          deletes: z.int(),
          mappingIssues: z.int(),
          /** What would wait for a person: deletes in the list and in folders, other changes of the list, mailboxes that leave. */
          deletesHeld: z.int(),
          changesHeld: z.int(),
          leaversHeld: z.int(),
          /** Guard that would hold the run; `refused`: exactly this was refused before; null: nothing is held. */
          heldBy: z.string().nullable(),
        })
        .nullable(),
    }),
  },
  listPlanMailboxes: {
    ...ofPlan,
    query: z.object({ search: searchText, ...pageQuery }),
    answer: pageOf(
      mailboxRef.extend({
        state: z.enum(['same', 'changes', 'new', 'leaving', 'unavailable']),
        creates: z.int(),
        updates: z.int(),
        deletes: z.int(),
        /** Deletes that would wait for a person; of a mailbox that leaves, all that is ours in it. */
        deletesHeld: z.int(),
      }),
    ),
  },
  listPlanItems: {
    ...ofPlan,
    query: z.object({ change: z.enum(['added', 'changed', 'removed']).optional(), search: searchText, ...pageQuery }),
    answer: pageOf(
      z.object({
        itemId: z.string(),
        displayName: z.string().nullable(),
        change: z.enum(['added', 'changed', 'removed']),
        fields: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
      }),
    ),
  },
  listRuns: {
    ...inTenant,
    query: z.object({
      syncId: z.string().optional(),
      state: z.enum(['running', 'done', 'held', 'refused', 'cancelled', 'failed']).optional(),
      ...pageQuery,
    }),
    answer: pageOf(runSummary),
  },
  getRun: {
    ...ofRun,
    answer: z.object({
      run: runSummary,
      progress: progress.nullable(),
      held: z.object({ deletes: z.int(), listDeletes: z.int(), listChanges: z.int(), leavers: z.int() }).nullable(),
    }),
  },
  startRun: { ...ofSync, body: none, answer: started },
  stopRun: { ...ofRun, body: none, answer: none },
  approveRun: { ...ofRun, body: none, answer: started },
  refuseRun: { ...ofRun, body: none, answer: none },
  undoRun: { ...ofRun, body: none, answer: started },
  listRunIssues: {
    ...ofRun,
    query: z.object({ code: z.string().max(60).optional(), ...pageQuery }),
    answer: pageOf(
      z.object({
        code: z.string(),
        detail: z.string(),
        mailboxId: z.string().nullable(),
        address: z.string().nullable(),
        itemId: z.string().nullable(),
        displayName: z.string().nullable(),
      }),
    ),
  },
  getRunIssueGroups: {
    ...ofRun,
    answer: z.object({
      groups: z.array(
        z.object({
          code: z.string(),
          /** Who acts: `tenant admin`, `operator`, `mailbox owner`, `nobody`. */ acts: z.string(),
          issues: z.int(),
          mailboxes: z.int(),
          items: z.int(),
        }),
      ),
    }),
  },
  watchEvents: { ...inTenant, query: z.object({ lastEventId: z.string().max(100).optional() }), answer: z.string() },
  listMailboxes: {
    ...inTenant,
    query: z.object({
      search: searchText,
      state: z.enum(['unknown', 'ready', 'writing', 'unavailable', 'leaving', 'none', 'behind']).optional(),
      ...pageQuery,
    }),
    answer: pageOf(
      mailboxRef.extend({
        excluded: z.string().nullable(),
        replicas: z.array(
          z.object({
            syncId: z.string(),
            state: z.string(),
            behind: z.boolean(),
            failureCode: z.string().nullable(),
            syncedAt: instant.nullable(),
          }),
        ),
      }),
    ).extend({ total: z.int() }),
  },
  getMailbox: {
    ...ofMailbox,
    answer: z.object({
      mailbox: mailboxRef.extend({ excluded: z.string().nullable() }),
      replicas: z.array(replica),
      issues: z.array(
        z.object({
          runId: z.string(),
          at: instant,
          code: z.string(),
          detail: z.string(),
          itemId: z.string().nullable(),
        }),
      ),
    }),
  },
  syncMailbox: { ...ofMailbox, body: none, answer: z.object({ runIds: z.array(z.string()) }) },
  uninstallMailbox: { ...ofMailbox, body: none, answer: z.object({ runIds: z.array(z.string()) }) },
  uninstallSync: { ...ofSync, body: none, answer: started },
};

/** What the event stream carries; `id` is the place to resume at. */
export const eventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), run: runSummary, progress: progress.nullable() }),
  z.object({ kind: z.literal('plan'), planId: z.string(), state: z.enum(['running', 'done', 'failed']) }),
  z.object({
    kind: z.literal('changed'),
    what: z.enum(['definitions', 'connections', 'tenant', 'members', 'privacy']),
  }),
]);
export type RingbookEvent = z.infer<typeof eventSchema>;
