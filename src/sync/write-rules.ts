import { createHmac, createSecretKey } from 'node:crypto';
import { z } from 'zod';
import { type DraftFields, fieldNames } from './contact-fields.ts';
import type { ContactFields, FieldName } from './items.ts';
import { normalizeText } from './normalize.ts';
import type { OwnContent } from './operations.ts';
import { joinNotes, splitNotes, withoutDelimiter } from './own-notes.ts';
import { comparableValue } from './same-content.ts';

/** How one field is written. */
export interface FieldWrite {
  /** `if-empty`: only where the field is empty, or still holds what we wrote. */
  readonly write: 'overwrite' | 'if-empty';
  /** What happens to what is there when the list has no value; under `if-empty`, `clear` takes away only what we wrote. */
  readonly whenEmpty: 'clear' | 'leave';
}

/** How items are written into folders where people have values of their own (docs/sync-model.md#write-rules). */
export interface WriteRules {
  /** Fields that are not named are overwritten and cleared. */
  readonly fields: Readonly<Partial<Record<FieldName, FieldWrite>>>;
  /** The line below which notes belong to the person; null: notes are ours. */
  readonly notesDelimiter: string | null;
  /** `add`: the person's own categories stay. */
  readonly categories: 'replace' | 'add';
}

const defaultFieldWrite: FieldWrite = { write: 'overwrite', whenEmpty: 'clear' };

export const defaultWriteRules: WriteRules = { fields: {}, notesDelimiter: null, categories: 'replace' };

const fieldWriteSchema: z.ZodType<FieldWrite> = z.strictObject({
  write: z.enum(['overwrite', 'if-empty']),
  whenEmpty: z.enum(['clear', 'leave']),
});

const delimiterSchema = z
  .string()
  .max(100)
  .refine((line) => normalizeText(line) !== undefined && !/[\r\n\u2028\u2029]/.test(line), {
    error: 'must be one line with something to see in it',
  });

export const writeRulesSchema: z.ZodType<WriteRules> = z.strictObject({
  fields: z.partialRecord(z.enum(fieldNames), fieldWriteSchema),
  notesDelimiter: delimiterSchema.nullable(),
  categories: z.enum(['replace', 'add']),
});

/** What is there when an item is about to be written: its fields in normal form, and the marks of the last write. */
export interface CurrentContent {
  readonly fields: ContactFields;
  readonly marks: string | null;
}

/** Must an update look at what is there? If not, the item's fields are written as they are. */
export function looksFirst({ fields, notesDelimiter, categories }: WriteRules): boolean {
  if (notesDelimiter !== null || categories === 'add') return true;
  return Object.values(fields).some(({ write, whenEmpty }) => write === 'if-empty' || whenEmpty === 'leave');
}

/**
 * Decides what is written into one mailbox, given what the list wants and what is there.
 *
 * Composing again what came of it changes nothing. What a person wrote is only replaced where the rules overwrite.
 *
 * @param wanted The item's fields, in normal form.
 * @param current What is there; null: nothing, the item is created.
 * @param hashKey Key of the marks, 32 bytes; with another one nothing that is there counts as ours.
 * @see docs/sync-model.md#write-rules, rows B1-B19
 */
export function composeContent(
  wanted: ContactFields,
  current: CurrentContent | null,
  rules: WriteRules,
  hashKey: Uint8Array,
): OwnContent {
  if (!looksFirst(rules)) return { fields: wanted, marks: null };
  if (current !== null) return compose(wanted, current, rules, hashKey);
  const known = creations.get(wanted);
  if (known?.rules === rules && known.hashKey === hashKey) return known.content;
  const content = compose(wanted, { fields: {}, marks: null }, rules, hashKey);
  creations.set(wanted, { rules, hashKey, content });
  return content;
}

/** What is created is the same in every mailbox: composed once. */
const creations = new WeakMap<
  ContactFields,
  { readonly rules: WriteRules; readonly hashKey: Uint8Array; readonly content: OwnContent }
>();

function compose(
  wanted: ContactFields,
  { fields: there, marks: formerMarks }: CurrentContent,
  rules: WriteRules,
  hashKey: Uint8Array,
): OwnContent {
  const delimiter = normalizeText(rules.notesDelimiter ?? undefined);
  const marks = createMarks(readMarks(formerMarks), hashKey);
  const draft: DraftFields = {};
  for (const name of fieldNames) {
    if (name === 'personalNotes' && delimiter !== undefined) {
      put(draft, name, composeNotes(wanted, there, writeOf(rules, name), delimiter, marks));
    } else if (name !== 'categories' || rules.categories === 'replace') {
      put(draft, name, composeValue(name, wanted[name], there[name], writeOf(rules, name), marks));
    }
  }
  if (rules.categories === 'add') {
    put(draft, 'categories', composeCategories(wanted, there, writeOf(rules, 'categories'), marks));
  }
  return { fields: draft, marks: marks.written() };
}

