import { ConnectorError } from '../../runs/connector-error.ts';
import type { MailboxPage, TenantConnector } from '../../runs/ports.ts';
import type { MemoryCall } from './fault-script.ts';
import { findGroups, flattenGroup } from './groups.ts';
import { createMemoryLeftovers } from './leftovers.ts';
import { createMemoryPhotos } from './photos.ts';
import { callOf, readLog, readPages } from './requests.ts';
import { createMemorySource } from './sources.ts';
import { createMemoryTarget } from './target.ts';
import type { Request, WorldState } from './world-state.ts';

/** A connector to a world in memory: keeps every word of the ports' contracts, without a network. */
export function createMemoryConnector(state: WorldState): TenantConnector {
  const inFlight = new Set<Promise<unknown>>();

  async function perform<Result>(call: MemoryCall, effect: () => Result, signal: AbortSignal): Promise<Result> {
    refuseCancelled(signal);
    await state.begin(call);
    refuseCancelled(signal);
    const fault = state.faults.take('fail', call);
    if (fault?.when === 'before') throw new ConnectorError(fault.failure);
    const result = effect();
    state.end(call);
    refuseCancelled(signal);
    if (fault !== null) throw new ConnectorError(fault.failure);
    return result;
  }

  const request: Request = (call, effect, signal) => {
    const running = perform(call, effect, signal);
    const settled = running.then(ignore, ignore).finally(() => inFlight.delete(settled));
    inFlight.add(settled);
    return running;
  };

  return {
    source: (definition) => createMemorySource(state, request, definition),
    mailboxes: {
      async *read(cursor, signal): AsyncIterable<MailboxPage> {
        const pages = readLog(callOf('mailboxes.page'), () => state.mailboxes, cursor, state, request, signal);
        for await (const page of pages) yield { mailboxes: page.entries, removed: page.removed, cursor: page.cursor };
      },
      groupMembers(groupId, signal) {
        const members = () => flattenGroup(state, groupId).filter((id) => state.mailboxes.current.has(id));
        return readPages(callOf('group.page'), members, state, request, signal);
      },
      find(address, signal) {
        const lookUp = () => {
          const all = [...state.mailboxes.current.values()];
          const wanted = address.toLowerCase();
          const found = all.find((one) => one.mailboxId === address || one.address.toLowerCase() === wanted);
          if (found !== undefined) return found.mailboxId;
          throw new ConnectorError({ code: 'mailbox-not-found', detail: 'no mailbox has the address' });
        };
        return request(callOf('mailboxes.page'), lookUp, signal);
      },
    },
    groups: { find: (text, signal) => request(callOf('group.page'), () => findGroups(state, text), signal) },
    target: createMemoryTarget(state, request),
    photos: createMemoryPhotos(state, request),
    mailboxesAtOnce: () => Number.POSITIVE_INFINITY,
    load: () => ({ inFlight: inFlight.size, ceiling: Number.MAX_SAFE_INTEGER, requests: 0, throttled: 0 }),
    leftovers: createMemoryLeftovers(state, request),
    health: (signal) => request(callOf('health'), () => state.health(), signal),
    async close() {
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
  };
}

function refuseCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new ConnectorError({ code: 'cancelled', detail: 'cancelled by the caller' });
}

function ignore(): void {}
