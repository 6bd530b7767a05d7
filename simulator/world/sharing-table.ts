/** Values that many share, each kept once; a value is known by its identity. */
export interface SharingTable<T> {
  readonly entries: readonly T[];
  /** Where the value stands; it is added if it is new. */
  place(value: T): number;
  /** The same, and null for null. */
  placeOf(value: T | null): number | null;
}

export function createSharingTable<T>(): SharingTable<T> {
  const entries: T[] = [];
  const places = new Map<T, number>();
  const place = (value: T): number => {
    const known = places.get(value);
    if (known !== undefined) return known;
    places.set(value, entries.length);
    entries.push(value);
    return entries.length - 1;
  };
  return { entries, place, placeOf: (value) => (value === null ? null : place(value)) };
}
