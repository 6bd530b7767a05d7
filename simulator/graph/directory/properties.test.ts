import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type EntityType, groupType, orgContactType, userType } from './properties.ts';

const csdl = new URL('../../../../shared/specs/graph/v1.0.csdl', import.meta.url);
const isThere = existsSync(csdl);
if (!isThere) console.warn(`skipped: the entity model of Graph is missing (${csdl.pathname})`);

/** Properties and relations of a type and the types it is based on, by name. */
function declared(model: string, name: string): ReadonlyMap<string, 'value' | 'collection' | 'relation'> {
  const [entity = '', base] =
    new RegExp(`<EntityType Name="${name}"(?: BaseType="graph\\.(\\w+)")?[^>]*>.*?</EntityType>`, 's').exec(model) ??
    [];
  const found = new Map(base === undefined ? [] : declared(model, base));
  for (const [, kind, property = '', type = ''] of entity.matchAll(
    /<(Property|NavigationProperty) Name="(\w+)" Type="([^"]+)"/g,
  )) {
    found.set(
      property,
      kind === 'NavigationProperty' ? 'relation' : type.startsWith('Collection') ? 'collection' : 'value',
    );
  }
  return found;
}

describe.skipIf(!isThere)('the tables name exactly what Graph declares', () => {
  const model = isThere ? readFileSync(csdl, 'utf8') : '';

  test.each([userType, groupType, orgContactType])('$name', (type: EntityType) => {
    const all = declared(model, type.name);
    const namesOf = (kind: string) => [...all].filter(([, each]) => each === kind).map(([name]) => name);
    const elsewhere = type.elsewhere;
    expect([...type.values].sort()).toEqual(
      namesOf('value')
        .filter((name) => !elsewhere.has(name))
        .sort(),
    );
    expect([...type.collections].sort()).toEqual(
      namesOf('collection')
        .filter((name) => !elsewhere.has(name))
        .sort(),
    );
    expect([...elsewhere].filter((name) => !all.has(name))).toEqual([]);
    expect([...type.relations].filter((name) => all.get(name) !== 'relation')).toEqual([]);
    expect(type.defaults.filter((name) => !type.values.has(name) && !type.collections.has(name))).toEqual([]);
  });
});
