import { fc, test as lawTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { addressFields, addressParts, fieldNames } from '../contact-fields.ts';
import { compileExpression, maxExpressionLength } from './expression.ts';
import { FilterError } from './filter-error.ts';
import { anyInput, errorOf, input, someGroups, withFields } from './filter-input.test-fixture.ts';

const none = new Map<string, ReadonlySet<string>>();
const holds = (expression: string, record = input(), groups: ReadonlyMap<string, ReadonlySet<string>> = none) =>
  compileExpression(expression).matches(record, groups);
const fault = (expression: string) => {
  const { code, message } = errorOf(() => compileExpression(expression));
  return code === 'expression-invalid' ? message : `${code}: ${message}`;
};

test('E1: texts, lists, parts of addresses and facts have their types', () => {
  const record = input({
    kind: 'guest',
    enabled: false,
    hiddenFromLists: true,
    fields: {
      department: 'Sales',
      mobilePhone: '0170 1',
      businessPhones: ['1', '2'],
      emailAddresses: [{ address: 'anna@example.com', name: 'Anna' }],
      homeAddress: { city: 'Ulm' },
    },
  });
  for (const expression of [
    'department == "Sales" && mobilePhone.startsWith("0170")',
    '"2" in businessPhones && size(businessPhones) == 2',
    '"anna@example.com" in emailAddresses && emailAddresses.size() == 1',
    'homeAddress.city in ["Ulm", "Bonn"]',
    'kind == "guest" && !enabled && licensed && hidden && source == "gal"',
    'enabled ? department == "" : department.contains("ale")',
    'categories == [] && department >= "S"',
  ]) {
    expect(holds(expression, record), expression).toBe(true);
    expect(holds(`!(${expression})`, record), expression).toBe(false);
  }
});

test('E1: every contact field can be named', () => {
  const parts = addressFields.flatMap((address) => addressParts.map((part) => `${address}.${part}`));
  for (const name of [...fieldNames.filter((field) => !addressFields.some((address) => address === field)), ...parts]) {
    expect(holds(`${name} == ${name}`), name).toBe(true);
  }
});

test('E2: an absent or blank text is "", an absent list has no entries', () => {
  const blank = withFields({ department: ' ' });
  expect(holds('department == "" && jobTitle == "" && homeAddress.city == ""', blank)).toBe(true);
  expect(holds('size(businessPhones) == 0 && businessPhones.all(phone, phone == "x")', blank)).toBe(true);
});

test('E3: texts are compared exactly, but for the way an umlaut is written; lower() takes the case away', () => {
  const record = withFields({ department: 'M\u00fcnchen ' });
  expect(holds('department == "Mu\u0308nchen"', record)).toBe(true);
  expect(holds('department == "M\u00dcNCHEN"', record)).toBe(false);
  expect(holds('department.lower() == "m\u00fcnchen"', withFields({ department: 'M\u00dcNCHEN' }))).toBe(true);
});

test('E4: extras are named behind extra, and are texts', () => {
  const record = input({ extra: { costCenter: '4711', 'cost center': '12', department: 'extra' } });
  expect(holds('extra.costCenter == "4711" && extra["cost center"] == "12"', record)).toBe(true);
  expect(holds('extra.missing == "" && extra.toString == "" && extra.__proto__ == ""', record)).toBe(true);
  expect(holds('extra.department == "extra" && department == ""', record)).toBe(true);
});

test('E5: inGroup, inDomain, hasPhone and hasMail say what the conditions of the same name do', () => {
  const record = withFields({ mobilePhone: '0170', emailAddresses: [{ address: 'anna@sub.example.com' }] });
  expect(holds('inGroup("g1") && !inGroup("g2")', record, someGroups)).toBe(true);
  expect(holds('inDomain("*.example.com") && !inDomain("example.com")', record)).toBe(true);
  expect(holds('hasPhone() && hasMail()', record)).toBe(true);
  expect(holds('hasPhone() || hasMail()', withFields({ businessFax: '1' }))).toBe(false);
  expect(compileExpression('inGroup("b") || inGroup("a") || inGroup("b")').groupIds).toEqual(['b', 'a']);
  expect(errorOf(() => holds('inGroup("unread")', record, someGroups)).code).toBe('group-unknown');
});

test.each([
  ['inGroup(department)', 'character 1: inGroup() without a text in quotes'],
  ['inDomain("@example.com")', 'character 1: no domain'],
])('E5: %s is refused', (expression, message) => {
  expect(fault(expression)).toContain(message);
});

test('E6: exists, all and exists_one look at every entry of a list', () => {
  const record = withFields({ businessPhones: ['+49 1', '+43 2'], categories: ['a', 'b'] });
  expect(holds('businessPhones.exists(phone, phone.startsWith("+43"))', record)).toBe(true);
  expect(holds('businessPhones.all(phone, phone.startsWith("+4"))', record)).toBe(true);
  expect(holds('businessPhones.exists_one(phone, phone.startsWith("+4"))', record)).toBe(false);
  expect(holds('categories.all(c, ["a", "b"].exists(other, other == c))', record)).toBe(true);
});

test('E6: more than two loops inside each other or ten in all are refused, and so is an entry with the name of a field', () => {
  const loop = (depth: number): string => (depth === 0 ? 'true' : `categories.exists(c${depth}, ${loop(depth - 1)})`);
  expect(holds(loop(2), withFields({ categories: ['a'] }))).toBe(true);
  expect(fault(loop(3))).toContain('more than 2 loops inside each other');
  const beside = (count: number) => Array.from({ length: count }, () => loop(1)).join(' || ');
  expect(holds(beside(10), withFields({ categories: ['a'] }))).toBe(true);
  expect(fault(beside(11))).toContain('more than 10 loops');
  expect(fault('categories.exists(department, department == "a")')).toContain('give the entry another name');
});

test('E7: an expression must give true or false', () => {
  expect(fault('department')).toContain('it gives string and must give true or false');
  expect(fault('enabled ? "a" : "b"')).toContain('must give true or false');
});

test.each([
  ['departmnt == "x"', 'character 1: there is no field departmnt (an extra is written extra.departmnt)'],
  ['enabled && Department == "x"', 'character 12: there is no field Department (write department)'],
  ['businessAddress.town == "x"', 'character 17: No such key: town'],
  ['department == 1', 'character 1: no such overload: string == int'],
  ['department in "x"', 'character 1: no such overload'],
  ['department == ', 'character 15: Unexpected token'],
  ['', 'character 1: '],
  ['department.first == "x"', 'character 1: .first cannot be used (only extra, '],
  ['businessAddress == homeAddress', 'businessAddress as a whole cannot be used (name a part of it)'],
])('E8: %s is not understood, and where', (expression, message) => {
  expect(fault(expression)).toContain(message);
});

test.each([
  ['department.matches("(a+)+$")', 'matches() cannot be used (use startsWith'],
  ['size(department) + 1 > 2', 'arithmetic cannot be used'],
  ['1 / 0 == 1', 'arithmetic cannot be used'],
  ['-1 < size(department)', 'arithmetic cannot be used'],
  ['int(department) > 3', 'int() cannot be used'],
  ['dyn(department) == 1', 'dyn() cannot be used'],
  ['businessPhones[0] == "1"', 'a position in a list cannot be used (use exists'],
  ['extra[department] == "1"', 'a position in a list cannot be used'],
  ['has(extra.costCenter)', 'has() cannot be used (compare with ""'],
  ['"costCenter" in extra', 'extra as a whole cannot be used'],
  ['department == null', 'null cannot be used (compare with "" or [])'],
  ['businessPhones.map(p, p) == []', '.map() cannot be used'],
  ['department.split("") == []', '.split() cannot be used'],
  ['cel.bind(x, department, x == "a")', '.bind() cannot be used'],
  ['b"x" == b"x"', 'a value of this type cannot be used'],
  ['1.5 < 2.5', 'a value of this type cannot be used'],
  ['timestamp(birthday) < timestamp("2000-01-01T00:00:00Z")', 'timestamp() cannot be used'],
  ['{} == {}', 'a map cannot be used (use a list)'],
])('E9: %s is refused', (expression, message) => {
  expect(fault(expression)).toContain(message);
  expect(errorOf(() => compileExpression(expression)).code).toBe('expression-invalid');
});

test('E10: an expression that is too long, too deep or has too many parts is refused', () => {
  expect(fault(`department == "${'x'.repeat(maxExpressionLength)}"`)).toContain(
    `more than ${maxExpressionLength} characters`,
  );
  expect(fault(`${'('.repeat(200)}enabled${')'.repeat(200)}`)).toMatch(/^character \d+: /);
  expect(fault(`kind in [${'"room",'.repeat(520)}]`)).toMatch(/^character \d+: /);
});

test('E11: a kind that no entry has is refused', () => {
  for (const expression of ['kind == "user"', '"user" != kind', 'kind in ["room", "user"]']) {
    expect(fault(expression)).toContain('no kind of entry: there are account, ');
  }
});

const piece = fc.constantFrom(
  ...['department', 'extra.a', 'businessPhones', '"x"', '1', 'true', '==', '&&', '||', '!', '(', ')', ','],
  ...['.exists(p, p', '.lower()', 'in', '[', ']', '?', ':', 'hasPhone()', 'inGroup("g1")', '<', 'size(', '.contains('],
);
const text = fc.constantFrom(
  'department',
  'extra.a',
  'extra["cost center"]',
  'homeAddress.city',
  'kind.lower()',
  '"😀"',
);
const list = fc.constantFrom('businessPhones', 'emailAddresses', 'categories', '["a", "b"]', '[department]');
const expressions = fc.letrec<{ bool: string }>((tie) => ({
  bool: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('enabled', 'hidden', 'hasPhone()', 'hasMail()', 'inGroup("g2")', 'inDomain("*.example.com")'),
    fc.tuple(text, fc.constantFrom('==', '!=', '<', '>='), text).map((parts) => parts.join(' ')),
    fc.tuple(text, fc.constantFrom('startsWith', 'endsWith', 'contains'), text).map(([a, is, b]) => `${a}.${is}(${b})`),
    fc.tuple(text, list).map(([entry, entries]) => `${entry} in ${entries} && size(${entries}) > size(${entry})`),
    fc
      .tuple(list, fc.constantFrom('exists', 'all', 'exists_one'), list, text)
      .map(([a, loop, b, c]) => `${a}.${loop}(x, ${b}.exists(y, x == y || y.endsWith(${c})))`),
    fc.tuple(tie('bool'), fc.constantFrom('&&', '||'), tie('bool')).map(([a, joint, b]) => `(${a}) ${joint} !(${b})`),
    fc.tuple(tie('bool'), tie('bool'), tie('bool')).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
  ),
})).bool;

lawTest.prop([expressions, anyInput])('what is understood decides any record', (expression, record) => {
  expect(typeof compileExpression(expression).matches(record, someGroups)).toBe('boolean');
});

lawTest.prop([fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(' ')), anyInput])(
  'whatever is written is refused or decides any record',
  (expression, record) => {
    let compiled: ReturnType<typeof compileExpression>;
    try {
      compiled = compileExpression(expression);
    } catch (error) {
      expect(error).toBeInstanceOf(FilterError);
      return;
    }
    expect(typeof compiled.matches(record, someGroups)).toBe('boolean');
  },
);
