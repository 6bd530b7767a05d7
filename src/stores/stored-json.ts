/** The shapes of what is stored as JSON: every row is parsed, also one that only this program can have sealed. */
import { z } from 'zod';
import type { RunSetUp, RunTotals } from '../runs/stores.ts';
import { contactFieldsSchema } from '../sync/contact-fields-schema.ts';
import { type FailureCode, failures } from '../sync/failure.ts';
import type { Item } from '../sync/items.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { StoreError } from './store-error.ts';

/** A schema for every property of T, so that a property added to T is not forgotten here. */
type Shape<T> = { readonly [K in keyof T]-?: z.ZodType };

const text = z.string();
const optionalText = text.exactOptional();

export const itemSchema: z.ZodType<Item> = z.strictObject({
  kind: z.literal('contact'),
  itemId: text,
  fields: contactFieldsSchema,
  photo: optionalText,
} satisfies Shape<Item>);

export const sourceRecordSchema: z.ZodType<SourceRecord> = z.strictObject({
  itemId: text,
  kind: z.enum(['account', 'shared-mailbox', 'room', 'equipment', 'guest', 'contact']),
  enabled: z.boolean(),
  hiddenFromLists: z.boolean(),
  licensed: z.boolean(),
  fields: contactFieldsSchema,
  extra: z.record(text, text),
  photo: optionalText,
} satisfies Shape<SourceRecord>);

const count = z.number();
/** What was not counted yet when the oldest runs were stored. */
const laterCount = count.default(0);

export const runTotalsSchema: z.ZodType<RunTotals> = z.strictObject({
  created: count,
  updated: count,
  deleted: count,
  foldersSynced: count,
  foldersUnavailable: count,
  foldersFailed: count,
  foldersHeld: count,
  deletesHeld: count,
  listDeletesHeld: laterCount,
  listChangesHeld: laterCount,
  leaversHeld: laterCount,
  driftRestored: laterCount,
  driftLeft: laterCount,
  issues: count,
} satisfies Shape<RunTotals>);

export const runSetUpSchema: z.ZodType<RunSetUp> = z.strictObject({
  collectionId: text,
  placement: z.enum(['folder', 'default-folder']),
  presentationHash: text,
} satisfies Shape<RunSetUp>);

function isFailureCode(value: unknown): value is FailureCode {
  return typeof value === 'string' && Object.hasOwn(failures, value);
}

export const failureCodeSchema = z.custom<FailureCode>(isFailureCode);

/** @throws {StoreError} `unreadable-row`: not JSON, or not what the schema says. The message holds no content. */
export function readStored<Value>(schema: z.ZodType<Value>, json: string): Value {
  const parsed = schema.safeParse(parseJson(json));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new StoreError('unreadable-row', `Something stored does not have the shape it should have: ${places}.`);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Without its cause, whose message quotes the text.
    throw new StoreError('unreadable-row', 'Something stored is no JSON.');
  }
}
