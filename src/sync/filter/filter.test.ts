import { expect, test } from 'vitest';
import type { Condition } from './condition.ts';
import { compileFilter, createFilterCounts, type FilterStep, filterStepSchema, groupsOf } from './filter.ts';
import { errorOf, input, isTrue, withFields } from './filter-input.test-fixture.ts';

const none = new Map<string, ReadonlySet<string>>();
const include = (where: Condition): FilterStep => ({ action: 'include', where });
const exclude = (where: Condition): FilterStep => ({ action: 'exclude', where });
const field = (name: string, is: Extract<Condition, { kind: 'field' }>['is'], ...values: string[]): Condition =>
  values.length === 0 ? { kind: 'field', field: name, is } : { kind: 'field', field: name, is, values };
const sales = field('department', 'equal', 'Sales');
const rooms: Condition = { kind: 'entry', is: ['room'] };
const anna = withFields({ department: 'Sales' });
const bert = withFields({ department: 'Legal' });
const verdict = (steps: readonly FilterStep[], record = anna) => compileFilter(steps, none)(record);
const refused = (where: unknown) => {
  const { success, error } = filterStepSchema.safeParse({ action: 'include', where });
  return success ? null : error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n');
};

test('K1: without steps everything is on the list', () => {
  expect(verdict([])).toEqual({ listed: true, step: null });
});

test('K2: an exclude first takes off a list that has everything', () => {
  expect(verdict([exclude(sales)], anna)).toEqual({ listed: false, step: 0 });
  expect(verdict([exclude(sales)], bert)).toEqual({ listed: true, step: null });
});

test('K3: an include first puts on a list that has nothing', () => {
  expect(verdict([include(sales)], anna)).toEqual({ listed: true, step: 0 });
  expect(verdict([include(sales)], bert)).toEqual({ listed: false, step: null });
});

test('K4: the last step that matches decides', () => {
  const steps = [include(field('department', 'present')), exclude(sales), include({ kind: 'enabled', is: true })];
  expect(verdict(steps)).toEqual({ listed: true, step: 2 });
  expect(verdict(steps.slice(0, 2))).toEqual({ listed: false, step: 1 });
  expect(verdict([...steps, exclude(sales)])).toEqual({ listed: false, step: 3 });
});

test('K5: a record that no step matches stays as it was before the first one', () => {
  expect(verdict([include(rooms), exclude(rooms)])).toEqual({ listed: false, step: null });
  expect(verdict([exclude(rooms), include(rooms)])).toEqual({ listed: true, step: null });
});

test('K6: values are compared without regard to case, outer spaces and the way an umlaut is written', () => {
  const munich = withFields({ department: ' MU\u0308NCHEN ' });
  expect(isTrue(field('department', 'equal', ' m\u00fcnchen'), munich)).toBe(true);
  expect(isTrue(field('department', 'in', 'Ulm', 'München'), munich)).toBe(true);
  expect(isTrue(field('department', 'equal', 'Munchen'), munich)).toBe(false);
});

test('K7: of a list any entry counts, and not-equal means none of them', () => {
  const listed = withFields({
    categories: ['Board', 'Legal'],
    emailAddresses: [{ address: 'A@Example.com', name: 'x' }],
  });
  expect(isTrue(field('categories', 'equal', 'legal'), listed)).toBe(true);
  expect(isTrue(field('categories', 'not-equal', 'legal'), listed)).toBe(false);
  expect(isTrue(field('categories', 'not-equal', 'sales'), listed)).toBe(true);
  expect(isTrue(field('emailAddresses', 'equal', 'a@example.com'), listed)).toBe(true);
  expect(isTrue(field('emailAddresses', 'equal', 'x'), listed)).toBe(false);
});

test('K8: what is missing or blank equals nothing, and is missing', () => {
  for (const blank of [withFields({}), withFields({ department: ' ' })]) {
    expect(isTrue(sales, blank)).toBe(false);
    expect(isTrue(field('department', 'contains', 'a'), blank)).toBe(false);
    expect(isTrue(field('department', 'not-equal', 'Sales'), blank)).toBe(true);
    expect(isTrue(field('department', 'missing'), blank)).toBe(true);
    expect(isTrue(field('department', 'present'), blank)).toBe(false);
  }
  expect(isTrue(field('department', 'present'), anna)).toBe(true);
  expect(isTrue(field('department', 'missing'), anna)).toBe(false);
});

