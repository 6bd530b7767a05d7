import { expect, test } from 'vitest';
import type { PhoneRules } from '../phones.ts';
import type { SourceRecord } from '../source-record.ts';
import { groupRecords } from './group-records.test-fixture.ts';
import type { Candidate } from './group-records.ts';
import { defaultMatchRules, type MatchKeys, type MatchRules, matchKeys, matchRulesSchema } from './match.ts';

const german: PhoneRules = {
  defaultCountry: 'DE',
  extensions: [{ prefix: '4', length: 4, fullNumber: '+49891234{extension}' }],
};
const entry = (facts: Partial<SourceRecord>): SourceRecord => ({
  itemId: 'anna',
  kind: 'account',
  enabled: true,
  hiddenFromLists: false,
  licensed: true,
  fields: {},
  extra: {},
  ...facts,
});
const keysOf = (facts: Partial<SourceRecord>, rules: Partial<MatchRules> = {}, phones = german) =>
  matchKeys(entry(facts), { ...defaultMatchRules, ...rules }, phones);

/** `a1` is record 1 of source `a`; its keys default to none. */
const candidate = (place: string, keys: Partial<MatchKeys> = {}): Candidate => ({
  sourceId: place.charAt(0),
  recordId: place,
  keys: { id: [], email: [], phone: [], ...keys },
});
const priority = ['a', 'b', 'c'];
const group = (candidates: readonly Candidate[], by = defaultMatchRules.by) => {
  const { groups, ambiguous } = groupRecords(candidates, priority, by);
  return {
    groups: groups.map(({ members }) => members.map(({ recordId }) => recordId).join(' ')),
    ambiguous: ambiguous.map(({ by, members }) => `${by}: ${members.map(({ recordId }) => recordId).join(' ')}`),
  };
};

test('C1: two records of one source are never one person', () => {
  const found = group([
    candidate('a1', { email: ['x'], phone: ['1'] }),
    candidate('a2', { email: ['x'], phone: ['1'] }),
  ]);
  expect(found.groups).toEqual(['a1', 'a2']);
});

test('C2: records with the same item id are one item whatever is matched', () => {
  const both = ['b', 'a'].map((sourceId) => ({ ...candidate('x'), sourceId }));
  for (const by of [[], ['email'], ['id']] as const) {
    const { groups } = groupRecords(both, priority, by);
    expect(groups).toEqual([
      {
        itemId: 'x',
        members: [
          { sourceId: 'a', recordId: 'x' },
          { sourceId: 'b', recordId: 'x' },
        ],
      },
    ]);
  }
});

test('C3: an extra that is a stable id matches without regard to case, and is never equal to an item id', () => {
  const idFrom = 'employeeId';
  const a = keysOf({ itemId: 'a1', extra: { employeeId: ' E7 ' } }, { idFrom });
  const b = keysOf({ itemId: 'b1', extra: { employeeId: 'e7' } }, { idFrom });
  const c = keysOf({ itemId: 'e7', extra: { other: 'e7' } }, { idFrom });
  expect(group([candidate('a1', a), candidate('b1', b), candidate('c1', c)]).groups).toEqual(['a1 b1', 'c1']);
  expect(keysOf({ extra: { employeeId: 'e7' } }).id).toEqual([]);
  expect(keysOf({ extra: { employeeId: ' ' } }, { idFrom }).id).toEqual([]);
  expect(keysOf({ extra: {} }, { idFrom: 'toString' }).id).toEqual([]);
});

test('C4: a common e-mail address matches without regard to case', () => {
  const emailAddresses = [{ address: ' Anna@Example.com' }, { address: 'anna@example.com ' }, { address: ' ' }];
  expect(keysOf({ fields: { emailAddresses } }).email).toEqual(['anna@example.com']);
  const [a, b] = [candidate('a1', { email: ['x', 'y'] }), candidate('b1', { email: ['z', 'y'] })];
  expect(group([a, b]).groups).toEqual(['a1 b1']);
  expect(group([a, b], ['id', 'phone']).groups).toEqual(['a1', 'b1']);
});

test('C5: a common international number matches; unreadable and shared ones do not', () => {
  const fields = {
    mobilePhone: '0170 1234567',
    otherPhone: '+49 170 1234567',
    businessPhones: ['4711', '5711', 'see website'],
    homePhones: ['089 1234567'],
    businessFax: '089 1234568',
    homeFax: '089 1234568',
    otherFax: '089 1234568',
    pager: '089 1234568',
    telex: '089 1234568',
    companyMainPhone: '089 1234568',
    assistantPhone: '089 1234568',
  };
  expect(keysOf({ fields }).phone).toEqual(['+491701234567', '+498912344711', '+49891234567']);
  expect(keysOf({ fields }, { by: ['id', 'email'] }).phone).toEqual([]);
  expect(group([candidate('a1', { phone: ['1'] }), candidate('b1', { phone: ['1'] })]).groups).toEqual(['a1 b1']);
});

test.each([
  ['usageLocation', { extra: { usageLocation: 'AT' } }],
  ['department', { fields: { department: 'AT' } }],
  ['categories', { fields: { categories: ['AT', 'DE'] } }],
  ['homeAddress.country', { fields: { homeAddress: { country: 'AT' } } }],
])(
  'C5: a national number is read in the country of the person, here by %s',
  (countryFrom, facts: Partial<SourceRecord>) => {
    const fields = { ...facts.fields, mobilePhone: '0664 1234567' };
    expect(keysOf({ ...facts, fields }, {}, { ...german, countryFrom }).phone).toEqual(['+436641234567']);
  },
);

