import { expect, test } from 'vitest';
import { ada, codeOf, createTestGraph, itemsOf } from '../test-graph.ts';
import { canonicalPropertyId } from './extended-properties.ts';

const contacts = `/users/${ada}/contacts`;
const guid = '{AbCdEf00-1111-2222-3333-444455556666}';
const stamp = `String ${guid} Name Stamp`;
const canonical = `String ${guid.toLowerCase()} Name Stamp`;

const expand = (id: string, kind = 'singleValueExtendedProperties') =>
  `$expand=${kind}($filter=id%20eq%20'${encodeURIComponent(id)}')`;
const find = (id: string, value: string) =>
  `$filter=${encodeURIComponent(`singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq '${value}')`)}`;

test.each([
  [stamp, canonical],
  [`string ${guid.toUpperCase()} name Stamp`, canonical],
  [`String ${guid} Name with spaces`, `String ${guid.toLowerCase()} Name with spaces`],
  [`Integer ${guid} Id 0x8233`, `Integer ${guid.toLowerCase()} Id 0x8233`],
  [`Integer ${guid} Id 33331`, `Integer ${guid.toLowerCase()} Id 0x8233`],
  ['String 0x3A24', 'String 0x3a24'],
  ['StringArray 0x3A24', 'StringArray 0x3a24'],
])('%s is %s', (id, expected) => {
  expect(canonicalPropertyId(id)).toBe(expected);
});

test.each([
  '',
  'String',
  'String Name X',
  `Text ${guid} Name X`,
  `String ${guid}`,
  `String ${guid} Name `,
  'String 3A24',
  'String {1} Name X',
])('%j is no property id', (id) => {
  expect(() => canonicalPropertyId(id)).toThrow(expect.objectContaining({ code: 'ErrorPropertyValidation' }));
});

test('a stamp is not echoed, but found and shown on demand', async () => {
  const graph = createTestGraph();
  const single = [{ id: stamp, value: 'item-1' }];
  const { json } = await graph.call('POST', contacts, {
    body: { givenName: 'A', singleValueExtendedProperties: single },
  });
  await graph.call('POST', contacts, { body: { givenName: 'B' } });
  expect(json).not.toHaveProperty('singleValueExtendedProperties');
  const found = await graph.call('GET', `${contacts}?${find(stamp, 'item-1')}&$select=id&${expand(stamp)}`);
  expect(itemsOf(found)).toMatchObject([
    { id: json.id, singleValueExtendedProperties: [{ id: canonical, value: 'item-1' }] },
  ]);
  const all = itemsOf(await graph.call('GET', `${contacts}?${expand(stamp)}`));
  expect(all.map((item) => 'singleValueExtendedProperties' in item)).toEqual([true, false]);
  expect((await graph.call('GET', `${contacts}/${json.id}?${expand(stamp)}`)).json).toMatchObject({
    singleValueExtendedProperties: [{ value: 'item-1' }],
  });
});

test('type and GUID are matched in any case, the name and the value are not', async () => {
  const graph = createTestGraph();
  await graph.call('POST', contacts, { body: { singleValueExtendedProperties: [{ id: stamp, value: 'Item' }] } });
  const count = async (id: string, value: string) =>
    (await graph.call('GET', `${contacts}/$count?${find(id, value)}`)).text;
  expect(await count(`sTRING ${guid.toLowerCase()} Name Stamp`, 'Item')).toBe('1');
  expect(await count(`String ${guid} Name stamp`, 'Item')).toBe('0');
  expect(await count(stamp, 'item')).toBe('0');
  expect(codeOf(await graph.call('GET', `${contacts}?${find('nonsense', 'x')}`))).toBe('ErrorPropertyValidation');
});

test('an update merges extended properties by id; null takes one away', async () => {
  const graph = createTestGraph();
  const other = 'String 0x3A24';
  const { json } = await graph.call('POST', contacts, {
    body: {
      singleValueExtendedProperties: [
        { id: stamp, value: '1' },
        { id: other, value: '2' },
      ],
    },
  });
  const url = `${contacts}/${json.id}`;
  const both = `$expand=singleValueExtendedProperties($filter=${encodeURIComponent(`id eq '${stamp}' or id eq '${other}'`)})`;
  const change = { id: stamp.toUpperCase().replace('STAMP', 'Stamp').replace('NAME', 'Name'), value: '3' };
  await graph.call('PATCH', url, { body: { singleValueExtendedProperties: [change] } });
  expect((await graph.call('GET', `${url}?${both}`)).json.singleValueExtendedProperties).toEqual([
    { id: canonical, value: '3' },
    { id: 'String 0x3a24', value: '2' },
  ]);
  await graph.call('PATCH', url, { body: { singleValueExtendedProperties: [{ id: stamp, value: null }] } });
  expect((await graph.call('GET', `${url}?${both}`)).json.singleValueExtendedProperties).toEqual([
    { id: 'String 0x3a24', value: '2' },
  ]);
});

test('properties with many values', async () => {
  const graph = createTestGraph();
  const id = `StringArray ${guid} Name Many`;
  const { json } = await graph.call('POST', contacts, {
    body: { multiValueExtendedProperties: [{ id, value: ['a', 'b'] }] },
  });
  const shown = await graph.call('GET', `${contacts}/${json.id}?${expand(id, 'multiValueExtendedProperties')}`);
  expect(shown.json.multiValueExtendedProperties).toEqual([
    { id: `StringArray ${guid.toLowerCase()} Name Many`, value: ['a', 'b'] },
  ]);
  expect((await graph.call('GET', `${contacts}/${json.id}?${expand(id)}`)).status).toBe(400);
});

test.each([
  [[{ id: stamp, value: 5 }], 'RequestBodyRead'],
  [[{ id: stamp, wert: 'x' }], 'RequestBodyRead'],
  [[{ value: 'x' }], 'ErrorPropertyValidation'],
  [[{ id: `Integer ${guid} Name N`, value: 'five' }], 'ErrorPropertyValidation'],
  [[{ id: `StringArray ${guid} Name N`, value: 'x' }], 'ErrorPropertyValidation'],
  ['x', 'RequestBodyRead'],
  [['x'], 'RequestBodyRead'],
])('%j is refused: %s', async (singleValueExtendedProperties, code) => {
  const answer = await createTestGraph().call('POST', contacts, { body: { singleValueExtendedProperties } });
  expect([answer.status, codeOf(answer)]).toEqual([400, code]);
});
