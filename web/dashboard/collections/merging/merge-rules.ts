import { type FieldName, isListField } from '../../fields/field-names.ts';
import type { Collection, FieldMerge } from '../definition.ts';

/** Whose value a field has, as a person chooses it. */
export type MergeChoice = 'all' | 'first' | 'order';

type Fields = Collection['merge']['fields'];

export function choiceOf(rule: FieldMerge): MergeChoice {
  if (rule.kind === 'all') return 'all';
  return rule.order === undefined ? 'first' : 'order';
}

/** What can be chosen: only a list has the values of all. */
export function choicesFor(field: FieldName): readonly MergeChoice[] {
  return isListField(field) ? ['all', 'first', 'order'] : ['first', 'order'];
}

/** @param sourceIds By priority: an order of its own begins with it. */
export function ruleOf(choice: MergeChoice, sourceIds: readonly string[]): FieldMerge {
  switch (choice) {
    case 'all':
      return { kind: 'all' };
    case 'first':
      return { kind: 'first' };
    case 'order':
      return { kind: 'first', order: sourceIds };
  }
}

/** The sources in the order in which a rule asks them: those that it does not name come after. */
export function orderOf(rule: FieldMerge, sourceIds: readonly string[]): readonly string[] {
  const named = rule.kind === 'first' ? (rule.order ?? []).filter((id) => sourceIds.includes(id)) : [];
  return [...named, ...sourceIds.filter((id) => !named.includes(id))];
}

export function withRule(fields: Fields, field: FieldName, rule: FieldMerge): Fields {
  return { ...fields, [field]: rule };
}

export function withoutRule(fields: Fields, field: FieldName): Fields {
  const { [field]: _, ...others } = fields;
  return others;
}
