/**
 * Calls `work` for every element of the pages, at most `limit` at a time; pages are read only as fast as work ends.
 *
 * The first error, also of the pages, stops new work, waits for what is in flight, and is thrown. `mayStart` is asked before each
 * element: once it says no, the rest is left out.
 * @param limit Asked again whenever one has ended, and every moment: it may rise meanwhile.
 */
export async function forEachConcurrent<T>(
  pages: AsyncIterable<readonly T[]>,
  limit: () => number,
  mayStart: () => boolean,
  work: (element: T) => Promise<void>,
): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | null = null;
  let wake = () => {};
  const start = (element: T) => {
    const task = work(element)
      .catch((error: unknown) => {
        failed ??= { error };
      })
      .finally(() => {
        inFlight.delete(task);
        wake();
      });
    inFlight.add(task);
  };
  const oneEnds = () =>
    new Promise<void>((resolve) => {
      const moment = setTimeout(resolve, momentMs);
      wake = () => {
        clearTimeout(moment);
        resolve();
      };
    });
  try {
    reading: for await (const page of pages) {
      for (const element of page) {
        if (failed !== null || !mayStart()) break reading;
        start(element);
        while (inFlight.size > 0 && inFlight.size >= limit()) await oneEnds();
      }
    }
  } finally {
    await Promise.all(inFlight);
  }
  rethrow(failed);
}

const momentMs = 50;

/** A list that is at hand, as the pages of one. */
export async function* onePage<T>(all: readonly T[]): AsyncIterable<readonly T[]> {
  yield all;
}

function rethrow(failed: { readonly error: unknown } | null): void {
  if (failed !== null) throw failed.error;
}
