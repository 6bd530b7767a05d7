/** Places of groups in a list, ascending. */
export type Places = readonly number[];

export interface JoinedPlaces {
  /** Every place in exactly one. */
  readonly sets: readonly Places[];
  /** What shares keys but was not joined, each once, by places. */
  readonly ambiguous: readonly Places[];
}

/**
 * Joins groups that share a key, all at once, so that no order decides. A key that would bring two records of one
 * source together joins nothing; where only a chain of keys would, nothing of the chain is joined.
 *
 * @param size How many groups there are: their places are 0 to `size - 1`.
 * @see docs/sync-model.md#combining, rows C7-C8
 */
export function joinByKeys(
  size: number,
  keysOf: (place: number) => readonly string[],
  sourcesOf: (place: number) => readonly string[],
): JoinedPlaces {
  const ambiguous = new Map<string, Places>();
  const isAmbiguous = (places: Places): boolean => {
    if (!repeatsSource(places, sourcesOf)) return false;
    ambiguous.set(places.join(), places);
    return true;
  };
  const joins = createJoins(size);
  for (const holders of holdersOfSharedKeys(size, keysOf)) {
    if (!isAmbiguous(holders)) joins.join(holders);
  }
  const sets = joins
    .sets()
    .flatMap((set) => (set.length > 1 && isAmbiguous(set) ? set.map((place) => [place]) : [set]));
  return { sets, ambiguous: [...ambiguous.values()].sort(comparePlaces) };
}

/** For each key that several groups have, their places. */
function holdersOfSharedKeys(size: number, keysOf: (place: number) => readonly string[]): Iterable<Places> {
  const first = new Map<string, number>();
  // Most keys are held once: only the others get a list.
  const shared = new Map<string, number[]>();
  for (let place = 0; place < size; place += 1) {
    for (const key of keysOf(place)) {
      const holder = first.get(key);
      if (holder === undefined) first.set(key, place);
      else if (holder !== place) {
        const holders = shared.get(key);
        if (holders === undefined) shared.set(key, [holder, place]);
        else if (holders.at(-1) !== place) holders.push(place);
      }
    }
  }
  return shared.values();
}

function repeatsSource(places: Places, sourcesOf: (place: number) => readonly string[]): boolean {
  const seen = new Set<string>();
  for (const place of places) {
    for (const sourceId of sourcesOf(place)) {
      if (seen.has(sourceId)) return true;
      seen.add(sourceId);
    }
  }
  return false;
}

/** Sets of places that are joined step by step (union-find); the root of a set is its smallest place. */
function createJoins(size: number) {
  const parents = Int32Array.from({ length: size }, (_, place) => place);
  const rootOf = (place: number): number => {
    let current = place;
    for (;;) {
      const parent = parents[current] ?? current;
      if (parent === current) return current;
      const above = parents[parent] ?? parent;
      parents[current] = above;
      current = above;
    }
  };
  const join = (places: Places): void => {
    const [first = 0] = places;
    for (const place of places) {
      const [a, b] = [rootOf(first), rootOf(place)];
      parents[Math.max(a, b)] = Math.min(a, b);
    }
  };
  const sets = (): readonly Places[] => {
    const byRoot = new Map<number, number[]>();
    for (let place = 0; place < size; place += 1) {
      const root = rootOf(place);
      const set = byRoot.get(root);
      if (set === undefined) byRoot.set(root, [place]);
      else set.push(place);
    }
    return [...byRoot.values()];
  };
  return { join, sets };
}

function comparePlaces(a: Places, b: Places): number {
  const index = a.findIndex((place, position) => place !== b[position]);
  return index === -1 ? a.length - b.length : (a[index] ?? 0) - (b[index] ?? -1);
}
