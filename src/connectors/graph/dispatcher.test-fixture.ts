import { vi } from 'vitest';
import { defaultRetryPolicy } from '../../sync/retry.ts';
import { createDirectoryBudget } from './directory-budget.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { type DispatcherLimits, defaultDispatcherLimits } from './dispatcher-limits.ts';
import { createFakeTokens, type FakeGraph } from './fake-graph.ts';
import type { MailboxRequest } from './mailbox-request.ts';
import { createSession } from './session.ts';
import { systemTimers } from './timers.ts';

export const never = new AbortController().signal;

export function dispatcherOn(
  graph: FakeGraph,
  tokens = createFakeTokens(),
  timers = systemTimers,
  limits: Partial<DispatcherLimits> = {},
): Dispatcher {
  return createDispatcher({
    graphUrl: 'https://graph.test',
    session: createSession('tenant', tokens),
    send: graph.send,
    retryPolicy: defaultRetryPolicy,
    limits: { ...defaultDispatcherLimits, ...limits },
    directory: createDirectoryBudget(),
    timers,
    random: () => 0,
  });
}

export function update(mailboxId: string, item = 'c1'): MailboxRequest {
  return {
    mailboxId,
    operation: 'contact.update',
    method: 'PATCH',
    path: `/users/${mailboxId}/contactFolders/f/contacts/${item}`,
    body: '{}',
    repeatable: true,
  };
}

export function create(mailboxId: string): MailboxRequest {
  return { ...update(mailboxId), operation: 'contact.create', method: 'POST', repeatable: false };
}

/** Runs until the promise settles, however long the faked timers have to go. */
export async function settled<T>(promise: Promise<T>): Promise<T> {
  let open = true;
  const done = promise.finally(() => {
    open = false;
  });
  done.catch(() => {});
  while (open) await vi.advanceTimersByTimeAsync(10);
  return await done;
}
