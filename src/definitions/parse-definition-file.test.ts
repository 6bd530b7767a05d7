import { describe, expect, test } from 'vitest';
import { DefinitionError } from './definition-error.ts';
import { context, context2, entraTenantId, groupId } from './definitions.test-fixture.ts';
import { type DefinitionContext, parseDefinitionFile } from './parse-definition-file.ts';
import { syncIdOf } from './sync-id.ts';

function problemsOf(text: string, inContext: DefinitionContext = context): readonly string[] {
  try {
    parseDefinitionFile(text, inContext);
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    for (const { line, column } of error.problems) expect(Math.min(line, column)).toBeGreaterThan(0);
    return error.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
  }
  return [];
}

const file = (parts: { readonly sources?: string; readonly collection?: string; readonly sync?: string }): string =>
  `version: 1
sources: { people: gal, partners: organizational-contacts${parts.sources ?? ''} }
collections:
  all: { sources: [people]${parts.collection ?? ''} }
audiences: { everyone: { include: [everyone] } }
syncs:
  contacts: { collection: all, audience: everyone${parts.sync ?? ''} }
`;

test('defaults are filled in', () => {
  const { sources, collections, audiences, syncs } = parseDefinitionFile(file({}), context);
  expect(sources).toMatchObject([
    { sourceId: 'people', kind: 'gal', connectionId: 'first', rules: { includeHidden: false }, photoPixels: null },
    { sourceId: 'partners', kind: 'organizational-contacts', connectionId: 'first' },
  ]);
  expect(collections).toMatchObject([
    {
      collectionId: 'all',
      sourceIds: ['people'],
      match: { by: ['id', 'email', 'phone'], idFrom: null },
      filter: [],
      mapping: { fields: {}, phones: { defaultCountry: 'DE', extensions: [] } },
      guards: { maxDeletes: 1000 },
    },
  ]);
  expect(audiences).toEqual([{ audienceId: 'everyone', include: [{ kind: 'everyone' }], exclude: [] }]);
  expect(syncs).toMatchObject([
    {
      syncId: syncIdOf(entraTenantId, 'contacts'),
      name: 'contacts',
      connectionId: 'first',
      collectionId: 'all',
      audienceId: 'everyone',
      placement: { kind: 'folder', path: ['Company contacts'] },
      write: { fields: {}, notesDelimiter: null, categories: 'replace' },
      deletes: { kind: 'delete' },
      drift: { edited: 'restore', deleted: 'restore', lookEveryHours: 24 },
      leavers: 'keep',
      ownCard: 'keep',
      schedule: { kind: 'every', minutes: 60 },
      paused: false,
    },
  ]);
});

test('nothing but a version is no definitions', () => {
  const none = { sources: [], collections: [], audiences: [], syncs: [] };
  expect(parseDefinitionFile('version: 1', context)).toEqual(none);
  expect(parseDefinitionFile('\ufeffversion: 1\r\nsources: {}\r\n', { ...context, connections: [] })).toEqual(none);
});

test('definitions are in the order of the file, also where ids look like numbers', () => {
  const { sources } = parseDefinitionFile('version: 1\nsources: { b: gal, 2: gal, 1: gal, a: gal }', context);
  expect(sources.map(({ sourceId }) => sourceId)).toEqual(['b', '2', '1', 'a']);
});

test.each([
  ['Staff', { kind: 'folder', path: ['Staff'] }],
  ['no', { kind: 'folder', path: ['no'] }],
  ['[Company, Staff]', { kind: 'folder', path: ['Company', 'Staff'] }],
  ['{ default-folder: { category: Company } }', { kind: 'default-folder', category: 'Company' }],
])('folder: %s', (folder, placement) => {
  const { syncs } = parseDefinitionFile(file({ sync: `, folder: ${folder}` }), context);
  expect(syncs[0]?.placement).toEqual(placement);
});

