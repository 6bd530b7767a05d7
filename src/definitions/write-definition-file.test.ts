import { test as prop } from '@fast-check/vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Definitions } from '../runs/definition.ts';
import { definitionsSchema } from '../runs/definition-schema.ts';
import { defaultGalRules } from '../sync/gal-rules.ts';
import { collectionDefaults, syncDefaults } from './definition-defaults.ts';
import { anyDefinitions, context, context2, entraTenantId } from './definitions.test-fixture.ts';
import { definitionJsonSchema } from './json-schema.ts';
import { parseDefinitionFile } from './parse-definition-file.ts';
import { syncIdOf } from './sync-id.ts';
import { writeDefinitionFile } from './write-definition-file.ts';

const validate = new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(definitionJsonSchema());

const plain: Definitions = {
  sources: [
    { sourceId: 'people', kind: 'gal', connectionId: 'first', rules: defaultGalRules, photoPixels: null },
    { sourceId: 'partners', kind: 'organizational-contacts', connectionId: 'first' },
  ],
  collections: [{ collectionId: 'colleagues', sourceIds: ['people', 'partners'], ...collectionDefaults('DE') }],
  audiences: [{ audienceId: 'everyone', include: [{ kind: 'everyone' }], exclude: [] }],
  syncs: [
    {
      syncId: syncIdOf(entraTenantId, 'contacts'),
      name: 'contacts',
      connectionId: 'first',
      collectionId: 'colleagues',
      audienceId: 'everyone',
      ...syncDefaults,
    },
  ],
};

test('defaults are left out, and the short forms are used', () => {
  expect(writeDefinitionFile(plain, context)).toBe(`# yaml-language-server: $schema=./definitions.schema.json

# Sources feed collections; a sync brings a collection to an audience. What is not written has its default.
# Every key is described in docs/definitions.md.

version: 1

sources:
  people: gal
  partners: organizational-contacts

collections:
  colleagues:
    sources:
      - people
      - partners

audiences:
  everyone:
    include:
      - everyone

syncs:
  contacts:
    collection: colleagues
    audience: everyone
`);
});

prop.prop([anyDefinitions(context)], { numRuns: 40 })(
  'what is written is read as the same definitions',
  (definitions) => {
    const text = writeDefinitionFile(definitions, context);
    expect(parseDefinitionFile(text, context)).toEqual(definitions);
    expect(writeDefinitionFile(parseDefinitionFile(text, context), context)).toBe(text);
  },
);

prop.prop([anyDefinitions(context2)], { numRuns: 40 })(
  'also with several connections and another country',
  (definitions) => {
    expect(parseDefinitionFile(writeDefinitionFile(definitions, context2), context2)).toEqual(definitions);
  },
);

prop.prop([anyDefinitions(context2)], { numRuns: 40 })('what is read is what stores accept', (definitions) => {
  expect(definitionsSchema.parse(definitions)).toEqual(definitions);
});

prop.prop([anyDefinitions(context)], { numRuns: 30 })('what is written is right by the JSON Schema', (definitions) => {
  expect([validate(parse(writeDefinitionFile(definitions, context))), validate.errors]).toEqual([true, null]);
});

test('a sync whose id does not follow from its name cannot be written: it would be another one', () => {
  const syncs = plain.syncs.map((sync) => ({ ...sync, syncId: 'f'.repeat(32) }));
  expect(() => writeDefinitionFile({ ...plain, syncs }, context)).toThrow(/contacts does not follow/);
});

test('a connection that is not there cannot be written', () => {
  expect(() => writeDefinitionFile(plain, { ...context, connections: [] })).toThrow(/no connection first/);
});
