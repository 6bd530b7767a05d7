import { expect, test } from 'vitest';
import type { ContactFields, FieldName } from './items.ts';
import {
  type CurrentContent,
  composeContent,
  defaultWriteRules,
  type FieldWrite,
  looksFirst,
  type WriteRules,
  writeRulesSchema,
} from './write-rules.ts';

const key = new Uint8Array(32).fill(7);
const ifEmpty: FieldWrite = { write: 'if-empty', whenEmpty: 'clear' };
const ifEmptyLeave: FieldWrite = { write: 'if-empty', whenEmpty: 'leave' };
const leave: FieldWrite = { write: 'overwrite', whenEmpty: 'leave' };

const rulesFor = (name: FieldName, rule: FieldWrite): WriteRules => ({
  ...defaultWriteRules,
  fields: { [name]: rule },
});
const notesRules: WriteRules = { ...defaultWriteRules, notesDelimiter: '-- yours --' };
const adding: WriteRules = { ...defaultWriteRules, categories: 'add' };

type Step = ContactFields | ((there: ContactFields) => ContactFields);

/** What is there after all steps: what the list wants is written over it, a function is what the person makes of it. */
function history(rules: WriteRules, ...steps: readonly Step[]): ContactFields {
  const end = steps.reduce<CurrentContent | null>(
    (there, step) =>
      typeof step === 'function'
        ? { fields: step(there?.fields ?? {}), marks: there?.marks ?? null }
        : composeContent(step, there, rules, key),
    null,
  );
  return end?.fields ?? {};
}

const edit = (changes: ContactFields) => (there: ContactFields) => ({ ...there, ...changes });

test('B1: by default nothing is looked at, and the fields are written as they are', () => {
  const wanted = { displayName: 'Anna' };
  const current = { fields: { displayName: 'Anni', nickName: 'A' }, marks: null };
  expect(looksFirst(defaultWriteRules)).toBe(false);
  expect(looksFirst(rulesFor('nickName', { write: 'overwrite', whenEmpty: 'clear' }))).toBe(false);
  for (const rules of [rulesFor('nickName', leave), rulesFor('nickName', ifEmpty), notesRules, adding]) {
    expect(looksFirst(rules)).toBe(true);
  }
  expect(composeContent(wanted, current, defaultWriteRules, key)).toEqual({ fields: wanted, marks: null });
});

test('B2: a field that is overwritten has the value of the list', () => {
  expect(history(rulesFor('nickName', leave), edit({ nickName: 'Theirs' }), { nickName: 'Ours' })).toEqual({
    nickName: 'Ours',
  });
});

test('B3: a field that is overwritten and cleared is empty where the list has no value', () => {
  expect(history(rulesFor('surname', leave), edit({ nickName: 'Theirs' }), {})).toEqual({});
});

test('B4: a field that is overwritten and left keeps what is there where the list has no value', () => {
  expect(history(rulesFor('nickName', leave), edit({ nickName: 'Theirs' }), {})).toEqual({ nickName: 'Theirs' });
  expect(history(rulesFor('nickName', leave), { nickName: 'Ours' }, {})).toEqual({ nickName: 'Ours' });
});

test('B5: an empty field is filled', () => {
  const rules = rulesFor('mobilePhone', ifEmpty);
  expect(history(rules, {}, { mobilePhone: '+491' })).toEqual({ mobilePhone: '+491' });
  expect(history(rules, { mobilePhone: '+491' }, () => ({}), { mobilePhone: '+491' })).toEqual({ mobilePhone: '+491' });
});

test('B6: what we wrote follows the list, and goes or stays with it as the rule says', () => {
  const first = { mobilePhone: '+491' };
  expect(history(rulesFor('mobilePhone', ifEmpty), first, { mobilePhone: '+492' })).toEqual({ mobilePhone: '+492' });
  expect(history(rulesFor('mobilePhone', ifEmpty), first, {})).toEqual({});
  expect(history(rulesFor('mobilePhone', ifEmptyLeave), first, {})).toEqual(first);
  expect(history(rulesFor('mobilePhone', ifEmptyLeave), first, {}, { mobilePhone: '+492' })).toEqual({
    mobilePhone: '+492',
  });
});

