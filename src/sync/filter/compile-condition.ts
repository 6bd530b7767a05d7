import { normalizeText } from '../normalize.ts';
import { type Condition, entryKinds, type FieldTest, type FilterInput, type GroupMembers } from './condition.ts';
import { compileExpression } from './expression.ts';
import { FilterError } from './filter-error.ts';
import { membersOf } from './group-members.ts';
import { translateOpath } from './opath.ts';
import { domainFault, domainTest, fieldFault, fieldReader, foldCase, hasMail, hasPhone } from './record-facts.ts';

export type Predicate = (input: FilterInput) => boolean;

/**
 * Makes a condition decidable: everything that can be wrong with it is found here, not while records stream through.
 *
 * @throws {FilterError} `condition-invalid`, `expression-invalid`, `opath-invalid`, `group-unknown`.
 * @see docs/sync-model.md#filters, rows K6-K19
 */
export function compileCondition(condition: Condition, groups: GroupMembers): Predicate {
  switch (condition.kind) {
    case 'field':
      return compileField(condition);
    case 'entry': {
      const unknown = condition.is.some((kind) => !entryKinds.includes(kind));
      if (unknown) throw new FilterError('condition-invalid', `entry: a kind is none of ${entryKinds.join(', ')}`);
      return ({ record }) => condition.is.includes(record.kind);
    }
    case 'enabled':
      return ({ record }) => record.enabled === condition.is;
    case 'licensed':
      return ({ record }) => record.licensed === condition.is;
    case 'hidden':
      return ({ record }) => record.hiddenFromLists === condition.is;
    case 'has-phone':
      return ({ record }) => hasPhone(record) === condition.is;
    case 'has-mail':
      return ({ record }) => hasMail(record) === condition.is;
    case 'domain': {
      const fault = condition.in.map(domainFault).find((message) => message !== null);
      if (fault !== undefined) throw new FilterError('condition-invalid', `domain: ${fault}`);
      const isOf = domainTest(condition.in);
      return ({ record }) => isOf(record);
    }
    case 'group': {
      const members = membersOf(condition.groupId, groups);
      return ({ record }) => members.has(record.itemId);
    }
    case 'source':
      return ({ sourceId }) => condition.in.includes(sourceId);
    case 'expression': {
      const { groupIds, matches } = compileExpression(condition.expression);
      for (const groupId of groupIds) membersOf(groupId, groups);
      return (input) => matches(input, groups);
    }
    case 'opath':
      return compileCondition(translateOpath(condition.filter), groups);
    case 'all': {
      const parts = condition.of.map((part) => compileCondition(part, groups));
      return (input) => parts.every((isTrue) => isTrue(input));
    }
    case 'any': {
      const parts = condition.of.map((part) => compileCondition(part, groups));
      return (input) => parts.some((isTrue) => isTrue(input));
    }
    case 'not': {
      const part = compileCondition(condition.of, groups);
      return (input) => !part(input);
    }
  }
}

type FieldCondition = Extract<Condition, { readonly kind: 'field' }>;

/** What is wrong with a condition on a field, in which part of it, and the remedy; null: nothing. */
export function fieldConditionFault({
  field,
  is,
  values,
}: FieldCondition): { readonly part: 'field' | 'values'; readonly message: string } | null {
  const fault = fieldFault(field);
  if (fault !== null) return { part: 'field', message: fault };
  if (is === 'present' || is === 'missing') {
    return values === undefined ? null : { part: 'values', message: `${is} compares with nothing: remove the values` };
  }
  if (values === undefined || values.length === 0) {
    return { part: 'values', message: `${is} needs a value to compare with` };
  }
  if ((is === 'equal' || is === 'not-equal') && values.length > 1) {
    return { part: 'values', message: `${is} needs one value: use in for several, or not around it` };
  }
  if (values.some((value) => normalizeText(value) === undefined)) {
    return { part: 'values', message: 'a value is empty: use present or missing' };
  }
  return null;
}

function compileField(condition: FieldCondition): Predicate {
  const fault = fieldConditionFault(condition);
  if (fault !== null)
    throw new FilterError('condition-invalid', `${fault.part} of ${condition.field}: ${fault.message}`);
  const read = fieldReader(condition.field);
  const test = textTest(condition.is, condition.values ?? []);
  return ({ record }) => test(read(record).map(foldCase));
}

/** Spaces count where a text goes on: `Head ` begins `Head of Sales`, but not `Header`. */
function textTest(is: FieldTest, values: readonly string[]): (texts: readonly string[]) => boolean {
  const folded = values.map((value) => foldCase(value.toWellFormed()));
  switch (is) {
    case 'present':
      return (texts) => texts.length > 0;
    case 'missing':
      return (texts) => texts.length === 0;
    case 'equal':
    case 'in': {
      const wanted = new Set(folded.map((value) => value.trim()));
      return (texts) => texts.some((text) => wanted.has(text));
    }
    case 'not-equal': {
      const unwanted = new Set(folded.map((value) => value.trim()));
      return (texts) => !texts.some((text) => unwanted.has(text));
    }
    case 'starts-with': {
      const starts = folded.map((value) => value.trimStart());
      return (texts) => texts.some((text) => starts.some((start) => text.startsWith(start)));
    }
    case 'ends-with': {
      const ends = folded.map((value) => value.trimEnd());
      return (texts) => texts.some((text) => ends.some((end) => text.endsWith(end)));
    }
    case 'contains':
      return (texts) => texts.some((text) => folded.some((part) => text.includes(part)));
  }
}
