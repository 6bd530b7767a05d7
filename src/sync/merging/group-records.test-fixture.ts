import { type AmbiguousMatch, type Candidate, createRecordGrouping, type RecordGroup } from './group-records.ts';
import type { MatchBy } from './match.ts';

/** All groups of some candidates, as lists. */
export function groupRecords(
  candidates: Iterable<Candidate>,
  priority: readonly string[],
  by: readonly MatchBy[],
): { readonly groups: readonly RecordGroup[]; readonly ambiguous: readonly AmbiguousMatch[] } {
  const grouping = createRecordGrouping(priority, by);
  for (const candidate of candidates) grouping.add(candidate);
  const { groups, ambiguous } = grouping.group();
  return { groups: [...groups], ambiguous: [...ambiguous] };
}
