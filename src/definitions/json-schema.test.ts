import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { context, entraTenantId } from './definitions.test-fixture.ts';
import { definitionJsonSchema, type JsonSchema } from './json-schema.ts';
import { keyTexts } from './json-schema-texts.ts';
import { knownKeys, knownWords } from './known-words.ts';
import { parseDefinitionFile } from './parse-definition-file.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const schema = definitionJsonSchema();
const validate = new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(schema);
const examples = [...read('../../docs/definitions.md').matchAll(/^```yaml\n(.*?)^```$/gms)].map(
  ([, text]) => text ?? '',
);

test('docs/definitions.schema.json is what is made from the code', () => {
  // To make it again: node -e "import('./src/definitions/json-schema.ts').then((made) => console.log(JSON.stringify(made.definitionJsonSchema())))" > docs/definitions.schema.json && npm run format
  expect(JSON.parse(read('../../docs/definitions.schema.json'))).toEqual(JSON.parse(JSON.stringify(schema)));
});

describe('examples of docs/definitions.md', () => {
  test('are there', () => expect(examples.length).toBeGreaterThan(5));

  test.each(examples)('example %#', (example) => {
    expect([validate(parse(example)), validate.errors]).toEqual([true, null]);
    expect(parseDefinitionFile(example, context).sources).toBeDefined();
  });

  test('the whole one is what it says', () => {
    expect(parseDefinitionFile(examples[0] ?? '', context)).toMatchObject({
      sources: [{ sourceId: 'people', kind: 'gal', connectionId: 'first' }],
      syncs: [{ name: 'contacts', placement: { kind: 'folder', path: ['Company contacts'] } }],
    });
  });

  test('show every key', () => {
    const shown = new Set(examples.flatMap((example) => keysIn(parse(example))));
    const table = [...read('../../docs/definitions.md').matchAll(/`([\w.-]+)`/g)].flatMap(([, key = '']) =>
      key.split('.'),
    );
    for (const key of keysOf(schema)) expect([key, shown.has(key) || table.includes(key)]).toEqual([key, true]);
  });
});

test.each([
  { version: 2 },
  { version: 1, sources: { 'Bad Id': 'gal' } },
  { version: 1, sources: { people: 'group' } },
  { version: 1, sources: { people: { kind: 'gal', rules: { includeGhosts: true } } } },
  { version: 1, collections: { all: { sources: [] } } },
  { version: 1, collections: { all: { sources: ['a'], mapping: { fields: { shoeSize: 'omit' } } } } },
  { version: 1, syncs: { contacts: { collection: 'all', audience: 'everyone', folder: [] } } },
  { version: 1, secrets: {} },
])('%j is refused', (file) => {
  expect(validate(file)).toBe(false);
});

test('every key of the schema says what it means', () => {
  const silent = places(schema, '').filter(([, member]) => member.description === undefined);
  expect(silent.map(([place]) => place)).toEqual([]);
});

test('every text is of a key', () => {
  const said = new Set(places(schema, '').map(([, member]) => member.description));
  expect(Object.entries(keyTexts).filter(([, text]) => !said.has(text))).toEqual([]);
});

test('the schema says what holds when a key is left out', () => {
  expect(schema).toMatchObject({
    properties: {
      syncs: {
        additionalProperties: {
          required: ['collection', 'audience'],
          properties: {
            folder: { default: 'Company contacts' },
            deletes: { default: 'delete' },
            drift: { properties: { lookEveryHours: { default: 24 } } },
            guards: { properties: { maxDeletes: { default: 1000 } } },
          },
        },
      },
    },
  });
});

test('known keys and words are those of the kind', () => {
  const value = { sources: { a: { kind: 'group' }, b: { kind: 'nothing' } } };
  expect(knownKeys(value, ['sources', 'a'])).toEqual(['kind', 'connection', 'groupId', 'photoPixels']);
  expect(knownKeys(value, ['sources', 'b'])).toContain('mailbox');
  expect(knownWords(value, ['sources', 'b', 'kind'])).toEqual([
    'gal',
    'organizational-contacts',
    'group',
    'mailbox-folder',
    'csv',
  ]);
  expect(knownKeys({}, ['syncs', entraTenantId, 'nowhere', 'at', 'all'])).toEqual([]);
});

/** Every property with its description, also of alternatives. */
function places(of: JsonSchema, place: string): readonly (readonly [string, JsonSchema])[] {
  const own = Object.entries(of.properties ?? {}).flatMap(([key, member]) =>
    typeof member === 'object' ? [[`${place}.${key}`, member] as const, ...places(member, `${place}.${key}`)] : [],
  );
  const inside = [
    ...Object.values(of.$defs ?? {}),
    ...(of.oneOf ?? []),
    ...(of.anyOf ?? []),
    ...[of.additionalProperties, of.items].flat(),
  ].flatMap((member) => (typeof member === 'object' ? places(member, place) : []));
  return [...own, ...inside];
}

function keysOf(of: JsonSchema): ReadonlySet<string> {
  return new Set(places(of, '').map(([place]) => place.slice(place.lastIndexOf('.') + 1)));
}

function keysIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...keysIn(member)]);
}
