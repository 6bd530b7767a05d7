import { definitionJsonSchema, type JsonSchema, kindsOf } from './json-schema.ts';
import type { Path } from './read-yaml.ts';

let whole: JsonSchema | undefined;

/** Keys that an object of a definition file may have, judged by its kind where it has one. */
export function knownKeys(value: unknown, path: Path): readonly string[] {
  const keys = schemasAt(value, path).flatMap(({ properties, propertyNames }) => [
    ...Object.keys(properties ?? {}),
    ...(typeof propertyNames === 'object' ? (propertyNames.enum ?? []).map(String) : []),
  ]);
  return [...new Set(keys)];
}

/** Words that a text of a definition file may be; empty: any. */
export function knownWords(value: unknown, path: Path): readonly string[] {
  const words = schemasAt(value, path).flatMap((schema) => [schema.const, ...(schema.enum ?? [])]);
  return [...new Set(words.filter((word) => typeof word === 'string' || typeof word === 'number').map(String))];
}

/** All that may be at a path; of alternatives those that have the kind of the value there. */
function schemasAt(value: unknown, path: Path): readonly JsonSchema[] {
  whole ??= definitionJsonSchema();
  const root = whole;
  let schemas = alternatives(root, root, value);
  let here = value;
  for (const segment of path) {
    here = memberOf(here, segment);
    const next = here;
    schemas = schemas.flatMap((schema) => below(schema, segment)).flatMap((schema) => alternatives(root, schema, next));
  }
  return schemas;
}

function below(schema: JsonSchema, segment: PropertyKey): readonly JsonSchema[] {
  const { properties, additionalProperties, items, prefixItems } = schema;
  const found =
    typeof segment === 'number'
      ? (prefixItems?.[segment] ?? items)
      : (properties?.[String(segment)] ?? additionalProperties);
  return [found].flat().filter((one) => typeof one === 'object');
}

function alternatives(root: JsonSchema, schema: JsonSchema, value: unknown): readonly JsonSchema[] {
  if (schema.$ref !== undefined) {
    const named = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    return named === undefined ? [] : alternatives(root, named, value);
  }
  const branches = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  if (branches.length === 0) return [schema];
  const kind = memberOf(value, 'kind');
  const fitting = branches.filter((branch) => typeof kind === 'string' && kindsOf(branch).includes(kind));
  return (fitting.length > 0 ? fitting : branches).flatMap((branch) => alternatives(root, branch, value));
}

/** What is at a place of a plain value; undefined: nothing. */
export function memberOf(value: unknown, segment: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
  return Object.entries(value).find(([key]) => key === String(segment))?.[1];
}
