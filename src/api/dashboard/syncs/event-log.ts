import type { RingbookEvent } from '../../contract/syncs.ts';

/** What happened in each tenant of late, for those who watch it; ids are places to go on from. */
export interface EventLog {
  add(tenantId: string, event: RingbookEvent): void;
  /**
   * Events after a place as they come, until the signal is aborted. Whoever comes back too late is told that everything
   * changed. @param after Null: from now on.
   */
  watch(tenantId: string, after: string | null, signal: AbortSignal): AsyncIterable<PlacedEvent>;
}

export interface PlacedEvent {
  readonly id: string;
  readonly event: RingbookEvent;
}

interface Channel {
  /** Number of the newest event. */
  last: number;
  /** The newest ones, oldest first. */
  kept: PlacedEvent[];
  readonly waiting: Set<() => void>;
}

const everything = ['definitions', 'connections', 'tenant', 'members', 'privacy'] as const;

/** @param epoch Tells this run of the program from others, whose places mean nothing here. @param keptEvents Of each tenant. */
export function createEventLog(epoch: string, keptEvents = 500): EventLog {
  const channels = new Map<string, Channel>();

  function channelOf(tenantId: string): Channel {
    const known = channels.get(tenantId);
    if (known !== undefined) return known;
    const made: Channel = { last: 0, kept: [], waiting: new Set() };
    channels.set(tenantId, made);
    return made;
  }

  /** Null: what came after the place is no longer known. */
  function numberOf(id: string, { last, kept }: Channel): number | null {
    const [of, text = ''] = id.split('-');
    const number = /^\d{1,15}$/.test(text) ? Number(text) : null;
    if (of !== epoch || number === null || number > last) return null;
    return last - number > kept.length ? null : number;
  }

  return {
    add(tenantId, event) {
      const channel = channelOf(tenantId);
      channel.last += 1;
      channel.kept.push({ id: `${epoch}-${channel.last}`, event });
      if (channel.kept.length > keptEvents) channel.kept.shift();
      for (const wake of channel.waiting) wake();
    },
    async *watch(tenantId, after, signal) {
      const channel = channelOf(tenantId);
      let reached: number | null = after === null ? channel.last : numberOf(after, channel);
      while (!signal.aborted) {
        if (reached === null || channel.last - reached > channel.kept.length) {
          reached = channel.last;
          const id = `${epoch}-${reached}`;
          for (const what of everything) yield { id, event: { kind: 'changed', what } };
          continue;
        }
        const news: readonly PlacedEvent[] = reached === channel.last ? [] : channel.kept.slice(reached - channel.last);
        reached = channel.last;
        yield* news;
        if (reached === channel.last) await somethingHappens(channel, signal);
      }
    },
  };
}

function somethingHappens({ waiting }: Channel, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    waiting.add(wake);
    signal.addEventListener('abort', wake);
  });
}
