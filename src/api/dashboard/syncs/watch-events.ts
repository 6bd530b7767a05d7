import type { Handler } from '../../endpoint/handler.ts';
import type { PlacedEvent } from './event-log.ts';
import type { SyncPorts } from './ports.ts';

const heartbeatMs = 15_000;
/** Then the watcher comes back, and it is looked at again whether they may watch. */
const longestMs = 5 * 60_000;
const comeBackMs = 1_000;

export const watchEvents: Handler<'watchEvents'> = async ({ work, query, lastEventId, signal }, { syncs }) => ({
  body: eventStream(syncs, work.tenant.tenantId, query.lastEventId ?? lastEventId, signal),
});

/** Server-sent events, with a comment now and then so that nobody takes the line for dead. */
export async function* eventStream(
  { events, sleep }: Pick<SyncPorts, 'events' | 'sleep'>,
  tenantId: string,
  after: string | null,
  gone: AbortSignal,
): AsyncIterable<string> {
  const ending = new AbortController();
  const signal = AbortSignal.any([gone, ending.signal]);
  const end = sleep(longestMs, signal).then(() => ending.abort());
  try {
    yield `retry: ${comeBackMs}\n\n`;
    const placed = events.watch(tenantId, after, signal)[Symbol.asyncIterator]();
    let next = placed.next();
    while (!signal.aborted) {
      const come = new AbortController();
      const beat = sleep(heartbeatMs, AbortSignal.any([signal, come.signal])).then(() => null);
      const found = await Promise.race([next, beat]);
      come.abort();
      if (found === null) {
        if (!signal.aborted) yield ':\n\n';
        continue;
      }
      if (found.done === true) return;
      yield written(found.value);
      next = placed.next();
    }
  } finally {
    ending.abort();
    await end;
  }
}

function written({ id, event }: PlacedEvent): string {
  return `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
}
