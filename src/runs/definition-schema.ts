import { z } from 'zod';
import { mappingSchema } from '../sync/check-mapping.ts';
import { filterStepSchema } from '../sync/filter/filter.ts';
import { galRulesSchema } from '../sync/gal-rules.ts';
import { guardPolicySchema } from '../sync/guards.ts';
import { matchRulesSchema } from '../sync/merging/match.ts';
import { mergeRulesSchema } from '../sync/merging/merge.ts';
import { deletePolicySchema, driftPolicySchema } from '../sync/policies.ts';
import { writeRulesSchema } from '../sync/write-rules.ts';
import { csvSourceSchema } from './csv-source.ts';
import type {
  AudienceDefinition,
  AudienceRule,
  CollectionDefinition,
  Definitions,
  Placement,
  SourceDefinition,
  SyncDefinition,
} from './definition.ts';
import { checkReferences } from './definition-references.ts';
import { defaultSchedule, scheduleSchema } from './schedule.ts';

/** Id of a source, collection or audience, and name of a sync. */
export const slugSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'must be an id: small letters, digits and hyphens, at most 63, and no hyphen at the start',
  );

/** An Entra group. */
export const groupIdSchema = z.guid('must be the object id (GUID) of a group');

/** Photos smaller than 48 pixels show nothing; the service keeps none above 648. */
export const photoPixelsSchema = z.int().min(48).max(648).nullable();

/** A mailbox by address or id. */
export const mailboxSchema = z.string().regex(/^\S+$/, 'must be the address or the id of a mailbox, without spaces');

/** Display name of a folder. */
export const folderNameSchema = z
  .string()
  .max(255, 'must have at most 255 characters')
  .regex(/^\S(?:[^\r\n\t]*\S)?$/, 'must be a name on one line, without spaces around it');

/** Outlook separates categories by commas or semicolons. */
export const categorySchema = folderNameSchema.refine((name) => !/[,;]/.test(name), {
  error: 'must be a category without commas and semicolons',
});

const id = z.string().min(1);
const ofConnection = { sourceId: slugSchema, connectionId: id };

export const sourceSchema: z.ZodType<SourceDefinition> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...ofConnection,
    kind: z.literal('gal'),
    rules: galRulesSchema,
    photoPixels: photoPixelsSchema,
  }),
  z.strictObject({ ...ofConnection, kind: z.literal('organizational-contacts') }),
  z.strictObject({
    ...ofConnection,
    kind: z.literal('group'),
    groupId: groupIdSchema,
    photoPixels: photoPixelsSchema,
  }),
  z.strictObject({
    ...ofConnection,
    kind: z.literal('mailbox-folder'),
    mailbox: mailboxSchema,
    folder: z.array(folderNameSchema),
  }),
  csvSourceSchema.extend({ kind: z.literal('csv'), sourceId: slugSchema }),
]);

export const collectionSchema: z.ZodType<CollectionDefinition> = z.strictObject({
  collectionId: slugSchema,
  sourceIds: z.array(slugSchema).min(1),
  match: matchRulesSchema,
  merge: mergeRulesSchema,
  filter: z.array(filterStepSchema),
  mapping: mappingSchema,
  guards: guardPolicySchema,
});

export const audienceRuleSchema: z.ZodType<AudienceRule> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('group'), groupId: groupIdSchema }),
  z.strictObject({ kind: z.literal('mailboxes'), mailboxes: z.array(mailboxSchema).min(1) }),
]);

export const audienceSchema: z.ZodType<AudienceDefinition> = z.strictObject({
  audienceId: slugSchema,
  include: z.array(audienceRuleSchema).min(1),
  exclude: z.array(audienceRuleSchema),
});

export const placementSchema: z.ZodType<Placement> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), path: z.tuple([folderNameSchema], folderNameSchema) }),
  z.strictObject({ kind: z.literal('default-folder'), category: categorySchema }),
]);

/** What happens in the mailbox of who leaves the audience. */
export const leaversSchema = z.enum(['keep', 'clean-up']);
export const ownCardSchema = z.enum(['keep', 'leave-out']);

export const syncSchema: z.ZodType<SyncDefinition> = z.strictObject({
  syncId: id,
  name: slugSchema,
  connectionId: id,
  collectionId: slugSchema,
  audienceId: slugSchema,
  placement: placementSchema,
  write: writeRulesSchema,
  deletes: deletePolicySchema,
  drift: driftPolicySchema,
  leavers: leaversSchema,
  ownCard: ownCardSchema,
  guards: guardPolicySchema,
  // What was stored before there were schedules has none.
  schedule: scheduleSchema.default(defaultSchedule),
  paused: z.boolean(),
});

/** Definitions as stores and callers give them: complete, each id once, and every name names something. */
export const definitionsSchema: z.ZodType<Definitions> = z
  .strictObject({
    sources: z.array(sourceSchema),
    collections: z.array(collectionSchema),
    audiences: z.array(audienceSchema),
    syncs: z.array(syncSchema),
  })
  .superRefine((definitions, context) => {
    for (const { path, message } of faultsOf(definitions)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });

interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the reference check calls otherwise than a definition does. */
const names: Readonly<Record<string, string>> = {
  sources: 'sourceIds',
  collection: 'collectionId',
  audience: 'audienceId',
};

function faultsOf({ sources, collections, audiences, syncs }: Definitions): readonly Fault[] {
  const dangling = checkReferences({
    sources: sources.map(({ sourceId }) => sourceId),
    collections: collections.map((one) => ({ ...one, id: one.collectionId, sources: one.sourceIds })),
    audiences: audiences.map(({ audienceId }) => audienceId),
    syncs: syncs.map(({ name, collectionId, audienceId }) => ({
      id: name,
      collection: collectionId,
      audience: audienceId,
    })),
  }).map(({ part, id: of, path: [first = '', ...rest], message }): Fault => {
    const index =
      part === 'syncs'
        ? syncs.findIndex(({ name }) => name === of)
        : collections.findIndex(({ collectionId }) => collectionId === of);
    return { path: [part, index, names[first] ?? first, ...rest], message };
  });
  return [
    ...repeated(
      'sources',
      'sourceId',
      sources.map(({ sourceId }) => sourceId),
    ),
    ...repeated(
      'collections',
      'collectionId',
      collections.map(({ collectionId }) => collectionId),
    ),
    ...repeated(
      'audiences',
      'audienceId',
      audiences.map(({ audienceId }) => audienceId),
    ),
    ...repeated(
      'syncs',
      'syncId',
      syncs.map(({ syncId }) => syncId),
    ),
    ...repeated(
      'syncs',
      'name',
      syncs.map(({ name }) => name),
    ),
    ...dangling,
  ];
}

function repeated(part: string, key: string, ids: readonly string[]): readonly Fault[] {
  return ids.flatMap((one, index) =>
    ids.indexOf(one) < index
      ? [{ path: [part, index, key], message: `${one} is there twice: each must be unique` }]
      : [],
  );
}
