import { ConnectorError } from '../../runs/connector-error.ts';
import type { Cursor } from '../../runs/ports.ts';

/** One page of a list, before it is named for what it lists. */
export interface LogPage<Entry> {
  readonly entries: readonly Entry[];
  readonly removed: readonly string[];
  readonly cursor: Cursor | null;
}

/** A list that remembers what changed in it, so that it can be read whole or from a cursor on. */
export interface ChangeLog<Entry> {
  readonly current: ReadonlyMap<string, Entry>;
  put(id: string, entry: Entry): void;
  remove(id: string): void;
  /** From now on every cursor given out so far is answered by `cursor-expired`. */
  expireCursors(): void;
  /**
   * The pages of one read: at least one, and only the last has a cursor. Changes come in the order they were made, and
   * an id that changed more than once may be in more than one page.
   * @throws {ConnectorError} `cursor-expired`: too old, or not made by this list.
   */
  pages(cursor: Cursor | null, pageSize: number): readonly LogPage<Entry>[];
}

interface Entered<Entry> {
  readonly id: string;
  /** Null: removed. */
  readonly entry: Entry | null;
}

export function createChangeLog<Entry>(name: string): ChangeLog<Entry> {
  const current = new Map<string, Entry>();
  const log: Entered<Entry>[] = [];
  let generation = 1;

  const cursorAtHead = (): Cursor => `${name}:${generation}:${log.length}`;

  function position(cursor: Cursor): number {
    const [logName, madeIn, at] = cursor.split(':');
    const index = Number(at);
    const known = logName === name && madeIn === `${generation}` && Number.isInteger(index) && index <= log.length;
    if (!known) throw new ConnectorError({ code: 'cursor-expired', detail: `${name}: cursor is no longer known` });
    return index;
  }

  return {
    current,
    put(id, entry) {
      current.set(id, entry);
      log.push({ id, entry });
    },
    remove(id) {
      if (current.delete(id)) log.push({ id, entry: null });
    },
    expireCursors() {
      generation += 1;
    },
    pages(cursor, pageSize) {
      const entered: readonly Entered<Entry>[] =
        cursor === null ? [...current].map(([id, entry]) => ({ id, entry })) : log.slice(position(cursor));
      const next = cursorAtHead();
      const pageCount = Math.max(1, Math.ceil(entered.length / pageSize));
      return Array.from({ length: pageCount }, (_, page) =>
        toPage(entered.slice(page * pageSize, (page + 1) * pageSize), page === pageCount - 1 ? next : null),
      );
    },
  };
}

/** Within a page an id is either there or removed, as the last change of it in this page says. */
function toPage<Entry>(entered: readonly Entered<Entry>[], cursor: Cursor | null): LogPage<Entry> {
  const last = new Map(entered.map(({ id, entry }) => [id, entry]));
  const entries: Entry[] = [];
  const removed: string[] = [];
  for (const [id, entry] of last) {
    if (entry === null) removed.push(id);
    else entries.push(entry);
  }
  return { entries, removed, cursor };
}
