/**
 * Shares a slow flush to disk among all who wait for one.
 *
 * A call resolves after a flush that began after the call; a flush that is already under way may have missed what the
 * caller wrote. However many call meanwhile, they wait for the same next one.
 */
export function createGroupedSync(flush: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  return () => {
    next ??= current.then(begin, begin);
    return next;
  };

  function begin(): Promise<void> {
    next = null;
    current = flush();
    return current;
  }
}
