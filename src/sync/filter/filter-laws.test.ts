import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { compileFilter, createFilterCounts, type FilterStep } from './filter.ts';
import { anyCondition, anyInput, someGroups } from './filter-input.test-fixture.ts';

const anySteps: fc.Arbitrary<readonly FilterStep[]> = fc.array(
  fc.record({ action: fc.constantFrom('include' as const, 'exclude' as const), where: anyCondition }),
  { maxLength: 4 },
);
const everything = { kind: 'all', of: [] } as const;

test.prop([anySteps, anyInput])('a filter has a verdict for any record', (steps, input) => {
  const { listed, step } = compileFilter(steps, someGroups)(input);
  expect(listed).toBe(step === null ? steps[0]?.action !== 'include' : steps[step]?.action === 'include');
});

test.prop([anyCondition, anyInput])('to include all and exclude some is to include the others', (where, input) => {
  const isListed = (...steps: FilterStep[]) => compileFilter(steps, someGroups)(input).listed;
  const others = isListed({ action: 'include', where: { kind: 'not', of: where } });
  expect(isListed({ action: 'include', where: everything }, { action: 'exclude', where })).toBe(others);
  expect(isListed({ action: 'exclude', where })).toBe(others);
});

test.prop([anySteps, fc.array(anyInput, { maxLength: 6 })])('the order of records does not matter', (steps, inputs) => {
  const judge = compileFilter(steps, someGroups);
  const forwards = inputs.map(judge);
  expect(inputs.toReversed().map(judge).reverse()).toEqual(forwards);
});

test.prop([anySteps, fc.array(anyInput, { maxLength: 6 })])('counts agree with verdicts', (steps, inputs) => {
  const judge = compileFilter(steps, someGroups);
  const { see, counts } = createFilterCounts(steps, someGroups);
  expect(inputs.map(see)).toEqual(inputs.map(judge));
  const listed = inputs.filter((input) => judge(input).listed).length;
  expect(counts().records).toBe(inputs.length);
  expect(counts().steps.at(-1)?.listedAfter ?? listed).toBe(listed);
});
