import { z } from 'zod';
import { defaultGalRules } from '../sync/gal-rules.ts';
import { defaultGuardPolicy } from '../sync/guards.ts';
import { defaultMatchRules } from '../sync/merging/match.ts';
import { defaultMergeRules } from '../sync/merging/merge.ts';
import { defaultDriftPolicy } from '../sync/policies.ts';
import { defaultWriteRules } from '../sync/write-rules.ts';
import { defaultFolderName } from './definition-defaults.ts';
import { bareKinds, definitionFileSchema, fieldWriteDefaults } from './definition-file.ts';
import { keyTexts } from './json-schema-texts.ts';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Objects of which each key may be left out, by place, with what holds then. */
const relaxed: Readonly<Record<string, object>> = {
  'sources.gal.rules': defaultGalRules,
  'collections.match': defaultMatchRules,
  'collections.merge': defaultMergeRules,
  'collections.mapping': { fields: {} },
  'collections.mapping.phones': { extensions: [] },
  'collections.guards': defaultGuardPolicy,
  'syncs.write': defaultWriteRules,
  'syncs.write.fields': fieldWriteDefaults,
  'syncs.drift': defaultDriftPolicy,
  'syncs.guards': defaultGuardPolicy,
};

/** Defaults that the schema cannot know, because the short form is another value than what it stands for. */
const shortDefaults: Readonly<Record<string, unknown>> = {
  'syncs.folder': defaultFolderName,
  'syncs.deletes': 'delete',
};

/** Maps whose members may be a word alone. */
const bareMembers: Readonly<Record<string, readonly string[]>> = {
  'collections.merge.fields': bareKinds.fieldMerge,
  'collections.mapping.fields': bareKinds.fieldRule,
};

/** The JSON Schema of the definition file, by which editors check and complete it: `docs/definitions.schema.json`. */
export function definitionJsonSchema(): JsonSchema {
  const { $schema = 'https://json-schema.org/draft/2020-12/schema', ...rest } = z.toJSONSchema(
    definitionFileSchema('DE'),
    { io: 'input' },
  );
  const body: JsonSchema = structuredClone({ ...rest });
  for (const definition of Object.values(body.$defs ?? {})) describe(definition, 'collections.filter.where');
  describe(body, '');
  return {
    $schema,
    title: 'Ringbook definitions',
    description: 'Sources, collections, audiences and syncs of a tenant.',
    ...body,
  };
}

/** Goes through a schema, and says of each key what it means and what holds without it. */
function describe(schema: JsonSchema, place: string): void {
  const defaults = relaxed[place];
  if (defaults !== undefined && schema.properties !== undefined) {
    delete schema.required;
    delete schema.default;
    for (const [key, value] of Object.entries(defaults)) {
      const member = schema.properties[key];
      if (typeof member === 'object') member.default = value;
    }
  }
  for (const [key, member] of Object.entries(schema.properties ?? {})) {
    if (typeof member !== 'object') continue;
    const memberPlace = place === '' ? key : `${place}.${key}`;
    const text = textOf(memberPlace);
    if (text !== null) member.description = text;
    if (memberPlace in shortDefaults) member.default = shortDefaults[memberPlace];
    else if (isEmptyObject(member.default)) delete member.default;
    describe(member, memberPlace);
  }
  for (const branch of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) {
    const kinds = kindsOf(branch);
    if (kinds.length > 0) branch.title = kinds.join(', ');
    describe(branch, [place, ...kinds.slice(0, 1)].join('.'));
  }
  for (const member of [schema.additionalProperties, schema.items].flat()) {
    if (typeof member === 'object') describe(member, place);
  }
  const words = bareMembers[place];
  const { additionalProperties } = schema;
  if (words !== undefined && typeof additionalProperties === 'object') {
    schema.additionalProperties = { anyOf: [{ type: 'string', enum: [...words] }, additionalProperties] };
  }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** What a kind of object calls itself; none: it has no kind. */
export function kindsOf(schema: JsonSchema): readonly string[] {
  const kind = schema.properties?.kind;
  if (typeof kind !== 'object') return [];
  return [kind.const, ...(kind.enum ?? [])].filter((name) => typeof name === 'string');
}

/** The text for a place, or for the longest end of it that has one. */
function textOf(place: string): string | null {
  const segments = place.split('.');
  for (let first = 0; first < segments.length; first += 1) {
    const text = keyTexts[segments.slice(first).join('.')];
    if (text !== undefined) return text;
  }
  return null;
}