test('rules are filled in where they say half', () => {
  const { collections, syncs } = parseDefinitionFile(
    file({
      collection:
        ', mapping: { fields: { birthday: take }, phones: { countryFrom: usageLocation } }, merge: { fields: { categories: first } }',
      sync: ', deletes: keep, write: { fields: { jobTitle: { write: if-empty } } }, guards: { maxDeletes: 5 }',
    }),
    context,
  );
  expect(collections[0]).toMatchObject({
    mapping: { fields: { birthday: { kind: 'take' } }, phones: { defaultCountry: 'DE', countryFrom: 'usageLocation' } },
    merge: { fields: { categories: { kind: 'first' } } },
  });
  expect(syncs[0]).toMatchObject({
    deletes: { kind: 'keep' },
    write: { fields: { jobTitle: { write: 'if-empty', whenEmpty: 'clear' } }, categories: 'replace' },
    guards: { maxDeletes: 5, freeDeletes: 10 },
  });
});

describe('connections', () => {
  test('are named by Entra tenant where there are several', () => {
    const named = 'version: 1\nsources:\n  a: { kind: gal, connection: SECOND.example }\n';
    expect(parseDefinitionFile(named, context2).sources[0]).toMatchObject({ connectionId: 'second' });
    expect(problemsOf('version: 1\nsources:\n  a: gal', context2)).toEqual([
      `3:3 sources.a: there are several connections: add connection: with one of ${entraTenantId}, second.example`,
    ]);
    expect(problemsOf(named)).toEqual([
      `3:31 sources.a.connection: there is no such connection: name one of ${entraTenantId}, or connect it`,
    ]);
  });

  test('must be there', () => {
    expect(problemsOf('version: 1\nsources: { a: gal }', { ...context, connections: [] })).toEqual([
      '2:12 sources.a: there is no connection: run "ringbook connect" first',
    ]);
  });

  test('are part of what a sync is', () => {
    const syncs = ['first', 'second'].map((connectionId) => {
      const { entraTenantId: connection } =
        context2.connections.find((one) => one.connectionId === connectionId) ?? context2.connections[0] ?? never();
      const text = `version: 1
sources: { a: { kind: gal, connection: ${connection} } }
collections: { all: { sources: [a] } }
audiences: { everyone: { include: [everyone] } }
syncs: { contacts: { collection: all, audience: everyone, connection: ${connection} } }`;
      return parseDefinitionFile(text, context2).syncs[0]?.syncId;
    });
    expect(new Set(syncs).size).toBe(2);
  });
});

test('connections are looked at beside everything else', () => {
  const text = `version: 1
sources: { a: { kind: gal, rulez: {} }, b: { kind: csv }, c: organizational-contacts, d: { kind: gal, connection: x } }
syncs: { contacts: { collection: 1 }, odd: 5 }`;
  const none = { ...context, connections: [] };
  const named = problemsOf(text, none).filter((problem) => problem.includes('no connection'));
  expect(named.map((problem) => problem.split(': ')[0])).toEqual([
    '2:12 sources.a',
    '2:59 sources.c',
    '2:115 sources.d.connection',
    '3:10 syncs.contacts',
  ]);
});

