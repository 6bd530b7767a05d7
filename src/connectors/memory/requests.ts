import { ConnectorError } from '../../runs/connector-error.ts';
import type { Cursor, MailboxId } from '../../runs/ports.ts';
import type { ChangeLog, LogPage } from './change-log.ts';
import type { MemoryCall, MemoryOperation } from './fault-script.ts';
import type { MailboxContents } from './mailbox-contents.ts';
import type { Request, WorldState } from './world-state.ts';

/** Names a request, as hooks and faults see it. */
export function callOf(
  operation: MemoryOperation,
  mailboxId: MailboxId | null = null,
  itemId: string | null = null,
): MemoryCall {
  return { operation, mailboxId, itemId };
}

/** @throws {ConnectorError} `mailbox-not-found`. */
export function contentsOf(state: WorldState, mailboxId: MailboxId): MailboxContents {
  const contents = state.contents.get(mailboxId);
  if (contents === undefined) throw new ConnectorError({ code: 'mailbox-not-found', detail: 'no such mailbox' });
  return contents;
}

/** Could it be that the request took effect, although it failed? */
export function isLostAnswer(error: unknown): boolean {
  return error instanceof ConnectorError && (error.code === 'unknown-outcome' || error.code === 'unavailable');
}

/**
 * Pages of a list that is asked for at once, one request each; at least one.
 *
 * @param list Called by the first request.
 */
export async function* readPages<Entry>(
  call: MemoryCall,
  list: () => readonly Entry[],
  { pageSize }: Pick<WorldState, 'pageSize'>,
  request: Request,
  signal: AbortSignal,
): AsyncIterable<readonly Entry[]> {
  const all = await request(call, list, signal);
  yield all.slice(0, pageSize);
  for (let start = pageSize; start < all.length; start += pageSize) {
    yield await request(call, () => all.slice(start, start + pageSize), signal);
  }
}

/** Pages of a log since a cursor, one request each; a cut page comes without its cursor. */
export async function* readLog<Entry>(
  call: MemoryCall,
  log: () => ChangeLog<Entry>,
  cursor: Cursor | null,
  state: Pick<WorldState, 'pageSize' | 'faults'>,
  request: Request,
  signal: AbortSignal,
): AsyncIterable<LogPage<Entry>> {
  const cut = (page: LogPage<Entry>): LogPage<Entry> =>
    page.cursor !== null && state.faults.take('no-cursor', call) !== null ? { ...page, cursor: null } : page;
  const [first, ...rest] = await request(call, () => log().pages(cursor, state.pageSize), signal);
  if (first !== undefined) yield cut(first);
  for (const page of rest) yield cut(await request(call, () => page, signal));
}
