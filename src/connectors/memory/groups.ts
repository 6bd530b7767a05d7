import { ConnectorError } from '../../runs/connector-error.ts';
import type { WorldState } from './world-state.ts';

/**
 * Everything in a group and in the groups in it, each once; a cycle is walked once.
 *
 * @throws {ConnectorError} `not-found`: no such group.
 */
export function flattenGroup({ groups }: Pick<WorldState, 'groups'>, groupId: string): readonly string[] {
  if (!groups.has(groupId)) throw new ConnectorError({ code: 'not-found', detail: 'no such group' });
  const seen = new Set<string>();
  const waiting = [groupId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(groups.get(id) ?? []));
  }
  return [...seen];
}
