import type { SourceRecord } from '../sync/source-record.ts';
import { createFreshCache, type FreshCache } from './fresh-cache.ts';
import type { IngestContext } from './ingest-context.ts';
import { createKeptKeys } from './kept-keys.ts';
import { type OpenedLog, openedLog } from './log-cache.ts';
import type { RunWorld } from './run-world.test-fixture.ts';

export const never = new AbortController().signal;

export function roomyCache<Value>(): FreshCache<Value> {
  return createFreshCache({ weigh: () => 1, maxWeight: 1000, idleMs: 1, after: () => () => {} });
}

/** What previews work with: sources of a world as they were last read, opened once. */
export function previewOf(w: RunWorld): {
  readonly context: IngestContext;
  readonly keysOf: ReturnType<typeof createKeptKeys>;
} {
  const context = w.context();
  const sources = openedLog(roomyCache<OpenedLog<SourceRecord>>(), w.stores.sources, async () => {}, never);
  return {
    context: { ...context, note: async () => {}, stores: { ...w.stores, sources } },
    keysOf: createKeptKeys(),
  };
}
