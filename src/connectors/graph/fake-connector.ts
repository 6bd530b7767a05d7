import type { ConnectedSource } from '../../runs/definition.ts';
import type { TenantConnector } from '../../runs/ports.ts';
import { defaultGalRules } from '../../sync/gal-rules.ts';
import { defaultDispatcherLimits } from './dispatcher-limits.ts';
import { createFakeTokens, type FakeGraph } from './fake-graph.ts';
import { createTenantConnector } from './tenant-connector.ts';
import { systemTimers } from './timers.ts';

export const fakeGraphUrl = 'https://graph.test';

/** The address list of the connection, as a definition of it. */
export const galDefinition: ConnectedSource = {
  kind: 'gal',
  sourceId: 'gal',
  connectionId: 'connection',
  rules: defaultGalRules,
  photoPixels: null,
};

/** The connector on a Graph in the place of the network, for tests: with the shortest waits and few retries. */
export function createFakeConnector(graph: FakeGraph, roles?: readonly string[]): TenantConnector {
  return createTenantConnector({
    entraTenantId: 'tenant',
    graphUrl: fakeGraphUrl,
    tokens: createFakeTokens(roles),
    send: graph.send,
    retryPolicy: { maxTries: 2, maxThrottledTries: 2, baseDelayMs: 1, maxDelayMs: 1, longestNamedWaitMs: 60_000 },
    limits: { ...defaultDispatcherLimits, lingerMs: 2, quietMs: 1 },
    timers: systemTimers,
    random: () => 0,
  });
}
