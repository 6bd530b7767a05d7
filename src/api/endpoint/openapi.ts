import { z } from 'zod';
import { contract, type OperationSchemas } from '../contract/contract.ts';
import type { Route } from '../contract/route.ts';
import { apiBase, routes } from '../contract/routes.ts';
import { problems } from './problem.ts';

type Json = { readonly [key: string]: unknown };

/** The API as an OpenAPI 3.1 document, made from the contract. @param version Of the program. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const known: Readonly<Record<string, Route>> = routes;
  const schemas: Readonly<Record<string, OperationSchemas>> = contract;
  for (const [id, route] of Object.entries(known)) {
    const path = `${apiBase}${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(id, route, schemas[id]) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ringbook',
      version,
      description:
        'The API of the dashboard. Sign in with a session, or send an API token as `Authorization: Bearer …`; a token belongs to one tenant.',
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-ringbook' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

function operation(id: string, route: Route, schemas: OperationSchemas | undefined): Json {
  const parameters = [...pathParameters(route, schemas), ...queryParameters(schemas), ...headers(route)];
  const body = schemas?.body === undefined ? null : toSchema(schemas.body, 'input');
  return {
    operationId: id,
    summary: route.summary,
    tags: [/^\/tenants\/\{tenantId\}\/([\w-]+)/.exec(route.path)?.[1] ?? /^\/([\w-]+)/.exec(route.path)?.[1] ?? 'api'],
    'x-permission': route.access,
    ...(route.access === 'anyone' ? { security: [{}] } : {}),
    ...(route.access === 'signed-in' || route.peopleOnly === true ? { security: [{ session: [] }] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null || body.type === 'null' ? {} : { requestBody: { required: true, content: json(body) } }),
    responses: {
      ...answer(route, schemas),
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function answer(route: Route, schemas: OperationSchemas | undefined): Json {
  if (route.answers !== undefined) {
    return { 200: { description: 'Done', content: { [route.answers]: { schema: { type: 'string' } } } } };
  }
  const schema = schemas === undefined ? {} : toSchema(schemas.answer, 'output');
  if (schema.type === 'null') return { 204: { description: 'Done' } };
  const tagged = route.tagged === true ? { headers: { ETag: { schema: { type: 'string' } } } } : {};
  return { 200: { description: 'Done', ...tagged, content: json(schema) } };
}

function pathParameters(route: Route, schemas: OperationSchemas | undefined): readonly Json[] {
  const properties = propertiesOf(schemas?.params);
  return [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: properties.schemas[name] ?? { type: 'string' },
  }));
}

function queryParameters(schemas: OperationSchemas | undefined): readonly Json[] {
  const { schemas: byName, required } = propertiesOf(schemas?.query);
  return Object.entries(byName).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function headers({ kind }: Route): readonly Json[] {
  const schema = { type: 'string' };
  if (kind === 'edit') return [{ name: 'If-Match', in: 'header', required: true, schema }];
  if (kind === 'start') return [{ name: 'Idempotency-Key', in: 'header', required: false, schema }];
  return [];
}

function propertiesOf(schema: z.ZodType | undefined): {
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly required: readonly unknown[];
} {
  if (schema === undefined) return { schemas: {}, required: [] };
  const { properties, required } = toSchema(schema, 'input');
  return { schemas: isRecord(properties) ? properties : {}, required: Array.isArray(required) ? required : [] };
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'remedy'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: Object.keys(problems) },
    remedy: { type: 'string' },
    detail: { type: 'string' },
    cause: { type: 'string', description: 'What the service behind answered (docs/errors.md)' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
    instance: { type: 'string' },
  },
};
