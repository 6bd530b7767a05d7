import { z } from 'zod';
import { compileCondition, type Predicate } from './compile-condition.ts';
import type { Condition, FilterInput, GroupMembers } from './condition.ts';
import { conditionSchema } from './condition-schema.ts';
import { compileExpression } from './expression.ts';

export type { Condition, FilterInput, GroupMembers };

/** Puts the records that match on the list, or takes them off it. */
export interface FilterStep {
  readonly action: 'include' | 'exclude';
  readonly where: Condition;
}

/** A step as configuration gives it; an expression or recipient filter that is not understood is refused. */
export const filterStepSchema: z.ZodType<FilterStep> = z.strictObject({
  action: z.enum(['include', 'exclude']),
  where: conditionSchema,
});

export interface FilterVerdict {
  readonly listed: boolean;
  /** Index of the step that decided; null: no step spoke. */
  readonly step: number | null;
}

/**
 * Group ids that the steps look at, whose members are to be read before.
 *
 * @returns Each once, in the order in which they are named.
 * @throws {FilterError} `expression-invalid`
 */
export function groupsOf(steps: readonly FilterStep[]): readonly string[] {
  return [...new Set(steps.flatMap(({ where }) => groupsOfCondition(where)))];
}

function groupsOfCondition(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'group':
      return [condition.groupId];
    case 'expression':
      return compileExpression(condition.expression).groupIds;
    case 'all':
    case 'any':
      return condition.of.flatMap(groupsOfCondition);
    case 'not':
      return groupsOfCondition(condition.of);
    case 'field':
    case 'entry':
    case 'enabled':
    case 'licensed':
    case 'hidden':
    case 'has-phone':
    case 'has-mail':
    case 'domain':
    case 'source':
    case 'opath':
      return [];
  }
}

/**
 * Makes steps decide which records are on the list: the last step that matches a record decides. Before the first step
 * nothing is on the list if it is an include, otherwise everything.
 *
 * @param groups Members of every group of `groupsOf(steps)`.
 * @throws {FilterError} `condition-invalid`, `expression-invalid`, `opath-invalid`, `group-unknown`.
 * @see docs/sync-model.md#filters, rows K1-K5
 */
export function compileFilter(
  steps: readonly FilterStep[],
  groups: GroupMembers,
): (input: FilterInput) => FilterVerdict {
  const compiled = compileSteps(steps, groups);
  const listedBefore = isListedBefore(steps);
  return (input) => {
    const step = compiled.findLastIndex(({ matches }) => matches(input));
    return step < 0 ? { listed: listedBefore, step: null } : { listed: compiled[step]?.lists ?? listedBefore, step };
  };
}

/** How many records each step matched, and how many were on the list after it. */
export interface FilterCounts {
  readonly records: number;
  /** In the order of the steps. */
  readonly steps: readonly { readonly matched: number; readonly listedAfter: number }[];
}

/**
 * Counts what each step does while records stream through.
 *
 * @throws {FilterError} As `compileFilter`.
 * @see docs/sync-model.md#filters, row K20
 */
export function createFilterCounts(
  steps: readonly FilterStep[],
  groups: GroupMembers,
): { see(input: FilterInput): FilterVerdict; counts(): FilterCounts } {
  const compiled = compileSteps(steps, groups).map((step) => ({ ...step, matched: 0, listedAfter: 0 }));
  const listedBefore = isListedBefore(steps);
  let records = 0;
  return {
    see(input) {
      let verdict: FilterVerdict = { listed: listedBefore, step: null };
      compiled.forEach((step, index) => {
        if (step.matches(input)) {
          step.matched += 1;
          verdict = { listed: step.lists, step: index };
        }
        if (verdict.listed) step.listedAfter += 1;
      });
      records += 1;
      return verdict;
    },
    counts: () => ({ records, steps: compiled.map(({ matched, listedAfter }) => ({ matched, listedAfter })) }),
  };
}

interface CompiledStep {
  readonly lists: boolean;
  readonly matches: Predicate;
}

function compileSteps(steps: readonly FilterStep[], groups: GroupMembers): readonly CompiledStep[] {
  return steps.map(({ action, where }) => ({ lists: action === 'include', matches: compileCondition(where, groups) }));
}

function isListedBefore(steps: readonly FilterStep[]): boolean {
  return steps[0]?.action !== 'include';
}
