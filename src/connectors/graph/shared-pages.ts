import { throwIfCancelled, unlessCancelled } from './cancellation.ts';

/** Pages that several readers ask for at the same time, each fetched once. */
export interface SharedPages<Page> {
  /** Who begins to read, and takes the pages or leaves: others may wait for it. The signal is this reader's alone. */
  join(signal: AbortSignal): PageReader<Page>;
  /** Whether somebody who still reads has asked for a page that is under way or kept. */
  isBeingRead(link: string): boolean;
}

export interface PageReader<Page> {
  /** @throws What fetching throws, the same to all who wait for it; `cancelled`: this reader was. */
  page(link: string): Promise<Page>;
  /** At the end of the read, however it ended. */
  leave(): void;
}

/** So many pages one may be ahead of who reads the same: then it waits. */
export const pagesAhead = 4;
/** Of pages that nobody may come to ask for any more. */
export const pagesKept = 8;

interface Kept<Page> {
  readonly page: Promise<Page>;
  readonly takenBy: Set<Reader<Page>>;
}

interface Reader<Page> {
  last: Kept<Page> | null;
}

/**
 * Fetches a page for the first who asks for it, and keeps it for others until all who read have taken it, or some newer
 * pages came. Nothing is kept while nobody reads, and nothing is fetched any more then.
 *
 * @param fetch Its signal is aborted when the last reader has left.
 */
export function createSharedPages<Page>(
  fetch: (link: string, signal: AbortSignal) => Promise<Page>,
): SharedPages<Page> {
  const kept = new Map<string, Kept<Page>>();
  const readers = new Set<Reader<Page>>();
  let stop = new AbortController();
  /** Somebody took a page or left. */
  let moved = Promise.withResolvers<void>();

  function noteMove(): void {
    moved.resolve();
    moved = Promise.withResolvers();
  }

  /** Whether another reads the same pages, and is so far behind that it would have to ask for them again. */
  function isTooFarAhead(reader: Reader<Page>): boolean {
    const own = [...kept.values()].filter(({ takenBy }) => takenBy.has(reader));
    return readers
      .values()
      .filter(({ last }) => last?.takenBy.has(reader) === true)
      .some((other) => own.filter(({ takenBy }) => !takenBy.has(other)).length >= pagesAhead);
  }

  function ask(link: string): Kept<Page> {
    const asked: Kept<Page> = { page: fetch(link, stop.signal), takenBy: new Set() };
    kept.set(link, asked);
    // What failed may be asked for again.
    asked.page.catch(() => {
      if (kept.get(link) === asked) kept.delete(link);
    });
    for (const oldest of kept.keys()) {
      if (kept.size <= pagesKept) break;
      kept.delete(oldest);
    }
    return asked;
  }

  function take(reader: Reader<Page>, link: string): Promise<Page> {
    const taken = kept.get(link) ?? ask(link);
    const { page, takenBy } = taken;
    takenBy.add(reader);
    reader.last = taken;
    // Who reads alone may be joined yet.
    if (takenBy.size > 1 && readers.isSubsetOf(takenBy)) kept.delete(link);
    noteMove();
    return page;
  }

  return {
    isBeingRead(link) {
      const takenBy = kept.get(link)?.takenBy;
      return takenBy !== undefined && !takenBy.isDisjointFrom(readers);
    },
    join(signal) {
      const reader: Reader<Page> = { last: null };
      readers.add(reader);
      return {
        async page(link) {
          throwIfCancelled(signal);
          while (isTooFarAhead(reader)) await unlessCancelled(moved.promise, signal);
          return unlessCancelled(take(reader, link), signal);
        },
        leave() {
          readers.delete(reader);
          noteMove();
          if (readers.size > 0) return;
          kept.clear();
          stop.abort();
          stop = new AbortController();
        },
      };
    },
  };
}
