import { expect, test } from 'vitest';
import { savedCollection as saved } from './collection.test-fixture.ts';
import { changeDraft, changedParts, isOutdated, rebaseDraft } from './draft.ts';

const filter = [{ action: 'exclude', where: { kind: 'has-phone', is: false } }] as const;
const otherFilter = [{ action: 'include', where: { kind: 'licensed', is: true } }] as const;
const phones = { defaultCountry: 'AT', extensions: [] };

test('a change begins a draft, and taking it back ends it', () => {
  const draft = changeDraft(null, saved, { filter });
  expect(draft).toEqual({ base: saved, current: { ...saved, filter } });
  expect(changeDraft(draft, saved, { filter: [] })).toBeNull();
});

test('a draft stays on what it began with, whatever is saved meanwhile', () => {
  const draft = changeDraft(null, saved, { filter });
  const again = changeDraft(draft, { ...saved, sourceIds: ['people'] }, { filter: otherFilter });
  expect(again?.base).toBe(saved);
  expect(again?.current.sourceIds).toEqual(saved.sourceIds);
});

test('names the parts that changed; another order of sources is a matter of merging', () => {
  expect(changedParts(saved, saved)).toEqual([]);
  expect(changedParts(saved, { ...saved, sourceIds: ['partners', 'people'] })).toEqual(['merging']);
  expect(changedParts(saved, { ...saved, sourceIds: ['people'] })).toEqual(['sources', 'merging']);
  expect(changedParts(saved, { ...saved, mapping: { fields: {}, phones } })).toEqual(['phones']);
  expect(
    changedParts(saved, { ...saved, mapping: { ...saved.mapping, fields: { birthday: { kind: 'take' } } } }),
  ).toEqual(['mapping']);
});

test('what others saved in other parts is kept, and what both changed is told', () => {
  const draft = { base: saved, current: { ...saved, filter } };
  const theirs = { ...saved, mapping: { fields: {}, phones } };
  expect(isOutdated(draft, saved)).toBe(false);
  expect(isOutdated(draft, theirs)).toBe(true);
  expect(isOutdated(draft, draft.current)).toBe(false);
  expect(rebaseDraft(draft, theirs)).toEqual({
    draft: { base: theirs, current: { ...theirs, filter } },
    clashes: [],
  });
  expect(rebaseDraft(draft, { ...saved, filter: otherFilter })).toMatchObject({
    draft: { current: { filter } },
    clashes: ['filter'],
  });
});

test('limits and rules of fields are merged one by one', () => {
  const limits = (guards: Partial<typeof saved.guards>) => ({ ...saved, guards: { ...saved.guards, ...guards } });
  const mine = { base: saved, current: limits({ maxDeletes: 500 }) };
  expect(rebaseDraft(mine, limits({ maxItems: 15_000 }))).toMatchObject({
    draft: { current: { guards: { maxDeletes: 500, maxItems: 15_000 } } },
    clashes: [],
  });
  expect(rebaseDraft(mine, limits({ maxDeletes: 1 })).clashes).toEqual(['guards']);

  const rules = (fields: typeof saved.mapping.fields) => ({ ...saved, mapping: { ...saved.mapping, fields } });
  const [title, name] = [{ title: { kind: 'omit' } }, { nickName: { kind: 'omit' } }] as const;
  const removed = { base: rules(title), current: rules({}) };
  expect(rebaseDraft(removed, rules({ ...title, ...name })).draft.current.mapping.fields).toEqual(name);
});
