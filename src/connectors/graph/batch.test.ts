import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBatch, encodeBatch } from './batch.ts';
import { stateOf } from './decode.ts';

const partsOf = (count: number) => Array.from({ length: count }, () => ({}));
const textOf = (body: Uint8Array) => Buffer.from(body).toString();

test('parts are numbered, and bodies go in as they are', () => {
  const body = textOf(
    encodeBatch([
      { method: 'GET', path: `/users/a/contacts?$filter=x eq 'it"s'` },
      { method: 'POST', path: '/users/b/contacts', body: '{"displayName":"Zoë"}' },
    ]),
  );
  expect(JSON.parse(body)).toEqual({
    requests: [
      {
        id: '0',
        method: 'GET',
        url: `/users/a/contacts?$filter=x eq 'it"s'`,
        headers: { Prefer: 'IdType="ImmutableId"' },
      },
      {
        id: '1',
        method: 'POST',
        url: '/users/b/contacts',
        headers: { 'Content-Type': 'application/json', Prefer: 'IdType="ImmutableId"' },
        body: { displayName: 'Zoë' },
      },
    ],
  });
});

test('a part may carry a picture, and a preference of its own', () => {
  const body = textOf(
    encodeBatch([
      { method: 'PUT', path: '/users/a/contacts/c/photo/$value', body: '"/9j/"', contentType: 'image/jpeg' },
      { method: 'GET', path: '/users/a/contacts/delta', prefer: 'odata.maxpagesize=500' },
    ]),
  );
  expect(JSON.parse(body).requests).toMatchObject([
    { headers: { 'Content-Type': 'image/jpeg', Prefer: 'IdType="ImmutableId"' }, body: '/9j/' },
    { headers: { Prefer: 'IdType="ImmutableId", odata.maxpagesize=500' } },
  ]);
});

describe('reading', () => {
  const read = (responses: unknown, count = 3) => decodeBatch(JSON.stringify({ responses }), partsOf(count));

  test('answers come in any order, with headers of any spelling and numbers among them', () => {
    expect(
      read([
        { id: '2', status: 204 },
        { id: '0', status: 429, headers: { 'Retry-After': 3, 'x-list': ['a'] }, body: { error: {} } },
        { id: '1', status: 200, body: { id: 'x' } },
      ]),
    ).toEqual([
      { status: 429, headers: { 'Retry-After': '3' }, body: { error: {} } },
      { status: 200, headers: {}, body: { id: 'x' } },
      { status: 204, headers: {}, body: undefined },
    ]);
  });

  test.each([
    ['missing', []],
    [
      'there twice',
      [
        { id: '0', status: 200 },
        { id: '0', status: 500 },
      ],
    ],
    [
      'there three times',
      [
        { id: '0', status: 200 },
        { id: '0', status: 200 },
        { id: '0', status: 200 },
      ],
    ],
    ['without a status', [{ id: '0' }]],
    [
      'with a status that is none',
      [
        { id: '0', status: '200' },
        { id: '1', status: 2000 },
      ],
    ],
    [
      'under an id that nobody gave',
      [
        { id: '3', status: 200 },
        { id: 0, status: 200 },
        { id: '00', status: 200 },
      ],
    ],
    ['no object', ['0', null, 7]],
  ])('a part that is %s is not known', (_name, responses) => {
    expect(read(responses)).toEqual([null, null, null]);
  });

  test.each(['', '{', 'null', '[]', '{"value":[]}', '{"responses":{}}'])('%j is no batch', (text) => {
    expect(decodeBatch(text, partsOf(1))).toBeNull();
  });

  property.prop([fc.json(), fc.nat(20)])('whatever comes, it is read or refused', (text, count) => {
    const answers = decodeBatch(text, partsOf(count));
    expect(answers === null || answers.length === count).toBe(true);
  });
});

test('of a good answer is kept what its part asks for, of a refusal all', () => {
  const reduce = (body: unknown) => ({ kept: typeof body });
  const responses = [
    { id: '0', status: 201, body: { id: 'a', notes: 'x' } },
    { id: '1', status: 400, body: { error: { code: 'BadRequest' } } },
    { id: '2', status: 200, body: { id: 'c' } },
  ];
  const answers = decodeBatch(JSON.stringify({ responses }), [{ reduce }, { reduce }, {}]);
  expect(answers?.map((answer) => answer?.body)).toEqual([
    { kept: 'object' },
    { error: { code: 'BadRequest' } },
    { id: 'c' },
  ]);
});

describe('an answer as bytes', () => {
  const asBytes = (bytes: Buffer) => bytes.toString('latin1');
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('Zoë', 'W/"ä"', '"', '\\', '漢', ''));
  const body = fc.oneof(fc.record({ id: text, changeKey: text, displayName: text }), fc.jsonValue());
  const response = fc.record({
    id: fc.constantFrom('0', '1', '2', 'ä'),
    status: fc.constantFrom(100, 200, 201, 201, 201, 404),
    headers: fc.dictionary(text, text, { maxKeys: 2 }),
    body,
  });
  const damage = fc.option(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }));
  const kinds = fc.constantFrom(
    [{ reduce: stateOf }, { reduce: stateOf }, { reduce: stateOf }],
    [{}, { reduce: stateOf }],
  );

  property.prop([fc.array(response, { maxLength: 4 }), damage, kinds])(
    'is read as its text is, damaged or not',
    (responses, damaged, parts) => {
      const bytes = Buffer.from(JSON.stringify({ responses }));
      if (damaged !== null) bytes[damaged.at % bytes.length] = damaged.byte;
      expect(decodeBatch(asBytes(bytes), parts, true)).toEqual(decodeBatch(bytes.toString(), parts));
    },
  );

  test('has its ids put right, and what is refused told in full', () => {
    const bytes = Buffer.from(
      JSON.stringify({
        responses: [
          { id: '0', status: 201, body: { id: 'ä', changeKey: 'k', displayName: 'Zoë' } },
          { id: '1', status: 400, body: { error: { message: 'Zoë' } } },
        ],
      }),
    );
    const reduced = { id: 'ä', changeKey: 'k', '@odata.etag': undefined };
    const parts = [{ reduce: stateOf }, { reduce: stateOf }];
    expect(decodeBatch(asBytes(bytes), parts, true)).toEqual([
      { status: 201, headers: {}, body: reduced },
      { status: 400, headers: {}, body: { error: { message: 'Zoë' } } },
    ]);
  });
});
