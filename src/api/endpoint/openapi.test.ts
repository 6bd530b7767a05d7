import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Route } from '../contract/route.ts';
import { routes } from '../contract/routes.ts';
import { openApiDocument } from './openapi.ts';

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        summary: z.string().min(1),
        parameters: z
          .array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), schema: z.unknown() }))
          .optional(),
        requestBody: z
          .object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) })
          .optional(),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
});

const document = documentSchema.parse(JSON.parse(JSON.stringify(openApiDocument('1.2.3'))));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test('every operation of the contract is in the document, once', () => {
  const found = operations.map(({ path, method, operation }) => [
    operation.operationId,
    `${method.toUpperCase()} ${path}`,
  ]);
  const known: Readonly<Record<string, Route>> = routes;
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(known).map(([id, { method, path }]) => [id, `${method} /api/v1${path}`])),
  );
  expect(found).toHaveLength(Object.keys(routes).length);
});

test('every parameter of a path is described', () => {
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described =
      operation.parameters?.filter((parameter) => parameter.in === 'path').map(({ name }) => name) ?? [];
    expect(described, path).toEqual(named);
  }
});

test('every schema is JSON Schema 2020-12', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const { operation } of operations) {
    const schemas = [
      ...(operation.parameters?.map(({ schema }) => schema) ?? []),
      ...(operation.requestBody === undefined ? [] : [operation.requestBody.content['application/json'].schema]),
    ];
    for (const schema of schemas)
      expect(() => ajv.compile(z.record(z.string(), z.unknown()).parse(schema)), operation.operationId).not.toThrow();
  }
});
