/** Tells who waits under which signal: one listener per signal, because thousands of requests share a run's. */
export interface AbortGroups<T> {
  join(entry: T): void;
  leave(entry: T): void;
}

/** @param onAbort Called with all of a signal when it is aborted. */
export function createAbortGroups<T extends { readonly signal: AbortSignal }>(
  onAbort: (entries: readonly T[]) => void,
): AbortGroups<T> {
  const groups = new Map<AbortSignal, { readonly entries: Set<T>; readonly abort: () => void }>();
  return {
    join(entry) {
      const { signal } = entry;
      const group = groups.get(signal);
      if (group !== undefined) {
        group.entries.add(entry);
        return;
      }
      const entries = new Set([entry]);
      const abort = () => onAbort([...entries]);
      groups.set(signal, { entries, abort });
      signal.addEventListener('abort', abort, { once: true });
    },
    leave(entry) {
      const { signal } = entry;
      const group = groups.get(signal);
      if (group === undefined) return;
      group.entries.delete(entry);
      if (group.entries.size > 0) return;
      groups.delete(signal);
      signal.removeEventListener('abort', group.abort);
    },
  };
}
