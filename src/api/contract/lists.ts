import { z } from 'zod';
import { collectionSchema, definitionsSchema, slugSchema, sourceSchema } from '../../runs/definition-schema.ts';
import { mappingSchema } from '../../sync/check-mapping.ts';
import { fieldNames } from '../../sync/contact-fields.ts';
import { instant, none, pageOf, pageQuery, searchText } from './parts.ts';

const tenantId = z.string();
const inTenant = { params: z.object({ tenantId }) };
const ofCollection = { params: z.object({ tenantId, collectionId: slugSchema }) };
const ofItem = { params: z.object({ tenantId, collectionId: slugSchema, itemId: z.string().max(500) }) };

/** What saving does, in the words of src/definitions/definition-effects.ts. */
export const effects = z.array(
  z.object({
    part: z.enum(['source', 'collection', 'audience', 'sync']),
    id: z.string(),
    change: z.enum(['added', 'changed', 'removed']),
    effects: z.array(z.string()),
  }),
);

/** Where something is wrong: path into the body, and what to do. */
const faults = z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() }));

const text = z.record(z.string(), z.unknown());
/** Contact fields as they are in `ContactFields` (src/sync/items.ts). */
export const contactFields = z.partialRecord(z.enum(fieldNames), z.unknown());

const itemSummary = z.object({
  itemId: z.string(),
  displayName: z.string(),
  jobTitle: z.string().nullable(),
  department: z.string().nullable(),
  company: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  hasPhoto: z.boolean(),
});

const provenance = z.object({
  field: z.string(),
  /** What the mapping does: `taken`, `fixed`, `template`; `shown-by`: the name is made of what else there is. */
  rule: z.string(),
  value: z.unknown(),
  inputs: z.array(
    z.object({
      name: z.string(),
      origins: z.array(z.object({ sourceId: z.string(), recordId: z.string(), value: z.string().nullable() })),
    }),
  ),
});

const problem = z.object({ field: z.string().nullable(), code: z.string(), detail: z.string() });

const collectionSummary = z.object({
  collectionId: z.string(),
  sourceIds: z.array(z.string()),
  items: z.int(),
  version: z.int(),
  readAt: instant.nullable(),
  usedBySyncs: z.array(z.string()),
});

const csvFile = z.object({
  fileName: z.string(),
  bytes: z.int(),
  uploadedAt: instant,
  columns: z.array(z.string()),
  rows: z.int(),
});

const phoneNumber = z.object({
  /** `mobilePhone`, `businessPhones` */
  field: z.string(),
  value: z.string(),
  /** As a phone of the tenant's country shows it: `0171 1234567`. */
  shown: z.string(),
  /** A phone tells the caller by it: it is international. */
  recognised: z.boolean(),
  /** Where the number is, as phones show it below: `Germany`; null: not known. */
  region: z.string().nullable(),
  /** Others of the list with the same number: the phone shows one of them. */
  sharedWith: z.int(),
});

const csvFileParams = z.object({
  tenantId,
  fileName: z.string().regex(/^[\w][\w .-]{0,99}\.csv$/i, 'must be a file name that ends with .csv'),
});