test('K9: in the middle of a text spaces count', () => {
  const head = withFields({ jobTitle: 'Head of Sales' });
  const header = withFields({ jobTitle: 'Header Salesman' });
  expect([head, header].map((record) => isTrue(field('jobTitle', 'starts-with', 'head '), record))).toEqual([
    true,
    false,
  ]);
  expect([head, header].map((record) => isTrue(field('jobTitle', 'ends-with', ' sales'), record))).toEqual([
    true,
    false,
  ]);
  expect([head, header].map((record) => isTrue(field('jobTitle', 'contains', 'D O'), record))).toEqual([true, false]);
  expect(isTrue(field('jobTitle', 'starts-with', 'x', 'Head'), header)).toBe(true);
});

test('K10: a field is a contact field, part of an address, or an extra', () => {
  const record = input({ fields: { businessAddress: { city: 'Ulm' } }, extra: { costCenter: '4711' } });
  expect(isTrue(field('businessAddress.city', 'equal', 'ulm'), record)).toBe(true);
  expect(isTrue(field('costCenter', 'equal', '4711'), record)).toBe(true);
  expect(isTrue(field('toString', 'present'), record)).toBe(false);
});

test.each<[string, Condition, string]>([
  ['a whole address', field('businessAddress', 'present'), 'field: businessAddress is a whole address: name a part'],
  ['another case', field('Department', 'present'), 'field: there is no field Department: write department'],
  [
    'no part of an address',
    field('homeAddress.town', 'present'),
    'field: there is no homeAddress.town: an address has',
  ],
  ['spaces around', field(' costCenter', 'present'), 'field: the name has spaces around it'],
  ['no value', field('department', 'equal'), 'values: equal needs a value'],
  ['a blank value', field('department', 'in', ' '), 'values: a value is empty: use present or missing'],
  ['two values for one', field('department', 'equal', 'a', 'b'), 'values: equal needs one value: use in'],
  ['a value for none', field('department', 'present', 'a'), 'values: present compares with nothing'],
])('K11: a condition with %s is refused', (_name, where, message) => {
  expect(refused(where)).toContain(`where.${message}`);
  expect(errorOf(() => compileFilter([include(where)], none)).code).toBe('condition-invalid');
});

test('K12: the kind of entry', () => {
  expect(isTrue(rooms, input({ kind: 'room' }))).toBe(true);
  expect(isTrue(rooms, input({ kind: 'account' }))).toBe(false);
  expect(isTrue({ kind: 'entry', is: ['guest', 'contact'] }, input({ kind: 'contact' }))).toBe(true);
});

test('K13: enabled, licensed, hidden', () => {
  for (const is of [true, false]) {
    expect(isTrue({ kind: 'enabled', is }, input({ enabled: true }))).toBe(is);
    expect(isTrue({ kind: 'licensed', is }, input({ licensed: true }))).toBe(is);
    expect(isTrue({ kind: 'hidden', is }, input({ hiddenFromLists: true }))).toBe(is);
  }
});

test('K14: a telephone number has digits and is none of a fax, pager or telex', () => {
  const phone: Condition = { kind: 'has-phone', is: true };
  for (const fields of [{ mobilePhone: '170' }, { businessPhones: ['', '4711'] }, { carPhone: '٤٧' }]) {
    expect(isTrue(phone, withFields(fields))).toBe(true);
  }
  for (const fields of [
    {},
    { mobilePhone: 'see intranet' },
    { businessFax: '089 1' },
    { pager: '1' },
    { telex: '1' },
  ]) {
    expect(isTrue(phone, withFields(fields))).toBe(false);
    expect(isTrue({ kind: 'has-phone', is: false }, withFields(fields))).toBe(true);
  }
});

test('K15: an e-mail address', () => {
  expect(isTrue({ kind: 'has-mail', is: true }, input())).toBe(true);
  expect(isTrue({ kind: 'has-mail', is: false }, withFields({ emailAddresses: [{ address: ' ' }] }))).toBe(true);
});

test('K16: a domain is matched as it is, and with *. all below it', () => {
  const at = (...domains: string[]) =>
    withFields({ emailAddresses: domains.map((domain) => ({ address: `a@${domain}` })) });
  const exact: Condition = { kind: 'domain', in: ['Example.com'] };
  const below: Condition = { kind: 'domain', in: ['*.example.com'] };
  const seen = [at('example.COM'), at('sub.example.com'), at('badexample.com'), at('x.org', 'example.com'), at()];
  expect(seen.map((record) => isTrue(exact, record))).toEqual([true, false, false, true, false]);
  expect(seen.map((record) => isTrue(below, record))).toEqual([false, true, false, false, false]);
  expect(isTrue(exact, withFields({ emailAddresses: [{ address: 'example.com' }] }))).toBe(false);
  for (const domain of ['@example.com', 'exa mple.com', '*example.com', 'example.', '']) {
    expect(refused({ kind: 'domain', in: [domain] })).toContain('no domain: write example.com');
  }
});

