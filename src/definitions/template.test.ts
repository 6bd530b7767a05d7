import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { Definitions } from '../runs/definition.ts';
import { definitionsSchema } from '../runs/definition-schema.ts';
import { anyDefinitions, context, groupId } from './definitions.test-fixture.ts';
import { diffDefinitions } from './diff-definitions.ts';
import { parseDefinitionFile } from './parse-definition-file.ts';
import { syncIdOf } from './sync-id.ts';
import { applyTemplate, makeTemplate, type TemplatePart, type TemplateTarget } from './template.ts';

const given = parseDefinitionFile(
  `version: 1
sources:
  people: gal
  staff: { kind: group, groupId: ${groupId} }
collections:
  all:
    sources: [people]
    filter: [{ action: exclude, where: { kind: hidden, is: true } }]
    mapping: { fields: { companyName: { kind: fixed, value: Contoso } }, phones: { defaultCountry: DE, extensions: [{ prefix: '4', length: 4, fullNumber: '+49891234{extension}' }] } }
audiences: { everyone: { include: [everyone] }, staff: { include: [{ kind: group, groupId: ${groupId} }] } }
syncs:
  contacts: { collection: all, audience: everyone, deletes: keep }
  staff: { collection: all, audience: staff }
`,
  context,
);
const nothing: Definitions = { sources: [], collections: [], audiences: [], syncs: [] };
const connection = { connectionId: 'there', entraTenantId: '99999999-2222-4333-8444-555555555555' };
const target = (definitions: Definitions): TemplateTarget => ({ definitions, connection, defaultCountry: 'FR' });

function applied(parts: readonly TemplatePart[], to: TemplateTarget): Definitions {
  const result = applyTemplate(makeTemplate(given, parts), to);
  if ('kind' in result) throw new Error(result.problem);
  return result;
}

test('an empty tenant gets the list and the sync to everyone, by its own connection, country and sync id', () => {
  const result = applied(['collections', 'syncs'], target(nothing));
  expect(definitionsSchema.parse(result)).toEqual(result);
  expect(result.sources).toMatchObject([{ sourceId: 'people', connectionId: 'there' }]);
  expect(result.collections[0]?.mapping.phones).toMatchObject({ defaultCountry: 'FR', extensions: [] });
  expect(result.syncs).toMatchObject([
    { name: 'contacts', connectionId: 'there', syncId: syncIdOf(connection.entraTenantId, 'contacts') },
  ]);
});

test('groups of the other tenant are never carried along', () => {
  expect(JSON.stringify(makeTemplate(given, ['collections', 'mapping', 'syncs']))).not.toContain(groupId);
  const where = { kind: 'group' as const, groupId };
  const naming = {
    ...given,
    collections: given.collections.map((one) => ({ ...one, filter: [{ action: 'include' as const, where }] })),
  };
  expect(applyTemplate(makeTemplate(naming, ['collections']), target(nothing))).toEqual({
    kind: 'refused',
    problem: 'names-groups',
    names: ['all'],
  });
});

test('a mapping goes to the list of the same id, and leaves country and extensions as they are', () => {
  const before = parseDefinitionFile(
    `version: 1
sources: { people: gal }
collections: { all: { sources: [people], mapping: { phones: { defaultCountry: FR, extensions: [{ prefix: '', length: 3, fullNumber: '+33142345{extension}' }] } } }, more: { sources: [people] } }
`,
    context,
  );
  const after = applied(['mapping'], { ...target(before), connection: null });
  expect(after.collections[0]?.mapping.fields).toEqual({ companyName: { kind: 'fixed', value: 'Contoso' } });
  expect(after.collections[0]?.mapping.phones).toEqual(before.collections[0]?.mapping.phones);
  expect(after.collections[1]).toEqual(before.collections[1]);
});

test('policies go to the sync of the same name and change nothing else of it', () => {
  const before = parseDefinitionFile(
    `version: 1
sources: { people: gal }
collections: { all: { sources: [people] } }
audiences: { few: { include: [{ kind: mailboxes, mailboxes: [a@b.example] }] } }
syncs: { contacts: { collection: all, audience: few, folder: Kollegen } }
`,
    context,
  );
  const [sync] = applied(['policies'], target(before)).syncs;
  expect(sync).toEqual({ ...before.syncs[0], deletes: { kind: 'keep' } });
});

test('without a connection, or without a source that a list needs, a template is refused by name', () => {
  const template = makeTemplate(given, ['collections']);
  expect(applyTemplate(template, { ...target(nothing), connection: null })).toMatchObject({ problem: 'not-connected' });
  const staffed = {
    ...given,
    collections: given.collections.map((one) => ({ ...one, sourceIds: ['people', 'staff'] })),
  };
  expect(applyTemplate(makeTemplate(staffed, ['collections']), target(nothing))).toEqual({
    kind: 'refused',
    problem: 'source-missing',
    names: ['staff'],
  });
});

prop.prop([
  anyDefinitions(context),
  anyDefinitions(context),
  fc.subarray(['collections', 'mapping', 'policies', 'syncs'] as const, { minLength: 1 }),
])(
  'whatever it is made of and applied to: nothing is removed, and a second time changes nothing',
  (from, to, parts) => {
    const template = makeTemplate(from, parts);
    const once = applyTemplate(template, target(to));
    if ('kind' in once) return;
    expect(diffDefinitions(to, once).filter(({ kind }) => kind === 'removed')).toEqual([]);
    expect(applyTemplate(template, target(once))).toEqual(once);
  },
);
