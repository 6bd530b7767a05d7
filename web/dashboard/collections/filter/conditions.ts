import { type Condition, entryKinds, type FilterStep } from '../definition.ts';

export type ConditionKind = Condition['kind'];
export type FieldCondition = Extract<Condition, { readonly kind: 'field' }>;
export type FieldTest = FieldCondition['is'];

export const fieldTests = [
  'equal',
  'not-equal',
  'in',
  'contains',
  'starts-with',
  'ends-with',
  'present',
  'missing',
] as const satisfies readonly FieldTest[];

export const flagKinds = ['has-phone', 'has-mail', 'licensed', 'enabled', 'hidden'] as const;
export type FlagKind = (typeof flagKinds)[number];

/** Kinds by what they look at. */
export const kindGroups = {
  person: ['field', 'has-phone', 'has-mail', 'domain', 'group', 'source'],
  account: ['entry', 'licensed', 'enabled', 'hidden'],
  combine: ['all', 'any', 'not'],
  expert: ['expression', 'opath'],
} as const satisfies Record<string, readonly ConditionKind[]>;

export const kindGroupNames = ['person', 'account', 'combine', 'expert'] as const;

/** A condition of a kind to begin with. What was there goes into one that combines. */
export function conditionOf(kind: ConditionKind, before: Condition): Condition {
  switch (kind) {
    case 'field':
      return { kind, field: 'department', is: 'equal', values: [] };
    case 'entry':
      return { kind, is: entryKinds.slice(0, 1) };
    case 'enabled':
    case 'licensed':
    case 'hidden':
    case 'has-phone':
    case 'has-mail':
      return { kind, is: true };
    case 'domain':
    case 'source':
      return { kind, in: [] };
    case 'group':
      return { kind, groupId: '' };
    case 'expression':
      return { kind, expression: '' };
    case 'opath':
      return { kind, filter: '' };
    case 'all':
    case 'any':
      return { kind, of: partsOf(before) };
    case 'not':
      return { kind, of: before.kind === 'not' ? before.of : before };
  }
}

function partsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' || condition.kind === 'any' ? condition.of : [condition];
}

/** Another test of a field, with as many values as it takes. */
export function withTest({ kind, field, values = [] }: FieldCondition, is: FieldTest): FieldCondition {
  switch (is) {
    case 'present':
    case 'missing':
      return { kind, field, is };
    case 'equal':
    case 'not-equal':
      return { kind, field, is, values: values.slice(0, 1) };
    case 'in':
    case 'starts-with':
    case 'ends-with':
    case 'contains':
      return { kind, field, is, values };
  }
}

export function takesOneValue(is: FieldTest): boolean {
  return is === 'equal' || is === 'not-equal';
}

export function takesValues(is: FieldTest): boolean {
  return is !== 'present' && is !== 'missing';
}

/** Is everything there that it needs to be counted? Whether an expression is right, the server tells. */
export function isComplete(condition: Condition): boolean {
  switch (condition.kind) {
    case 'field': {
      const values = condition.values ?? [];
      return (
        condition.field !== '' &&
        (!takesValues(condition.is) || (values.length > 0 && values.every((value) => value.trim() !== '')))
      );
    }
    case 'entry':
      return condition.is.length > 0;
    case 'enabled':
    case 'licensed':
    case 'hidden':
    case 'has-phone':
    case 'has-mail':
      return true;
    case 'domain':
    case 'source':
      return condition.in.length > 0;
    case 'group':
      return condition.groupId !== '';
    case 'expression':
      return condition.expression.trim() !== '';
    case 'opath':
      return condition.filter.trim() !== '';
    case 'all':
    case 'any':
      return condition.of.length > 0 && condition.of.every(isComplete);
    case 'not':
      return isComplete(condition.of);
  }
}

/** The steps that can be counted, and where each is among all. */
export function countedSteps(filter: readonly FilterStep[]): {
  readonly steps: readonly FilterStep[];
  readonly places: readonly number[];
} {
  const places = filter.flatMap(({ where }, index) => (isComplete(where) ? [index] : []));
  return { steps: filter.filter(({ where }) => isComplete(where)), places };
}

/** A filter that lists exactly whom the other does not; null: it leaves nobody out. */
export function outsideOf(filter: readonly FilterStep[]): readonly FilterStep[] | null {
  const [first, ...others] = filter;
  if (first === undefined) return null;
  const begin: Condition = first.action === 'include' ? first.where : { kind: 'not', of: first.where };
  const listed = others.reduce<Condition>(
    (before, { action, where }) =>
      action === 'include'
        ? { kind: 'any', of: [before, where] }
        : { kind: 'all', of: [before, { kind: 'not', of: where }] },
    begin,
  );
  return [{ action: 'exclude', where: listed }];
}
