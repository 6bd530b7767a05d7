/** Which of the places 0 to `size - 1` belong together: at first each by itself. A set goes by its smallest place. */
export interface JoinedSets {
  /** The smallest place of the set that this one is in. */
  rootOf(place: number): number;
  /** Is it in a set by itself? */
  isAlone(place: number): boolean;
  join(one: number, other: number): void;
  /** All places of the set that this one is in, itself first. */
  membersOf(place: number): Iterable<number>;
}

export function createJoinedSets(size: number): JoinedSets {
  const parents = Int32Array.from({ length: size }, (_, place) => place);
  // From each place of a set to another, and at last back to the first.
  const ring = parents.slice();
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
  return {
    rootOf,
    isAlone: (place) => ring[place] === place,
    join(one, other) {
      const [a, b] = [rootOf(one), rootOf(other)];
      if (a === b) return;
      parents[Math.max(a, b)] = Math.min(a, b);
      const afterA = ring[a] ?? a;
      ring[a] = ring[b] ?? b;
      ring[b] = afterA;
    },
    *membersOf(place) {
      let current = place;
      do {
        yield current;
        current = ring[current] ?? place;
      } while (current !== place);
    },
  };
}
