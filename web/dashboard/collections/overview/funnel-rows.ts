import type { CollectionPreview } from '../definition.ts';
import { leftOut } from '../left-out.ts';

/** One stage on the way from the sources to the list. */
export type FunnelRow =
  /** `out`: why entries stay out by the rules of the source. */
  | {
      readonly kind: 'source';
      readonly key: string;
      readonly sourceId: string;
      readonly before: number;
      readonly after: number;
      readonly out: readonly { readonly rule: string; readonly count: number }[];
    }
  | { readonly kind: 'records'; readonly key: string; readonly before: number; readonly after: number }
  | {
      readonly kind: 'step';
      readonly key: string;
      readonly step: number;
      readonly matched: number;
      readonly before: number;
      readonly after: number;
    }
  | { readonly kind: 'items'; readonly key: string; readonly before: number; readonly after: number };

/**
 * The stages in their order: each source with its rules, all entries together, each step of the filter, the people.
 * @param beginsEmpty The first step includes: before it nobody is on the list.
 */
export function funnelRows(
  { sources, records, steps, items }: CollectionPreview,
  beginsEmpty: boolean,
): readonly FunnelRow[] {
  const ofSources = sources.map(({ sourceId, entries, byRule }): FunnelRow => {
    const out = leftOut(byRule);
    return { kind: 'source', key: `source ${sourceId}`, sourceId, before: entries, after: byRule.listed ?? 0, out };
  });
  const start = beginsEmpty ? 0 : records;
  const ofSteps = steps.map(
    ({ matched, listedAfter }, step): FunnelRow => ({
      kind: 'step',
      key: `step ${step}`,
      step,
      matched,
      before: steps[step - 1]?.listedAfter ?? start,
      after: listedAfter,
    }),
  );
  const left = steps.at(-1)?.listedAfter ?? records;
  return [
    ...ofSources,
    ...(sources.length > 1 ? [{ kind: 'records', key: 'records', before: records, after: records } as const] : []),
    ...ofSteps,
    { kind: 'items', key: 'items', before: left, after: items },
  ];
}
