import type { TenantConnector } from '../../runs/ports.ts';
import { createDirectoryCaller } from './directory-caller.ts';
import { createDispatcher, defaultDispatcherLimits } from './dispatcher.ts';
import { createFakeTokens, type FakeGraph } from './fake-graph.ts';
import { createMailboxDirectory } from './mailboxes.ts';
import { createSession } from './session.ts';
import { createGalSource } from './source.ts';
import { createTarget } from './target.ts';
import { systemTimers } from './timers.ts';

export const fakeGraphUrl = 'https://graph.test';

/** The connector on a Graph in the place of the network, for tests: with the shortest waits and few retries. */
export function createFakeConnector(graph: FakeGraph, roles?: readonly string[]): TenantConnector {
  const session = createSession('tenant', createFakeTokens(roles));
  const retryPolicy = { maxTries: 2, maxThrottledTries: 2, baseDelayMs: 1, maxDelayMs: 1 };
  const common = { session, send: graph.send, retryPolicy, timers: systemTimers, random: () => 0 };
  const limits = { ...defaultDispatcherLimits, lingerMs: 2, quietMs: 1 };
  const dispatcher = createDispatcher({ ...common, graphUrl: fakeGraphUrl, limits });
  const readDirectory = createDirectoryCaller(common);
  return {
    source: createGalSource({ graphUrl: fakeGraphUrl, readDirectory, dispatcher }),
    mailboxes: createMailboxDirectory({ graphUrl: fakeGraphUrl, readDirectory }),
    target: createTarget({ graphUrl: fakeGraphUrl, dispatcher }),
    close: () => dispatcher.close(),
  };
}
