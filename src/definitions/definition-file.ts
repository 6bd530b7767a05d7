import { z } from 'zod';
import { csvSourceSchema } from '../runs/csv-source.ts';
import type { AudienceRule, CsvSourceDefinition, PhotoPixels, Placement } from '../runs/definition.ts';
import {
  audienceRuleSchema,
  categorySchema,
  folderNameSchema,
  groupIdSchema,
  leaversSchema,
  mailboxSchema,
  ownCardSchema,
  photoPixelsSchema,
  slugSchema,
} from '../runs/definition-schema.ts';
import { type Schedule, scheduleSchema } from '../runs/schedule.ts';
import { mappingSchema } from '../sync/check-mapping.ts';
import { type FilterStep, filterStepSchema } from '../sync/filter/filter.ts';
import { defaultGalRules, type GalRules, galRulesSchema } from '../sync/gal-rules.ts';
import { defaultGuardPolicy, type GuardPolicy, guardPolicySchema } from '../sync/guards.ts';
import type { Mapping } from '../sync/mapping.ts';
import { defaultMatchRules, type MatchRules, matchRulesSchema } from '../sync/merging/match.ts';
import { defaultMergeRules, type MergeRules, mergeRulesSchema } from '../sync/merging/merge.ts';
import {
  type DeletePolicy,
  type DriftPolicy,
  defaultDriftPolicy,
  deletePolicySchema,
  driftPolicySchema,
} from '../sync/policies.ts';
import { defaultWriteRules, type WriteRules, writeRulesSchema } from '../sync/write-rules.ts';
import { collectionDefaults, defaultPhotoPixels, syncDefaults } from './definition-defaults.ts';

/** The definition file, with its defaults filled in and its short forms written out. */
export interface DefinitionFile {
  readonly version: 1;
  /** By id. */
  readonly sources: Readonly<Record<string, FileSource>>;
  readonly collections: Readonly<Record<string, FileCollection>>;
  readonly audiences: Readonly<Record<string, FileAudience>>;
  /** By name. */
  readonly syncs: Readonly<Record<string, FileSync>>;
}

/** `connection`: Entra tenant id; may be left out where the tenant has one connection. */
export type FileSource =
  | ({ readonly connection?: string } & (
      | { readonly kind: 'gal'; readonly rules: GalRules; readonly photoPixels: PhotoPixels }
      | { readonly kind: 'organizational-contacts' }
      | { readonly kind: 'group'; readonly groupId: string; readonly photoPixels: PhotoPixels }
      | { readonly kind: 'mailbox-folder'; readonly mailbox: string; readonly folder: readonly string[] }
    ))
  | Omit<CsvSourceDefinition, 'sourceId'>;

export interface FileCollection {
  readonly sources: readonly string[];
  readonly match: MatchRules;
  readonly merge: MergeRules;
  readonly filter: readonly FilterStep[];
  readonly mapping: Mapping;
  readonly guards: GuardPolicy;
}

export interface FileAudience {
  readonly include: readonly AudienceRule[];
  readonly exclude: readonly AudienceRule[];
}

export interface FileSync {
  readonly connection?: string;
  readonly collection: string;
  readonly audience: string;
  readonly folder: Placement;
  readonly write: WriteRules;
  readonly deletes: DeletePolicy;
  readonly drift: DriftPolicy;
  readonly leavers: 'keep' | 'clean-up';
  readonly ownCard: 'keep' | 'leave-out';
  readonly guards: GuardPolicy;
  readonly schedule: Schedule;
  readonly paused: boolean;
}

/** What may be written as a word alone: objects that then have nothing but their `kind`. */
export const bareKinds = {
  source: ['gal', 'organizational-contacts'],
  audienceRule: ['everyone'],
  deletes: ['delete', 'keep'],
  schedule: ['manual'],
  fieldRule: ['take', 'omit'],
  fieldMerge: ['first', 'all'],
} as const;

/** How a field is written where a rule says half of it. */
export const fieldWriteDefaults = { write: 'overwrite', whenEmpty: 'clear' } as const;

const connection = z.exactOptional(z.string().min(1));
const photoPixels = photoPixelsSchema.default(defaultPhotoPixels);

const bareSourceSchema = z
  .enum(bareKinds.source)
  .transform(
    (kind): FileSource =>
      kind === 'gal' ? { kind, rules: defaultGalRules, photoPixels: defaultPhotoPixels } : { kind },
  );