const writeOf = (rules: WriteRules, name: FieldName): FieldWrite => rules.fields[name] ?? defaultFieldWrite;

function put<Name extends FieldName>(draft: DraftFields, name: Name, value: DraftFields[Name] | undefined): void {
  if (value !== undefined) draft[name] = value;
}

/** What a field has afterwards; notes what of it is ours. */
function composeValue<Value extends ContactFields[FieldName]>(
  name: FieldName,
  wanted: Value,
  there: Value,
  { write, whenEmpty }: FieldWrite,
  marks: Marks,
): Value | undefined {
  const value = comparableValue(name, wanted);
  const present = comparableValue(name, there);
  const nothingWanted = () => (whenEmpty === 'leave' ? there : undefined);
  switch (write) {
    case 'overwrite':
      return value === '' ? nothingWanted() : wanted;
    case 'if-empty': {
      if (present !== '' && !marks.areOurs(name, present)) return there;
      const written = value === '' ? nothingWanted() : wanted;
      marks.note(name, comparableValue(name, written));
      return written;
    }
  }
}

function composeNotes(
  wanted: ContactFields,
  there: ContactFields,
  rule: FieldWrite,
  delimiter: string,
  marks: Marks,
): string | undefined {
  const name = 'personalNotes';
  const own = withoutDelimiter(wanted.personalNotes, delimiter);
  const value = comparableValue(name, own);
  const isOurs = (notes: string) => {
    const text = comparableValue(name, notes);
    return text !== '' && (text === value || marks.areOurs(name, text));
  };
  const { ours: above, theirs } = splitNotes(there.personalNotes, delimiter, isOurs);
  const wasOurs = above !== undefined && marks.areOurs(name, comparableValue(name, above));
  const ours = composeValue(name, own, above, rule, marks);
  // Also where notes are overwritten: so that ours are known again should the person delete the delimiter line.
  if (rule.write === 'overwrite' && (value !== '' || wasOurs)) marks.note(name, comparableValue(name, ours));
  return joinNotes({ ...(ours === undefined ? {} : { ours }), ...(theirs === undefined ? {} : { theirs }) }, delimiter);
}

function composeCategories(
  wanted: ContactFields,
  there: ContactFields,
  { whenEmpty }: FieldWrite,
  marks: Marks,
): readonly string[] | undefined {
  const name = 'categories';
  const own = wanted.categories ?? [];
  const isWanted = new Set(own.map(categoryKey));
  const keepsAll = own.length === 0 && whenEmpty === 'leave';
  const result = new Map<string, string>();
  for (const category of there.categories ?? []) {
    const key = categoryKey(category);
    const isOurs = marks.areOurs(name, key);
    if (isOurs && !keepsAll && !isWanted.has(key)) continue;
    if (isOurs) marks.note(name, key);
    if (!result.has(key)) result.set(key, category);
  }
  for (const category of own) {
    const key = categoryKey(category);
    if (result.has(key)) continue;
    marks.note(name, key);
    result.set(key, category);
  }
  return result.size === 0 ? undefined : [...result.values()];
}

const categoryKey = (category: string): string => category.trim().toLowerCase();

/** Which values were ours, and which are. */
interface Marks {
  /** @param comparable As `comparableValue` gives it; of categories, each one in lower case. */
  areOurs(name: FieldName, comparable: string): boolean;
  note(name: FieldName, comparable: string): void;
  /** What `note` was told, as it is kept in the mailbox; null: nothing. */
  written(): string | null;
}

const markLength = 8;
/** So that marks have at most about 1,000 characters; what is not marked counts as the person's. */
const maxMarks = 120;

const marksSchema = z.object({ v: z.literal(1), ours: z.string().regex(/^(?:[\w-]{8})*$/) });

function createMarks(known: ReadonlySet<string>, hashKey: Uint8Array): Marks {
  const noted = new Set<string>();
  const made = new Map<string, string>();
  // Made once: with bare bytes, each HMAC would spend most of its time on making it.
  const secret = createSecretKey(hashKey);
  const markOf = (name: FieldName, comparable: string) => {
    // The name of the field is part of the hash, so that hashes alone are enough to keep.
    const value = `${name}\0${comparable}`;
    const mark = made.get(value) ?? createHmac('sha256', secret).update(value).digest('base64url').slice(0, markLength);
    made.set(value, mark);
    return mark;
  };
  return {
    areOurs: (name, comparable) => known.size > 0 && known.has(markOf(name, comparable)),
    note(name, comparable) {
      if (comparable !== '' && noted.size < maxMarks) noted.add(markOf(name, comparable));
    },
    written: () => (noted.size === 0 ? null : JSON.stringify({ v: 1, ours: [...noted].join('') })),
  };
}

/** What cannot be read says that nothing was ours. */
function readMarks(marks: string | null): ReadonlySet<string> {
  if (marks === null) return new Set();
  const parsed = marksSchema.safeParse(parseJson(marks));
  return new Set(parsed.success ? parsed.data.ours.match(/.{8}/g) : []);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