test('B7: what a person wrote stays, also if it is what the list says', () => {
  for (const rule of [ifEmpty, ifEmptyLeave]) {
    const rules = rulesFor('mobilePhone', rule);
    const theirs = edit({ mobilePhone: '+499' });
    expect(history(rules, { mobilePhone: '+491' }, theirs, { mobilePhone: '+492' }, {})).toEqual({
      mobilePhone: '+499',
    });
    expect(history(rules, theirs, { mobilePhone: '+499' }, { mobilePhone: '+492' })).toEqual({ mobilePhone: '+499' });
  }
});

test('B8: without readable marks of the same key nothing that is there was ours', () => {
  const rules = rulesFor('nickName', ifEmpty);
  const written = composeContent({ nickName: 'Ours' }, null, rules, key);
  const rewrite = (marks: string | null, hashKey = key) =>
    composeContent({ nickName: 'New' }, { ...written, marks }, rules, hashKey).fields.nickName;
  expect(rewrite(written.marks)).toBe('New');
  for (const marks of [null, '', '{', '[]', '{"v":2,"ours":""}', '{"v":1,"ours":"short"}', '{"v":1}']) {
    expect(rewrite(marks)).toBe('Ours');
  }
  expect(rewrite(written.marks, new Uint8Array(32))).toBe('Ours');
});

test('B9: a list or an address is one value: it is never mixed of ours and theirs', () => {
  const rules: WriteRules = {
    ...defaultWriteRules,
    fields: { businessPhones: ifEmpty, homeAddress: ifEmpty, emailAddresses: ifEmpty },
  };
  const theirs = {
    businessPhones: ['+498', '+499'],
    homeAddress: { city: 'Köln' },
    emailAddresses: [{ address: 'x@example.com' }],
  };
  const ours = {
    businessPhones: ['+491'],
    homeAddress: { street: 'A 1' },
    emailAddresses: [{ address: 'anna@example.com', name: 'Anna' }],
  };
  expect(history(rules, edit(theirs), ours)).toEqual(theirs);
  expect(history(rules, ours, edit({ businessPhones: ['+491', '+498'] }), {})).toEqual({
    businessPhones: ['+491', '+498'],
  });
  const returned = edit({ emailAddresses: [{ address: 'Anna@example.com', name: 'Anna M.' }] });
  expect(history(rules, ours, returned, {})).toEqual({});
});

test('B10: what stands below the delimiter line is the person’s', () => {
  const write = edit({ personalNotes: 'ours\r\n -- yours -- \r\n\r\ncall late\r\n-- yours --\r\nreally' });
  const kept = '\n\ncall late\n-- yours --\nreally';
  expect(history(notesRules, { personalNotes: 'ours' }, write, { personalNotes: 'new' })).toEqual({
    personalNotes: `new\n-- yours --${kept}`,
  });
  expect(history(notesRules, { personalNotes: 'ours' }, write, {})).toEqual({ personalNotes: `-- yours --${kept}` });
});

test('B11: a create shows where to write', () => {
  expect(history(notesRules, { personalNotes: 'ours' })).toEqual({ personalNotes: 'ours\n-- yours --' });
  expect(history(notesRules, {})).toEqual({ personalNotes: '-- yours --' });
});

test('B12: above the delimiter line the rule of the field holds', () => {
  const rules = (rule: FieldWrite): WriteRules => ({ ...notesRules, fields: { personalNotes: rule } });
  const above = edit({ personalNotes: 'theirs\n-- yours --\nmore' });
  expect(history(notesRules, above, { personalNotes: 'ours' }).personalNotes).toBe('ours\n-- yours --\nmore');
  expect(history(rules(ifEmpty), above, { personalNotes: 'ours' }).personalNotes).toBe('theirs\n-- yours --\nmore');
  expect(history(rules(leave), above, {}).personalNotes).toBe('theirs\n-- yours --\nmore');
  const equal = edit({ personalNotes: 'same\n-- yours --' });
  expect(history(rules(ifEmpty), equal, { personalNotes: 'same' }, {}).personalNotes).toBe('same\n-- yours --');
});

