import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { type DraftFields, fieldNames, listLimits } from './contact-fields.ts';
import type { ContactFields } from './items.ts';
import { normalizeFields } from './normalize.ts';
import { sameContent } from './same-content.ts';
import { composeContent, defaultWriteRules, type FieldWrite, type WriteRules } from './write-rules.ts';

const key = new Uint8Array(32).fill(3);

/** The list's words and the person's: what is whose can be told in the end. */
const contents = (word: fc.Arbitrary<string>, notes: fc.Arbitrary<string>): fc.Arbitrary<ContactFields> =>
  fc
    .record(
      {
        displayName: word,
        fileAs: word,
        nickName: word,
        mobilePhone: word,
        personalNotes: notes,
        emailAddresses: fc.array(fc.record({ address: word, name: word }), { maxLength: 3 }),
        businessPhones: fc.array(word, { maxLength: 2 }),
        homeAddress: fc.record({ city: word, street: word }, { requiredKeys: [] }),
        categories: fc.uniqueArray(word, { maxLength: 3, selector: (name) => name.trim().toLowerCase() }),
      },
      { requiredKeys: [] },
    )
    .map(normalizeFields);

const ourWord = fc.constantFrom('our a', 'our B', 'our c\r\nd', '');
const ourNotes = fc
  .array(fc.constantFrom('our a', 'our b', '---', ''), { maxLength: 4 })
  .map((lines) => lines.join('\n'));
const ours = contents(ourWord, ourNotes);
const theirLines = fc.array(fc.constantFrom('their a', ' their b', '---', 'our a', ''), { maxLength: 4 });
const theirs = contents(
  fc.constantFrom('their a', 'their B', ''),
  fc.tuple(theirLines, fc.constantFrom('\n', '\r\n')).map(([lines, lineBreak]) => lines.join(lineBreak)),
);

const fieldRule: fc.Arbitrary<FieldWrite> = fc.record({
  write: fc.constantFrom('overwrite', 'if-empty'),
  whenEmpty: fc.constantFrom('clear', 'leave'),
});
const rulesOf = (rule: fc.Arbitrary<FieldWrite>): fc.Arbitrary<WriteRules> =>
  fc.record({
    fields: fc.dictionary(fc.constantFrom(...fieldNames), rule, { minKeys: 0, maxKeys: 46 }),
    notesDelimiter: fc.option(fc.constant('---')),
    categories: fc.constantFrom('replace', 'add'),
  });
const anyRules = rulesOf(fieldRule);

/** Every field by one rule, notes with a line of the person's, categories added. */
const allBy = (rule: FieldWrite): WriteRules => ({
  fields: Object.fromEntries(fieldNames.map((name) => [name, rule])),
  notesDelimiter: '---',
  categories: 'add',
});

const current = fc.option(fc.record({ fields: fc.oneof(ours, theirs), written: ours }));

test.prop([anyRules, current, ours])('composing again what came of it changes nothing', (rules, before, wanted) => {
  const there =
    before === null ? null : { fields: before.fields, marks: composeContent(before.written, null, rules, key).marks };
  const once = composeContent(wanted, there, rules, key);
  expect(composeContent(wanted, once, rules, key)).toEqual(once);
  expect(normalizeFields(once.fields)).toEqual(once.fields);
});

test.prop([ours, theirs, anyRules])(
  'by default, and into nothing, what is written is what is wanted',
  (wanted, there, rules) => {
    expect(composeContent(wanted, { fields: there, marks: null }, defaultWriteRules, key).fields).toEqual(wanted);
    const { personalNotes: _, ...created } = composeContent(wanted, null, rules, key).fields;
    const { personalNotes: __, ...rest } = wanted;
    expect(created).toEqual(rest);
  },
);

