import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { hashDefinition, hashItem, hashRecord } from './hashing.ts';
import type { ContactFields, Item } from './items.ts';
import type { SourceRecord } from './source-record.ts';

const key = new Uint8Array(32).fill(7);
const contact = (fields: ContactFields, itemId = 'anna'): Item => ({ kind: 'contact', itemId, fields });

test('a hash is 22 characters of base64url and stays the same from version to version', () => {
  const fields = { displayName: 'Anna Müller', businessPhones: ['+49891234567'], businessAddress: { city: 'München' } };
  expect(hashItem(contact(fields), key)).toBe('35wdflrEqvBWgu_uQiBM8w');
});

test('a hash depends on the key and the fields, not on the item id', () => {
  const hash = hashItem(contact({ displayName: 'Anna' }), key);
  expect(hashItem(contact({ displayName: 'Anna' }, 'ben'), key)).toBe(hash);
  expect(hashItem(contact({ displayName: 'Anna' }), new Uint8Array(32))).not.toBe(hash);
  expect(hashItem(contact({ nickName: 'Anna' }), key)).not.toBe(hash);
  expect(hashItem(contact({}), key)).not.toBe(hash);
});

test('a hash depends on the photo', () => {
  const without = contact({ displayName: 'Anna' });
  expect(hashItem({ ...without, photo: 'p1' }, key)).not.toBe(hashItem(without, key));
  expect(hashItem({ ...without, photo: 'p1' }, key)).not.toBe(hashItem({ ...without, photo: 'p2' }, key));
});

test('a hash of a record depends on the key and on all of it but the item id', () => {
  const record: SourceRecord = {
    itemId: 'anna',
    kind: 'account',
    enabled: true,
    hiddenFromLists: false,
    licensed: true,
    fields: { displayName: 'Anna' },
    extra: { employeeId: '1', country: 'DE' },
  };
  const hash = hashRecord(record, key);
  expect(hash).toMatch(/^[\w-]{22}$/);
  expect(hashRecord({ ...record, itemId: 'ben' }, key)).toBe(hash);
  expect(hashRecord({ ...record, extra: { country: 'DE', employeeId: '1' } }, key)).toBe(hash);
  expect(hashRecord(record, new Uint8Array(32))).not.toBe(hash);
  const changes: readonly Partial<SourceRecord>[] = [
    { kind: 'guest' },
    { enabled: false },
    { hiddenFromLists: true },
    { licensed: false },
    { fields: { nickName: 'Anna' } },
    { extra: { employeeId: '1' } },
    { photo: 'p1' },
  ];
  const hashes = changes.map((change) => hashRecord({ ...record, ...change }, key));
  expect(new Set([hash, ...hashes]).size).toBe(changes.length + 1);
});

test('the order of a list counts, the order of keys does not', () => {
  expect(hashItem(contact({ businessPhones: ['1', '2'] }), key)).not.toBe(
    hashItem(contact({ businessPhones: ['2', '1'] }), key),
  );
  expect(hashItem(contact({ title: 'a', surname: 'b' }), key)).toBe(
    hashItem(contact({ surname: 'b', title: 'a' }), key),
  );
});

test('canonical JSON sorts keys at every depth and leaves out what is undefined', () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined, a: null }], a: 'ä"', '10': true, '9': 0 })).toBe(
    '{"10":true,"9":0,"a":"ä\\"","b":[{"a":null,"d":1}]}',
  );
});

prop.prop([fc.jsonValue()])('canonical JSON is JSON of the same value', (value) => {
  expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
});

prop.prop([fc.jsonValue(), fc.jsonValue()])('definitions have equal hashes exactly if they are equal', (a, b) => {
  const equal = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
  expect(hashDefinition(a) === hashDefinition(b)).toBe(equal);
  expect(hashDefinition(reversed(a))).toBe(hashDefinition(a));
});

/** The value with its keys in the opposite order, at every depth. */
function reversed(value: unknown): unknown {
  return rebuilt(value, (keys) => keys.reverse());
}

function sorted(value: unknown): unknown {
  return rebuilt(value, (keys) => keys.sort());
}

function rebuilt(value: unknown, order: (keys: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => rebuilt(entry, order));
  if (typeof value !== 'object' || value === null) return value;
  const members = new Map(Object.entries(value));
  return Object.fromEntries(order([...members.keys()]).map((name) => [name, rebuilt(members.get(name), order)]));
}