test('K17: a group, whose members must have been given', () => {
  const group: Condition = { kind: 'group', groupId: 'g1' };
  expect(isTrue(group, input(), new Map([['g1', new Set(['anna'])]]))).toBe(true);
  expect(isTrue(group, input(), new Map([['g1', new Set(['bert'])]]))).toBe(false);
  const other = new Map([['g2', new Set(['anna'])]]);
  for (const where of [group, { kind: 'expression', expression: 'inGroup("g1")' } as const]) {
    const { code, message } = errorOf(() => compileFilter([exclude(where)], other));
    expect(code).toBe('group-unknown');
    expect(message).toContain('group g1');
  }
});

test('K17: the groups of all steps are named, each once', () => {
  const group = (groupId: string): Condition => ({ kind: 'group', groupId });
  const steps = [
    include({ kind: 'any', of: [group('b'), { kind: 'not', of: group('a') }] }),
    exclude({ kind: 'expression', expression: 'inGroup("c") || inGroup("a")' }),
    exclude({ kind: 'all', of: [sales, group('b')] }),
  ];
  expect(groupsOf(steps)).toEqual(['b', 'a', 'c']);
  expect(groupsOf([])).toEqual([]);
});

test('K18: the source that the record comes from', () => {
  const where: Condition = { kind: 'source', in: ['gal', 'partners'] };
  expect(isTrue(where, input({}, 'partners'))).toBe(true);
  expect(isTrue(where, input({}, 'Gal'))).toBe(false);
});

test('K19: all, any and not; empty ones are refused', () => {
  const both = [sales, rooms];
  expect(isTrue({ kind: 'all', of: both }, anna)).toBe(false);
  expect(isTrue({ kind: 'any', of: both }, anna)).toBe(true);
  expect(isTrue({ kind: 'not', of: rooms }, anna)).toBe(true);
  expect(isTrue({ kind: 'all', of: [sales, { kind: 'not', of: rooms }] }, anna)).toBe(true);
  expect(refused({ kind: 'all', of: [] })).toContain('where.of');
  expect(refused({ kind: 'any', of: [] })).toContain('where.of');
});

test('K20: a step counts what it matches, and the list after it', () => {
  const counts = createFilterCounts([include({ kind: 'enabled', is: true }), exclude(sales), include(sales)], none);
  const seen = [anna, bert, input({ enabled: false }), anna].map((record) => counts.see(record));
  expect(seen.map(({ listed }) => listed)).toEqual([true, true, false, true]);
  expect(counts.counts()).toEqual({
    records: 4,
    steps: [
      { matched: 3, listedAfter: 3 },
      { matched: 2, listedAfter: 1 },
      { matched: 2, listedAfter: 3 },
    ],
  });
});

test('the schema takes every kind of condition as it is', () => {
  const where: Condition = {
    kind: 'all',
    of: [
      sales,
      rooms,
      { kind: 'hidden', is: false },
      { kind: 'domain', in: ['*.example.com'] },
      { kind: 'group', groupId: 'g1' },
      { kind: 'source', in: ['gal'] },
      { kind: 'expression', expression: 'department == "Sales"' },
      { kind: 'opath', filter: "Department -eq 'Sales'" },
      { kind: 'any', of: [{ kind: 'not', of: field('surname', 'missing') }] },
    ],
  };
  expect(filterStepSchema.parse(include(where))).toEqual(include(where));
});

test('the schema refuses what is not understood at the part it is in', () => {
  expect(refused({ kind: 'expression', expression: 'departmnt == "x"' })).toBe(
    'where.expression: character 1: there is no field departmnt (an extra is written extra.departmnt)',
  );
  expect(refused({ kind: 'opath', filter: "Department -eq 'x' -and Mood -eq 'y'" })).toBe(
    'where.filter: character 25: attribute Mood is not known: use a condition on a field of records',
  );
  expect(refused({ kind: 'not', of: { kind: 'opath', filter: '' } })).toContain('where.of.filter: character 1: ');
  expect(refused({ kind: 'entry', is: ['user'] })).toContain('where.is.0');
  expect(refused({ kind: 'mood', is: true })).toContain('where.kind');
  expect(refused({ kind: 'enabled', is: true, value: 1 })).toContain('value');
});