test.prop([fc.array(ours, { maxLength: 5 }), theirs, fc.nat(5), fc.boolean()])(
  'what a person wrote survives any history of the list',
  (history, person, when, leaves) => {
    const rules = allBy({ write: 'if-empty', whenEmpty: leaves ? 'leave' : 'clear' });
    let content = composeContent({}, null, rules, key);
    const below = person.personalNotes ?? '';
    const write = (fields: ContactFields): ContactFields => {
      const [above = ''] = (fields.personalNotes ?? '').split(/^---$/m);
      return normalizeFields({
        ...fields,
        ...person,
        personalNotes: `${above}---\n${below}`,
        categories: [...(fields.categories ?? []), ...(person.categories ?? [])],
      });
    };
    [...history.slice(0, when), null, ...history.slice(when)].forEach((wanted) => {
      if (wanted === null) content = { ...content, fields: write(content.fields) };
      else content = composeContent(wanted, content, rules, key);
    });
    const { personalNotes, categories, ...values } = person;
    expect(content.fields).toMatchObject(values);
    expect(content.fields.categories ?? []).toEqual(expect.arrayContaining([...(categories ?? [])]));
    const lines = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();
    expect(lines(content.fields.personalNotes ?? '').endsWith(lines(`---\n${below}`))).toBe(true);
  },
);

test.prop([fc.array(ours, { minLength: 1, maxLength: 5 }), theirs])(
  'a person who deletes the delimiter line loses nothing of their own',
  (history, person) => {
    const rules: WriteRules = { ...defaultWriteRules, notesDelimiter: '---' };
    const [first = {}, ...later] = history;
    let content = composeContent(first, null, rules, key);
    const own = (person.personalNotes ?? '').split(/\r?\n/).filter((line) => line.trim() !== '---' && line !== 'our a');
    const lines = [...(content.fields.personalNotes ?? '').split('\n').filter((line) => line !== '---'), ...own];
    content = { ...content, fields: normalizeFields({ ...content.fields, personalNotes: lines.join('\n') }) };
    for (const wanted of later) content = composeContent(wanted, content, rules, key);
    for (const line of own) expect(content.fields.personalNotes ?? '').toContain(line.trim());
  },
);

test.prop([fc.array(ours, { maxLength: 5 }), fc.boolean()])(
  'nothing of ours survives what the list no longer has, where it is cleared',
  (history, ifEmpty) => {
    const rules = allBy({ write: ifEmpty ? 'if-empty' : 'overwrite', whenEmpty: 'clear' });
    let content = composeContent({}, null, rules, key);
    for (const wanted of history) content = composeContent(wanted, content, rules, key);
    expect(composeContent({}, content, rules, key)).toEqual({ fields: { personalNotes: '---' }, marks: null });
  },
);

test.prop([anyRules, ours, theirs])('list limits hold, and marks are short', (rules, wanted, there) => {
  const { fields, marks } = composeContent(wanted, { fields: there, marks: null }, rules, key);
  for (const name of ['emailAddresses', 'businessPhones', 'homePhones', 'imAddresses'] as const) {
    expect(fields[name]?.length ?? 0).toBeLessThanOrEqual(listLimits[name]);
  }
  expect(marks?.length ?? 0).toBeLessThanOrEqual(1000);
});

test.prop([anyRules, ours])('what a mailbox makes of line breaks and names is still ours', (rules, wanted) => {
  const once = composeContent(wanted, null, rules, key);
  const returned: DraftFields = { ...once.fields };
  if (once.fields.personalNotes !== undefined)
    returned.personalNotes = once.fields.personalNotes.replaceAll('\n', ' \r\n');
  if (once.fields.emailAddresses !== undefined) {
    returned.emailAddresses = once.fields.emailAddresses.map(({ address }) => ({ address: address.toUpperCase() }));
  }
  const again = composeContent(wanted, { ...once, fields: returned }, rules, key);
  expect(again.marks).toBe(once.marks);
  expect(sameContent(again.fields, once.fields)).toBe(true);
});
