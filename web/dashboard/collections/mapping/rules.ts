import { type FieldName, isAddressField, isFieldName } from '../../fields/field-names.ts';
import type { FieldRule, Mapping } from '../definition.ts';

/** What a person chooses for a field. `same`: the source's value of the same field. */
export type RuleChoice = 'same' | 'from' | 'fixed' | 'template' | 'omit';

type Fields = Mapping['fields'];

/** What goes into a field without a rule of its own: only a birthday is left out. */
export function defaultRule(field: FieldName): FieldRule {
  return field === 'birthday' ? { kind: 'omit' } : { kind: 'take' };
}

export function ruleFor(fields: Fields, field: FieldName): FieldRule {
  return fields[field] ?? defaultRule(field);
}

export function choiceOf(rule: FieldRule): RuleChoice {
  switch (rule.kind) {
    case 'take':
      return rule.from === undefined ? 'same' : 'from';
    case 'fixed':
    case 'template':
    case 'omit':
      return rule.kind;
  }
}

/** What fits a field: addresses are taken as a whole, dates are no text. */
export function choicesFor(field: FieldName): readonly RuleChoice[] {
  if (isAddressField(field)) return ['same', 'from', 'omit'];
  if (field === 'birthday') return ['same', 'from', 'fixed', 'omit'];
  return ['same', 'from', 'fixed', 'template', 'omit'];
}

/** A rule to begin with; a template begins with what the field has. */
export function ruleOf(choice: RuleChoice, field: FieldName): FieldRule {
  switch (choice) {
    case 'same':
      return { kind: 'take' };
    case 'from':
      return { kind: 'take', from: '' };
    case 'fixed':
      return { kind: 'fixed', value: '' };
    case 'template':
      return { kind: 'template', template: `{${field}}` };
    case 'omit':
      return { kind: 'omit' };
  }
}

/** What is the default anyway is no rule. */
export function withRule(fields: Fields, field: FieldName, rule: FieldRule): Fields {
  const { [field]: _, ...others } = fields;
  const usual = defaultRule(field);
  const isUsual = rule.kind === usual.kind && !('from' in rule);
  return isUsual ? others : { ...others, [field]: rule };
}

/** Is everything there that it needs to be tried? */
export function isComplete(rule: FieldRule): boolean {
  switch (rule.kind) {
    case 'take':
      return rule.from !== '';
    case 'fixed':
      return rule.value.trim() !== '';
    case 'template':
      return rule.template.trim() !== '';
    case 'omit':
      return true;
  }
}

/** Without rules that are not complete. */
export function completeRules(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, rule]) => isComplete(rule)));
}

/** What may go into a field: an address from addresses only, and nothing else from a whole address. */
export function canTake(field: FieldName, name: string): boolean {
  if (name === field) return false;
  if (isAddressField(field)) return isAddressField(name);
  if (isAddressField(name)) return false;
  if (field === 'birthday') return !isFieldName(name);
  return true;
}

/** A text with a name put in at a place, and where the caret is then. */
export function insertName(
  template: string,
  at: number,
  name: string,
): { readonly template: string; readonly caret: number } {
  const inserted = `{${name}}`;
  return { template: template.slice(0, at) + inserted + template.slice(at), caret: at + inserted.length };
}