test('every problem is listed, in the order of the file', () => {
  expect(
    problemsOf(`version: 1
sources:
  Big: gal
  people: { kind: gall }
  staff: { kind: group, groupid: ${groupId} }
  team: group
  odd:
collections:
  all:
    sources: [peple, people, people]
    filter:
      - action: exclude
        where: { kind: any, of: [{ kind: source, in: [staff] }, { kind: field, fild: a, is: equals, values: [1] }] }
    merge: { fields: { jobTitle: { kind: first, order: [nowhere] } } }
syncs:
  contacts:
    collection: al
    audience: everyone
    folder: 5
    deletes: keep-days
    drift: { edited: on }
    paused: no
    guards: { maxDeleteShare: 20 }
`),
  ).toEqual([
    '3:3 sources.Big: must be an id: small letters, digits and hyphens, at most 63, and no hyphen at the start',
    '4:19 sources.people.kind: must be one of gal, organizational-contacts, group, mailbox-folder, csv: did you mean gal?',
    '5:3 sources.staff.groupId: is missing: add groupId: …',
    '5:25 sources.staff.groupid: is not known here: did you mean groupId?',
    '6:9 sources.team: needs more than its name: write { kind: group, … }',
    '7:3 sources.odd: must be gal or organizational-contacts or a map (key: value): give a value, or remove the line',
    '10:15 collections.all.sources[0]: there is no source peple: define it, or name one of Big, people, staff, team, odd',
    '10:30 collections.all.sources[2]: the collection names the source people twice: remove one',
    '13:55 collections.all.filter[0].where.of[0].in[0]: there is no source of this collection staff: define it, or name one of peple, people',
    '13:65 collections.all.filter[0].where.of[1].field: is missing: add field: …',
    '13:80 collections.all.filter[0].where.of[1].fild: is not known here: did you mean field?',
    '13:93 collections.all.filter[0].where.of[1].is: must be one of equal, not-equal, in, starts-with, ends-with, contains, present, missing: did you mean equal?',
    '13:110 collections.all.filter[0].where.of[1].values[0]: must be a text: put it in quotes',
    '14:57 collections.all.merge.fields.jobTitle.order[0]: there is no source of this collection nowhere: define it, or name one of peple, people',
    '17:17 syncs.contacts.collection: there is no collection al: define it, or name one of all',
    '18:15 syncs.contacts.audience: there is no audience everyone: define it first',
    '19:13 syncs.contacts.folder: must be a text or a list or a map (key: value): put it in quotes',
    '20:14 syncs.contacts.deletes: needs more than its name: write { kind: keep-days, … }',
    '21:22 syncs.contacts.drift.edited: must be one of restore, leave',
    '22:13 syncs.contacts.paused: must be true or false',
    '23:31 syncs.contacts.guards.maxDeleteShare: must be at most 1',
  ]);
});

test.each([
  ['version: 2', '1:10 version: must be 1'],
  ['', '1:1 version: is missing: add version: 1'],
  ['- 1', '1:1 : must be a map (key: value)'],
  ['version: 1\nsyncz: {}', '2:1 syncz: is not known here: did you mean syncs?'],
  [file({ collection: ', mapping: { fields: { companyName: fixed } }' }), /mapping.fields.companyName: needs more/],
  [file({ collection: ', mapping: { fields: { shoeSize: omit } }' }), /shoeSize: is not known here: remove it/],
  [file({ collection: ', mapping: { fields: { companyName: { kind: fixed, value: "" } } }' }), /fixed text is empty/],
  [
    file({ collection: ', filter: [{ action: exclude, where: { kind: expression, expression: "x +" } }]' }),
    /expression/,
  ],
  [file({ collection: ', guards: { maxDelets: 1 }' }), /did you mean maxDeletes\?/],
  [file({ sync: ', folder: { default-folder: { category: "a;b" } }' }), /category without commas/],
  [file({ sync: ', folder: []' }), /folder: must have at least 1 entry/],
  [file({ sync: ', folder: " a"' }), /without spaces around it/],
  [file({ sync: ', deletes: { kind: keep-days, days: 0 }' }), /deletes.days: must be at least 1/],
  [file({ sync: ', leavers: "keep\\nit"' }), /leavers: must be one of keep, clean-up/],
  [
    file({ sources: ', csv: { kind: csv, file: a.csv, id: { column: A }, columns: { A: shoeSize } }' }),
    /columns.A: must be a contact field/,
  ],
  [file({ sources: ', team: { kind: group, groupId: sales }' }), /groupId: must be the object id/],
  [file({ sources: ', box: { kind: mailbox-folder, mailbox: 1 }' }), /mailbox: must be a text: put it in quotes/],
])('%j is refused', (text, message) => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  if (typeof message === 'string') expect(problems).toEqual([message]);
  else expect(problems[0]).toMatch(message);
});

test('values are not shown: they may be personal', () => {
  const problems = problemsOf(
    file({ sources: ', box: { kind: mailbox-folder, mailbox: "anna smith@example.com", folder: "\\tanna" }' }),
  );
  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain('anna');
});

test('the message of the error lists what is wrong', () => {
  expect(() => parseDefinitionFile('version: 2\nsource: {}', context)).toThrow(
    'The definitions cannot be used:\n  1:10 version: must be 1\n  2:1 source: is not known here: did you mean sources?',
  );
});

function never(): never {
  throw new Error('no such connection');
}
