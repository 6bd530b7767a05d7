import { expect, test } from 'vitest';
import { routes } from '../../../src/api/contract/routes.ts';
import { openApiDocument } from '../../../src/api/endpoint/openapi.ts';
import { readOperations, rowsOf, typeOf } from './openapi.ts';

const operations = readOperations(openApiDocument('1.0.0'));
const operation = (id: string) => operations.find((one) => one.id === id);

test('every operation is there, each with words', () => {
  expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(routes).sort());
  expect(
    operations.filter(({ summary, tag, permission }) => summary === '' || tag === '' || permission === ''),
  ).toEqual([]);
});

test('what a call takes is told', () => {
  expect(operation('putRetention')).toMatchObject({
    method: 'PUT',
    permission: 'own',
    forTokens: true,
    body: [
      { path: 'days', type: 'integer', required: true, limits: '1 to 30' },
      { path: 'purgeAfterSync', type: 'boolean', required: true },
    ],
    answerType: 'application/json',
  });
  expect(operation('putRetention')?.parameters.map(({ path, place }) => [path, place])).toEqual([
    ['tenantId', 'path'],
    ['If-Match', 'header'],
  ]);
  expect(operation('inviteMember')?.forTokens).toBe(false);
});

test('lists and objects in them are told by paths', () => {
  expect(
    operation('listMembers')
      ?.answer.map(({ path }) => path)
      .slice(0, 3),
  ).toEqual(['items', 'items[].memberId', 'items[].kind']);
  expect(operation('disconnect')?.answerType).toBeNull();
});

test('kinds of an object are one object with what any of them has', () => {
  const kinds = {
    oneOf: [
      { type: 'object', properties: { kind: { const: 'a' }, x: { type: 'string' } }, required: ['kind', 'x'] },
      { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
    ],
  };
  expect(rowsOf(kinds).map(({ path, type }) => [path, type])).toEqual([
    ['kind', '"a" | "b"'],
    ['x', 'string'],
  ]);
});

test.each([
  [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, '(string | null)[]'],
  [{ enum: ['a', 'b'] }, '"a" | "b"'],
  [{}, 'any'],
])('%j is %s', (schema, type) => {
  expect(typeOf(schema)).toBe(type);
});

test('what is no document has no operations', () => {
  expect(readOperations('nothing')).toEqual([]);
});