export const listSchemas = {
  getDefinitions: { ...inTenant, answer: z.object({ revision: z.int(), definitions: definitionsSchema }) },
  checkDefinitions: { ...inTenant, body: z.strictObject({ definitions: text }), answer: z.object({ effects, faults }) },
  exportDefinitions: { ...inTenant, answer: z.string() },
  importDefinitions: {
    ...inTenant,
    body: z.strictObject({ file: z.string().max(1_000_000) }),
    answer: z.object({ revision: z.int(), effects }),
  },
  putSource: {
    params: z.object({ tenantId, sourceId: slugSchema }),
    body: sourceSchema,
    answer: z.object({ revision: z.int(), effects }),
  },
  deleteSource: { params: z.object({ tenantId, sourceId: slugSchema }), answer: none },
  previewSource: {
    ...inTenant,
    body: z.strictObject({ source: sourceSchema }),
    answer: z.object({
      /** Of the first pages only, if `complete` is false. */
      entries: z.int(),
      complete: z.boolean(),
      /** Why entries stay out by the rules of the source: `guest`, `disabled` … */
      byRule: z.record(z.string(), z.int()),
      sample: z.array(itemSummary),
      fields: z.array(z.object({ name: z.string(), filled: z.int(), example: z.string().nullable() })),
      problems: z.array(problem),
    }),
  },
  uploadCsv: {
    params: csvFileParams,
    /** The file as text or base64, so that any encoding arrives. */
    body: z.strictObject({ contentBase64: z.string().max(28_000_000) }),
    answer: csvFile.extend({
      delimiter: z.string(),
      encoding: z.string(),
      sample: z.array(z.array(z.string())),
      /** Which columns tell people apart, and where columns go by what they are called and hold. */
      guess: z.object({
        id: z.array(z.string()),
        columns: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      }),
      problems: z.array(problem),
    }),
  },
  deleteCsvFile: { params: csvFileParams, answer: none },
  listCsvFiles: { ...inTenant, answer: z.object({ items: z.array(csvFile) }) },
  findGroups: {
    ...inTenant,
    query: z.object({
      search: z.string().trim().min(1).max(100),
      /** Which directory; may be left out where there is one. */
      connectionId: z.string().optional(),
    }),
    answer: z.object({
      items: z.array(
        z.object({ groupId: z.string(), displayName: z.string(), mail: z.string().nullable(), dynamic: z.boolean() }),
      ),
    }),
  },
  listCollections: { ...inTenant, answer: z.object({ items: z.array(collectionSummary) }) },
  createCollection: {
    ...inTenant,
    body: z.strictObject({ collectionId: slugSchema, sourceIds: z.array(slugSchema).min(1) }),
    answer: z.object({ revision: z.int(), effects }),
  },
  getCollection: {
    ...ofCollection,
    answer: z.object({ collection: collectionSchema, sources: z.array(sourceSchema), summary: collectionSummary }),
  },
  putCollection: { ...ofCollection, body: collectionSchema, answer: z.object({ revision: z.int(), effects }) },
  deleteCollection: { ...ofCollection, answer: none },
  previewCollection: {
    ...inTenant,
    body: z.strictObject({ collection: collectionSchema, search: searchText }),
    answer: z.object({
      sources: z.array(z.object({ sourceId: z.string(), entries: z.int(), byRule: z.record(z.string(), z.int()) })),
      records: z.int(),
      steps: z.array(z.object({ matched: z.int(), listedAfter: z.int() })),
      items: z.int(),
      sample: z.array(itemSummary),
      /** Those who are made of several entries, and the first of them. */
      combined: z.object({ people: z.int(), sample: z.array(itemSummary) }),
      /** Sources that were never read: nothing is known of them yet. */
      unread: z.array(z.string()),
    }),
  },
  listItems: {
    ...ofCollection,
    query: z.object({ search: searchText, ...pageQuery }),
    answer: pageOf(itemSummary).extend({ total: z.int() }),
  },
  getItem: {
    ...ofItem,
    answer: z.object({
      item: itemSummary,
      fields: contactFields,
      sources: z.array(z.object({ sourceId: z.string(), recordId: z.string() })),
      provenance: z.array(provenance),
    }),
  },
  getItemPhoto: { ...ofItem, answer: z.string() },
  previewMapping: {
    ...inTenant,
    body: z.strictObject({ collectionId: slugSchema, itemId: z.string().max(500), mapping: mappingSchema }),
    answer: z.object({
      /** What the sources say, before any rule. */
      source: contactFields,
      /** What they say beside contact fields, by the names that rules take it by. */
      extra: z.record(z.string(), z.string()),
      before: contactFields,
      after: contactFields,
      changed: z.array(z.string()),
      problems: z.array(problem),
    }),
  },
  getPhoneExamples: {
    ...inTenant,
    body: z.strictObject({
      collectionId: slugSchema,
      phones: z.strictObject({
        defaultCountry: z.string(),
        extensions: z.array(z.strictObject({ prefix: z.string(), length: z.number(), fullNumber: z.string() })),
        countryFrom: z.exactOptional(z.string()),
      }),
    }),
    answer: z.object({
      numbers: z.int(),
      international: z.int(),
      notNormalized: z.int(),
      /** Of each kind some, the frequent first; `rule`: index of the extension rule that applied. */
      examples: z.array(
        z.object({
          raw: z.string(),
          becomes: z.string(),
          problem: z.string().nullable(),
          rule: z.int().nullable(),
          times: z.int(),
        }),
      ),
      /** Extension rules that would make full numbers of what is dialled by extension only. */
      suggestions: z.array(z.object({ prefix: z.string(), length: z.int(), fullNumber: z.string(), covers: z.int() })),
    }),
  },
  getPhonePreview: {
    params: z.object({ tenantId, syncId: z.string(), itemId: z.string().max(500) }),
    answer: z.object({
      item: itemSummary,
      fields: contactFields,
      folder: z.string(),
      numbers: z.array(phoneNumber),
      /** What the mapping could not do. */
      problems: z.array(problem),
    }),
  },
} as const;
