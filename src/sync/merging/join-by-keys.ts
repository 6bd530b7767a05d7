import { createJoinedSets, type JoinedSets } from './joined-sets.ts';

/** Places, ascending, each once. */
export type Places = Int32Array;

/**
 * Joins groups that share a key, all at once, so that no order decides. A key that would bring two records of one
 * source together joins nothing; where only a chain of keys would, nothing of the chain is joined.
 *
 * @param groups What is joined already; it is joined further.
 * @param size How many places there are.
 * @param holders For each key the places that have it.
 * @param repeatsSource Would groups, by their roots, bring two records of one source together?
 * @returns What shares keys but was not joined, each once: the places of the groups as they were before.
 * @see docs/sync-model.md#combining, rows C7-C8
 */
export function joinByKeys(
  groups: JoinedSets,
  size: number,
  holders: Iterable<Int32Array>,
  repeatsSource: (roots: Places) => boolean,
): readonly Places[] {
  const ambiguous: Places[] = [];
  const chains = createJoinedSets(size);
  for (const places of holders) {
    const roots = distinct(places.map(groups.rootOf));
    if (roots.length < 2) continue;
    if (repeatsSource(roots)) ambiguous.push(roots);
    else for (const root of roots) chains.join(roots[0] ?? root, root);
  }
  const joined: Places[] = [];
  for (let place = 0; place < size; place += 1) {
    if (chains.isAlone(place) || chains.rootOf(place) !== place) continue;
    const chain = distinct(Int32Array.from(chains.membersOf(place)));
    (repeatsSource(chain) ? ambiguous : joined).push(chain);
  }
  const members = withoutRepeats(ambiguous).map((roots) =>
    distinct(Int32Array.from([...roots].flatMap((root) => [...groups.membersOf(root)]))),
  );
  for (const chain of joined) for (const root of chain) groups.join(chain[0] ?? root, root);
  return members;
}

function distinct(places: Int32Array): Places {
  return places.sort().filter((place, index, sorted) => place !== sorted[index - 1]);
}

function withoutRepeats(lists: Places[]): readonly Places[] {
  return lists.sort(comparePlaces).filter((places, index, sorted) => {
    const former = sorted[index - 1];
    return former === undefined || comparePlaces(former, places) !== 0;
  });
}

function comparePlaces(a: Places, b: Places): number {
  const index = a.findIndex((place, position) => place !== b[position]);
  return index === -1 ? a.length - b.length : (a[index] ?? 0) - (b[index] ?? -1);
}
