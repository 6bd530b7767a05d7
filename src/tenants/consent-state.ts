import type { Connection } from './ports.ts';

/** Connected while one consent holds; `new`: none was ever given. */
export function consentState(connections: readonly Pick<Connection, 'state'>[]): 'new' | 'connected' | 'withdrawn' {
  if (connections.length === 0) return 'new';
  return connections.some(({ state }) => state === 'connected') ? 'connected' : 'withdrawn';
}