const sourceSchema: z.ZodType<FileSource> = z.union([
  bareSourceSchema,
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('gal'),
      connection,
      rules: filled(galRulesSchema, defaultGalRules),
      photoPixels,
    }),
    z.strictObject({ kind: z.literal('organizational-contacts'), connection }),
    z.strictObject({ kind: z.literal('group'), connection, groupId: groupIdSchema, photoPixels }),
    z.strictObject({
      kind: z.literal('mailbox-folder'),
      connection,
      mailbox: mailboxSchema,
      folder: z.union([folderNameSchema.transform((name) => [name]), z.array(folderNameSchema)]).default([]),
    }),
    csvSourceSchema.extend({ kind: z.literal('csv') }),
  ]),
]);

const audienceRules = z.array(orBare(bareKinds.audienceRule, audienceRuleSchema));

const audienceSchema: z.ZodType<FileAudience> = z.strictObject({
  include: audienceRules.min(1),
  exclude: audienceRules.default([]),
});

const folderSchema = z.union([
  folderNameSchema.transform((name): Placement => ({ kind: 'folder', path: [name] })),
  z
    .array(folderNameSchema)
    .min(1)
    .transform(([first = '', ...below]): Placement => ({ kind: 'folder', path: [first, ...below] })),
  z
    .strictObject({ 'default-folder': z.strictObject({ category: categorySchema }) })
    .transform((folder): Placement => ({ kind: 'default-folder', ...folder['default-folder'] })),
]);

const syncSchema: z.ZodType<FileSync> = z.strictObject({
  connection,
  collection: z.string(),
  audience: z.string(),
  folder: folderSchema.default(syncDefaults.placement),
  write: filled(writeRulesSchema, defaultWriteRules, (rules) => ({
    ...rules,
    fields: eachMember(rules.fields, (rule) => (isMap(rule) ? { ...fieldWriteDefaults, ...rule } : rule)),
  })),
  deletes: orBare(bareKinds.deletes, deletePolicySchema).default(syncDefaults.deletes),
  drift: filled(driftPolicySchema, defaultDriftPolicy),
  leavers: leaversSchema.default(syncDefaults.leavers),
  ownCard: ownCardSchema.default(syncDefaults.ownCard),
  guards: filled(guardPolicySchema, defaultGuardPolicy),
  schedule: orBare(bareKinds.schedule, scheduleSchema).default(syncDefaults.schedule),
  paused: z.boolean().default(syncDefaults.paused),
});

function collectionSchema(defaultCountry: string): z.ZodType<FileCollection> {
  const { mapping } = collectionDefaults(defaultCountry);
  return z.strictObject({
    sources: z.array(z.string()).min(1),
    match: filled(matchRulesSchema, defaultMatchRules),
    merge: filled(mergeRulesSchema, defaultMergeRules, (rules) => ({
      ...rules,
      fields: eachMember(rules.fields, writtenOut(bareKinds.fieldMerge)),
    })),
    filter: z.array(filterStepSchema).default([]),
    mapping: filled(mappingSchema, mapping, (rules) => ({
      ...rules,
      fields: eachMember(rules.fields, writtenOut(bareKinds.fieldRule)),
      phones: isMap(rules.phones) ? { ...mapping.phones, ...rules.phones } : rules.phones,
    })),
    guards: filled(guardPolicySchema, defaultGuardPolicy),
  });
}

/**
 * The definition file as people write it: defaults may be left out, and short forms are taken.
 * @param defaultCountry ISO 3166 alpha-2: how national telephone numbers are read where a mapping does not say.
 */
export function definitionFileSchema(defaultCountry: string): z.ZodType<DefinitionFile> {
  return z.strictObject({
    version: z.literal(1),
    sources: z.record(slugSchema, sourceSchema).default({}),
    collections: z.record(slugSchema, collectionSchema(defaultCountry)).default({}),
    audiences: z.record(slugSchema, audienceSchema).default({}),
    syncs: z.record(slugSchema, syncSchema).default({}),
  });
}

/** Rules of which each may be left out. */
function filled<Rules extends object>(
  schema: z.ZodType<Rules>,
  defaults: Rules,
  writeOut: (rules: Readonly<Record<string, unknown>>) => unknown = (rules) => rules,
) {
  const fill = (value: unknown) => (isMap(value) ? writeOut({ ...defaults, ...value }) : value);
  return z.preprocess(fill, schema).prefault({});
}

function orBare<Kind extends string, Schema extends z.ZodType>(kinds: readonly [Kind, ...Kind[]], schema: Schema) {
  return z.union([z.enum(kinds).transform((kind) => ({ kind })), schema]);
}

function writtenOut(kinds: readonly string[]): (rule: unknown) => unknown {
  return (rule) => (typeof rule === 'string' && kinds.includes(rule) ? { kind: rule } : rule);
}

function eachMember(value: unknown, change: (member: unknown) => unknown): unknown {
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member)]));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
