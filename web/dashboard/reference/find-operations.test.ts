import { expect, test } from 'vitest';
import { openApiDocument } from '../../../src/api/endpoint/openapi.ts';
import { findOperations, groupOperations } from './find-operations.ts';
import { readOperations } from './openapi.ts';

const operations = readOperations(openApiDocument('1.0.0'));

test('all words must be there, in any order', () => {
  const found = findOperations(operations, '  runs STARTS ').map(({ id }) => id);
  expect(found).toContain('startRun');
  expect(found).not.toContain('listRuns');
  expect(findOperations(operations, '')).toEqual(operations);
});

test('groups keep every operation once', () => {
  const groups = groupOperations(operations);
  expect(new Set(groups.map(({ tag }) => tag)).size).toBe(groups.length);
  expect(groups.flatMap((group) => group.operations)).toEqual(operations);
});
