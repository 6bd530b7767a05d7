/**
 * Keys of things that have no id and are replaced when they change, so that what is moved or changed stays the same for
 * React: a new one takes over the key of the old.
 */
export function createEntryKeys() {
  const keys = new WeakMap<object, string>();
  let next = 0;
  const keyOf = (entry: object): string => {
    const known = keys.get(entry);
    if (known !== undefined) return known;
    next += 1;
    keys.set(entry, `entry-${next}`);
    return `entry-${next}`;
  };
  return {
    keyOf,
    replace<Entry extends object>(before: Entry, after: Entry): Entry {
      keys.set(after, keyOf(before));
      return after;
    },
  };
}

/** Of all definitions that are edited. */
export const entryKeys = createEntryKeys();
