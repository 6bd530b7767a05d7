import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { checkMapping } from './check-mapping.ts';
import { addressFields, phoneFields, phoneListFields, textFields } from './contact-fields.ts';
import { hashItem } from './hashing.ts';
import type { ContactFields } from './items.ts';
import { defaultMapping, type FieldRule, type Mapping, mapRecord } from './mapping.ts';
import { normalizeFields } from './normalize.ts';
import type { SourceRecord } from './source-record.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', ' ', 'Mu\u0308ller', ' Anna ', 'O\u2019Neil-Sm\u00efth'),
);
const phone = fc.oneof(
  fc.constantFrom('089 1234567', '+49 (0) 89 1234567', '4711', 'siehe Teams', '+49 89 1234567 x12', '0049 170 1234567'),
  fc.stringMatching(/^0[1-9][0-9]{1,3}[ /-][0-9]{3,8}$/),
  text,
);
const list = <T>(entry: fc.Arbitrary<T>) => fc.array(entry, { maxLength: 5 });
const address = fc.record(
  { street: text, city: text, state: text, postalCode: text, country: text },
  { requiredKeys: [] },
);
const email = fc.oneof(fc.record({ address: text, name: text }), fc.record({ address: text }));

const contactFields: fc.Arbitrary<ContactFields> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...textFields), text),
    fc.dictionary(fc.constantFrom(...phoneFields), phone),
    fc.dictionary(fc.constantFrom(...phoneListFields), list(phone)),
    fc.dictionary(fc.constantFrom(...addressFields), address),
    fc.record({ emailAddresses: list(email), imAddresses: list(text), categories: list(text) }, { requiredKeys: [] }),
  )
  .map(([texts, phones, lists, addresses, rest]) => ({ ...texts, ...phones, ...lists, ...addresses, ...rest }));

const record = (fields: ContactFields): SourceRecord => ({
  itemId: 'anna',
  kind: 'account',
  enabled: true,
  hiddenFromLists: false,
  licensed: true,
  fields,
  extra: {},
});
const german = defaultMapping('DE');
const key = new Uint8Array(32).fill(1);
const hashOf = (fields: ContactFields) => hashItem({ kind: 'contact', itemId: 'anna', fields }, key);

test.prop([contactFields])('the normal form is its own normal form, and nothing empty is in it', (fields) => {
  const normal = normalizeFields(fields);
  expect(JSON.stringify(normalizeFields(normal))).toBe(JSON.stringify(normal));
  expect(emptyParts(normal)).toEqual([]);
});

test.prop([contactFields])(
  'equal contents have equal hashes, whatever the order of keys and the way of writing',
  (fields) => {
    const reversed = Object.fromEntries(Object.entries(fields).reverse());
    const decomposed = JSON.parse(JSON.stringify(reversed), (_, value) =>
      typeof value === 'string' ? ` ${value.toWellFormed().normalize('NFD')} ` : value,
    );
    expect(hashOf(normalizeFields(decomposed))).toBe(hashOf(normalizeFields(fields)));
  },
);

test.prop([contactFields, contactFields])('different contents have different hashes', (a, b) => {
  const [one, other] = [normalizeFields(a), normalizeFields(b)];
  expect(hashOf(one) === hashOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
});

test.prop([contactFields, fc.nat()])('taking away any field changes the hash', (fields, index) => {
  const normal = normalizeFields(fields);
  const names = Object.keys(normal);
  fc.pre(names.length > 0);
  const gone = names[index % names.length];
  const rest = Object.fromEntries(Object.entries(normal).filter(([name]) => name !== gone));
  expect(hashOf(rest)).not.toBe(hashOf(normal));
});

const names = fc.constantFrom(...textFields, ...phoneFields, ...addressFields, 'businessAddress.city', 'employeeId');
const rule: fc.Arbitrary<FieldRule> = fc.oneof(
  fc.constant<FieldRule>({ kind: 'omit' }),
  fc.constant<FieldRule>({ kind: 'take' }),
  names.map((from): FieldRule => ({ kind: 'take', from })),
  text.map((value): FieldRule => ({ kind: 'fixed', value })),
  fc.tuple(names, names).map(([a, b]): FieldRule => ({ kind: 'template', template: `{${a}} ({${b}})` })),
);
const mappings: fc.Arbitrary<Mapping> = fc
  .dictionary(fc.constantFrom(...textFields, ...phoneFields, ...phoneListFields, ...addressFields, 'imAddresses'), rule)
  .map((fields) => ({ ...german, fields }));

test.prop([contactFields, mappings])(
  'mapping gives equal results for equal records, in normal form and within limits',
  (fields, mapping) => {
    const mapped = mapRecord(record(fields), mapping);
    expect(mapRecord(record(structuredClone(fields)), structuredClone(mapping))).toEqual(mapped);
    expect(mapRecord(record(normalizeFields(fields)), mapping).item).toEqual(mapped.item);
    const contact = mapped.item.fields;
    expect(normalizeFields(contact)).toEqual(contact);
    for (const list of [contact.businessPhones, contact.homePhones]) expect(list?.length ?? 0).toBeLessThanOrEqual(2);
    for (const list of [contact.emailAddresses, contact.imAddresses]) expect(list?.length ?? 0).toBeLessThanOrEqual(3);
  },
);

test.prop([contactFields])('mapping what was mapped changes nothing more', (fields) => {
  const withBirthday: Mapping = { ...german, fields: { birthday: { kind: 'take' } } };
  const once = mapRecord(record(fields), withBirthday).item.fields;
  const again = mapRecord(record(once), withBirthday);
  expect(again.item.fields).toEqual(once);
  expect(again.problems.map(({ code }) => code)).not.toContain('list-too-long');
});

test.prop([contactFields, mappings])(
  'a rule does not fit a record exactly if the check refuses it',
  (fields, mapping) => {
    const refused = checkMapping(mapping).map(({ field }) => field);
    const misfits = mapRecord(record(fields), mapping).problems.filter(({ code }) => code === 'rule-does-not-fit');
    expect(misfits.map(({ field }) => `fields.${field}`)).toEqual(refused);
  },
);

test.prop([contactFields])('a problem never tells a value', (fields) => {
  const secret = '0815-secret';
  const marked = { ...fields, mobilePhone: secret, businessPhones: [secret, '1', '2', '3'], birthday: secret };
  const { problems } = mapRecord(record(marked), { ...german, fields: { birthday: { kind: 'take' } } });
  expect(problems.length).toBeGreaterThan(2);
  expect(JSON.stringify(problems)).not.toContain('secret');
});

/** Paths of all values in normal form that should not be there. */
function emptyParts(value: unknown, path = ''): readonly string[] {
  if (value === undefined || value === null || value === '') return [path];
  if (typeof value !== 'object') return [];
  const parts = Object.entries(value);
  if (parts.length === 0 && path !== '') return [path];
  return parts.flatMap(([name, part]) => emptyParts(part, `${path}/${name}`));
}
