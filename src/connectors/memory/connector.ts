import { ConnectorError } from '../../runs/connector-error.ts';
import type { Cursor, MailboxId, MailboxPage, SourcePage, TenantConnector } from '../../runs/ports.ts';
import type { ChangeLog, LogPage } from './change-log.ts';
import type { MemoryCall, MemoryOperation } from './fault-script.ts';
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
    source: {
      async *read(cursor, signal): AsyncIterable<SourcePage> {
        for await (const page of readLog(state, state.people, 'source.page', cursor, request, signal)) {
          yield { records: page.entries, removed: page.removed, cursor: page.cursor };
        }
      },
    },
    mailboxes: {
      async *read(cursor, signal): AsyncIterable<MailboxPage> {
        for await (const page of readLog(state, state.mailboxes, 'mailboxes.page', cursor, request, signal)) {
          yield { mailboxes: page.entries, removed: page.removed, cursor: page.cursor };
        }
      },
      async *groupMembers(groupId, signal) {
        const call: MemoryCall = { operation: 'group.page', mailboxId: null, itemId: null };
        const members = await request(call, () => flattenGroup(state, groupId), signal);
        yield members.slice(0, state.pageSize);
        for (let start = state.pageSize; start < members.length; start += state.pageSize) {
          yield await request(call, () => members.slice(start, start + state.pageSize), signal);
        }
      },
    },
    target: createMemoryTarget(state, request),
    async close() {
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
  };
}

async function* readLog<Entry>(
  state: WorldState,
  log: ChangeLog<Entry>,
  operation: MemoryOperation,
  cursor: Cursor | null,
  request: Request,
  signal: AbortSignal,
): AsyncIterable<LogPage<Entry>> {
  const call: MemoryCall = { operation, mailboxId: null, itemId: null };
  const [first, ...rest] = await request(call, () => log.pages(cursor, state.pageSize), signal);
  if (first !== undefined) yield withCursorFault(state, call, first);
  for (const page of rest) yield withCursorFault(state, call, await request(call, () => page, signal));
}

function withCursorFault<Entry>(state: WorldState, call: MemoryCall, page: LogPage<Entry>): LogPage<Entry> {
  const cut = page.cursor !== null && state.faults.take('no-cursor', call) !== null;
  return cut ? { ...page, cursor: null } : page;
}

/** Everyone with a mailbox in a group and the groups in it; a cycle is walked once. */
function flattenGroup(state: WorldState, groupId: string): readonly MailboxId[] {
  if (!state.groups.has(groupId)) throw new ConnectorError({ code: 'not-found', detail: 'no such group' });
  const seen = new Set<string>();
  const waiting = [groupId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(state.groups.get(id) ?? []));
  }
  return [...seen].filter((id) => state.mailboxes.current.has(id));
}

function refuseCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new ConnectorError({ code: 'cancelled', detail: 'cancelled by the caller' });
}

function ignore(): void {}