test('B13: without the delimiter line, what is behind ours goes below it again', () => {
  const ours = { personalNotes: 'one\ntwo' };
  const deleted = edit({ personalNotes: 'one\ntwo\n\ncall late' });
  expect(history(notesRules, ours, deleted, { personalNotes: 'new' }).personalNotes).toBe(
    'new\n-- yours --\ncall late',
  );
  expect(history(notesRules, edit(ours), ours).personalNotes).toBe('one\ntwo\n-- yours --');
});

test('B14: without the delimiter line and with ours changed, everything goes below it', () => {
  const changed = edit({ personalNotes: 'one\n2\ncall late' });
  const { personalNotes } = history(notesRules, { personalNotes: 'one\ntwo' }, changed, { personalNotes: 'new' });
  expect(personalNotes).toBe('new\n-- yours --\none\n2\ncall late');
});

test('B15: a line of ours that looks like the delimiter is left out', () => {
  const ours = { personalNotes: 'one\n-- yours --\ntwo' };
  expect(history(notesRules, ours, ours).personalNotes).toBe('one\ntwo\n-- yours --');
});

test('B16: the person’s categories stay, ours go with the list', () => {
  const theirs = (there: ContactFields) => ({ categories: [...(there.categories ?? []), 'Tennis'] });
  expect(history(adding, { categories: ['A', 'B'] }, theirs, { categories: ['B', 'C'] })).toEqual({
    categories: ['B', 'Tennis', 'C'],
  });
  expect(history(adding, { categories: ['A'] }, theirs, {})).toEqual({ categories: ['Tennis'] });
  expect(history({ ...adding, fields: { categories: leave } }, { categories: ['A'] }, theirs, {})).toEqual({
    categories: ['A', 'Tennis'],
  });
  expect(history(defaultWriteRules, { categories: ['A'] }, theirs, { categories: ['A'] })).toEqual({
    categories: ['A'],
  });
});

test('B17: a category that was there before us is the person’s', () => {
  expect(history(adding, edit({ categories: ['A'] }), { categories: ['A'] }, {})).toEqual({ categories: ['A'] });
});

test('B18: categories that differ in case are one, written as it is there', () => {
  expect(history(adding, edit({ categories: ['vip'] }), { categories: ['VIP'] })).toEqual({ categories: ['vip'] });
});

test('B19: marks are bounded, and what is not marked counts as the person’s', () => {
  const categories = Array.from({ length: 200 }, (_, index) => `category ${index}`);
  const { marks } = composeContent(
    { categories, nickName: 'A' },
    null,
    { ...adding, fields: { nickName: ifEmpty } },
    key,
  );
  expect(marks?.length).toBeLessThanOrEqual(1000);
  expect(history(adding, { categories }, {}).categories).toHaveLength(80);
});

test('a create is composed anew for other rules and another key', () => {
  const wanted = { nickName: 'Ours', personalNotes: 'ours' };
  const rules = rulesFor('nickName', ifEmpty);
  const first = composeContent(wanted, null, rules, key);
  expect(composeContent(wanted, null, notesRules, key).fields.personalNotes).toBe('ours\n-- yours --');
  const otherKey = composeContent(wanted, null, rules, new Uint8Array(32));
  expect(otherKey.fields).toEqual(first.fields);
  expect(otherKey.marks).not.toBe(first.marks);
  expect(composeContent(wanted, null, rules, key)).toEqual(first);
});

test('the schema takes the default rules, and refuses unknown fields and delimiters that are no line', () => {
  expect(writeRulesSchema.parse(defaultWriteRules)).toEqual(defaultWriteRules);
  const rules = { fields: { nickName: ifEmpty }, notesDelimiter: '---', categories: 'add' };
  expect(writeRulesSchema.parse(rules)).toEqual(rules);
  expect(writeRulesSchema.safeParse({ ...rules, fields: { nickname: ifEmpty } }).success).toBe(false);
  for (const notesDelimiter of ['', ' ', 'a\nb', 'x'.repeat(101)]) {
    expect(writeRulesSchema.safeParse({ ...rules, notesDelimiter }).success).toBe(false);
  }
});