test('C6: stages join in their order, and what is joined stays together', () => {
  const a1 = candidate('a1', { id: ['7'], email: ['x'] });
  const b1 = candidate('b1', { id: ['7'] });
  const b2 = candidate('b2', { email: ['x'] });
  const c1 = candidate('c1', { phone: ['1'] });
  const b3 = candidate('b3', { phone: ['1'] });
  expect(group([a1, b1, b2, b3, c1], ['id', 'email', 'phone']).groups).toEqual(['a1 b1', 'b2', 'b3 c1']);
  expect(group([a1, b1, b2, b3, c1], ['email', 'id', 'phone']).groups).toEqual(['a1 b2', 'b1', 'b3 c1']);
});

test('C7: what would bring two records of one source together joins nothing, and is reported', () => {
  const twice = [
    candidate('b1', { email: ['x'] }),
    candidate('a2', { email: ['x'] }),
    candidate('a1', { email: ['x'] }),
  ];
  expect(group(twice)).toEqual({ groups: ['a1', 'a2', 'b1'], ambiguous: ['email: a1 a2 b1'] });
  const joinedBefore = [
    candidate('a1', { id: ['7'] }),
    candidate('b1', { id: ['7'], email: ['x'] }),
    candidate('a2', { email: ['x'], phone: ['1'] }),
    candidate('c1', { phone: ['1'] }),
  ];
  expect(group(joinedBefore)).toEqual({ groups: ['a1 b1', 'a2 c1'], ambiguous: ['email: a1 a2 b1'] });
});

test('C7: what is ambiguous does not keep apart what something else joins at the same stage', () => {
  const office = [
    candidate('a1', { email: ['office', 'x'] }),
    candidate('a2', { email: ['office', 'y'] }),
    candidate('b1', { email: ['office', 'x'] }),
    candidate('b2', { email: ['y'] }),
  ];
  expect(group(office, ['email'])).toEqual({ groups: ['a1 b1', 'a2 b2'], ambiguous: ['email: a1 a2 b1'] });
});

test('C7: a report names records once per stage, and never what they have in common', () => {
  const keys = { email: ['anna@example.com', 'huber@example.com'] };
  const { ambiguous } = groupRecords([candidate('a1', keys), candidate('a2', keys)], priority, ['email']);
  expect(ambiguous).toHaveLength(1);
  expect(JSON.stringify(ambiguous)).not.toContain('example');
});

test('C8: a chain that would bring two records of one source together joins nothing at this stage', () => {
  const chain = [
    candidate('a1', { email: ['x'] }),
    candidate('b1', { email: ['x', 'y'], phone: ['1'] }),
    candidate('a2', { email: ['y'], phone: ['1'] }),
  ];
  expect(group(chain, ['email'])).toEqual({ groups: ['a1', 'a2', 'b1'], ambiguous: ['email: a1 a2 b1'] });
  expect(group(chain).groups).toEqual(['a1', 'a2 b1']);
});

test('C9: without anything to match by, only the same item id joins', () => {
  const keys: MatchKeys = { id: ['7'], email: ['x'], phone: ['1'] };
  expect(group([candidate('a1', keys), candidate('b1', keys)], [])).toEqual({ groups: ['a1', 'b1'], ambiguous: [] });
  const fields = { mobilePhone: '0170 1234567', emailAddresses: [{ address: 'a@example.com' }] };
  expect(keysOf({ fields }, { by: [] })).toEqual({ id: [], email: [], phone: [] });
});

test('C10: a group has the item id of its first record, by priority and not by name', () => {
  const keys = { email: ['x'] };
  const { groups } = groupRecords(
    [candidate('a1', keys), candidate('d1', keys), candidate('b1', keys), candidate('c1', keys)],
    ['c', 'b'],
    ['email'],
  );
  expect(groups.map(({ itemId }) => itemId)).toEqual(['c1']);
  expect(groups[0]?.members.map(({ sourceId }) => sourceId)).toEqual(['c', 'b', 'a', 'd']);
});

test('groups come by item id', () => {
  const ids = ['b', 'B', 'ä', 'a', '10', '9'];
  const { groups } = groupRecords(
    ids.map((recordId) => ({ ...candidate('a'), recordId })),
    priority,
    [],
  );
  expect(groups.map(({ itemId }) => itemId)).toEqual([...ids].sort());
});

test('the schema takes the default rules, and refuses what cannot be meant', () => {
  expect(matchRulesSchema.parse(defaultMatchRules)).toEqual(defaultMatchRules);
  expect(matchRulesSchema.parse({ by: [], idFrom: 'employeeId' })).toEqual({ by: [], idFrom: 'employeeId' });
  const faultsOf = (rules: unknown) =>
    matchRulesSchema.safeParse(rules).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  expect(faultsOf({ by: ['id', 'email', 'id'], idFrom: null })).toEqual(['by: by names id twice: remove one']);
  expect(faultsOf({ by: ['id'], idFrom: ' ' })?.join()).toMatch(/^idFrom: idFrom is empty/);
  expect(faultsOf({ by: ['id'], idFrom: 'mobilePhone' })?.join()).toMatch(/mobilePhone: name an extra/);
  expect(matchRulesSchema.safeParse({ by: ['name'], idFrom: null }).success).toBe(false);
  expect(matchRulesSchema.safeParse({ by: [], idFrom: null, more: 1 }).success).toBe(false);
});
