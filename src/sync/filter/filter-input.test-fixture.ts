import { fc } from '@fast-check/vitest';
import { addressFields, phoneFields, phoneListFields, textFields } from '../contact-fields.ts';
import type { ContactFields } from '../items.ts';
import type { SourceRecord } from '../source-record.ts';
import { type Condition, entryKinds, type FilterInput } from './condition.ts';
import { compileFilter } from './filter.ts';

/** A record of the source `gal`. */
export function input(facts: Partial<SourceRecord> = {}, sourceId = 'gal'): FilterInput {
  return {
    sourceId,
    record: {
      itemId: 'anna',
      kind: 'account',
      enabled: true,
      hiddenFromLists: false,
      licensed: true,
      fields: { displayName: 'Anna Huber', emailAddresses: [{ address: 'anna@example.com' }] },
      extra: {},
      ...facts,
    },
  };
}

export const withFields = (fields: ContactFields): FilterInput => input({ fields });

/** Is the condition true of the record? */
export function isTrue(
  where: Condition,
  record: FilterInput,
  groups = new Map<string, ReadonlySet<string>>(),
): boolean {
  return compileFilter([{ action: 'include', where }], groups)(record).listed;
}

/** Whether it throws, and what. */
export function errorOf(work: () => unknown): { readonly code: unknown; readonly message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return { code: 'code' in error ? error.code : null, message: error.message };
  }
  return { code: null, message: 'nothing was thrown' };
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    '',
    ' ',
    'Sales',
    ' SALES ',
    'Mu\u0308nchen',
    '\ud800',
    '+49 89 1234',
    'anna@example.com',
    '@',
    '__proto__',
  ),
);
const list = fc.array(text, { maxLength: 4 });

/** Any record, also with texts that no directory would hold. */
export const anyInput: fc.Arbitrary<FilterInput> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...textFields), text),
    fc.dictionary(fc.constantFrom(...phoneFields), text),
    fc.dictionary(fc.constantFrom(...phoneListFields), list),
    fc.dictionary(
      fc.constantFrom(...addressFields),
      fc.record({ street: text, city: text, state: text, postalCode: text, country: text }, { requiredKeys: [] }),
    ),
    fc.record(
      { emailAddresses: fc.array(fc.record({ address: text })), imAddresses: list, categories: list },
      { requiredKeys: [] },
    ),
    fc.dictionary(fc.oneof(fc.constantFrom('extensionAttribute1', 'cost center', 'department'), text), text),
    fc.record({
      kind: fc.constantFrom(...entryKinds),
      enabled: fc.boolean(),
      licensed: fc.boolean(),
      hiddenFromLists: fc.boolean(),
      itemId: fc.constantFrom('anna', 'bert', 'carl'),
    }),
    fc.constantFrom('gal', 'file'),
  )
  .map(([texts, phones, lists, addresses, rest, extra, facts, sourceId]) => ({
    sourceId,
    record: { ...facts, extra, fields: { ...texts, ...phones, ...lists, ...addresses, ...rest } },
  }));

/** Members of the groups that `anyCondition` names. */
export const someGroups: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['g1', new Set(['anna'])],
  ['g2', new Set(['bert', 'carl'])],
]);

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom<Condition>(
    { kind: 'field', field: 'department', is: 'equal', values: ['sales'] },
    { kind: 'field', field: 'emailAddresses', is: 'ends-with', values: ['@example.com'] },
    { kind: 'field', field: 'businessAddress.city', is: 'not-equal', values: ['München'] },
    { kind: 'field', field: 'extensionAttribute1', is: 'present' },
    { kind: 'field', field: '__proto__', is: 'missing' },
    { kind: 'domain', in: ['example.com', '*.example.com'] },
    { kind: 'group', groupId: 'g1' },
    { kind: 'source', in: ['gal'] },
    { kind: 'expression', expression: 'department.lower() == "sales" || inGroup("g2") || extra["cost center"] > "5"' },
    { kind: 'expression', expression: 'businessPhones.exists(a, homePhones.exists(b, a == b)) || hasPhone()' },
    { kind: 'expression', expression: 'extra.__proto__ == "" && size(categories) < 2 && inDomain("example.com")' },
    { kind: 'opath', filter: "((RecipientType -eq 'UserMailbox') -and (-not(Department -like 'Sales*')))" },
  ),
  fc.record({ kind: fc.constant('entry' as const), is: fc.subarray([...entryKinds], { minLength: 1 }) }),
  fc.record({
    kind: fc.constantFrom(
      'enabled' as const,
      'licensed' as const,
      'hidden' as const,
      'has-phone' as const,
      'has-mail' as const,
    ),
    is: fc.boolean(),
  }),
);

/** Any condition over `someGroups`, two levels deep. */
export const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  leaf,
  fc.record({ kind: fc.constant('not' as const), of: leaf }),
  fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), of: fc.array(leaf, { maxLength: 3 }) }),
);
