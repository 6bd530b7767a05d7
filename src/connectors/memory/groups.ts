import { ConnectorError } from '../../runs/connector-error.ts';
import type { FoundGroup } from '../../runs/ports.ts';
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

/** Groups with a word in their name that begins with each word of the text, by name. */
export function findGroups({ groupNames }: Pick<WorldState, 'groupNames'>, text: string): readonly FoundGroup[] {
  const wanted = wordsOf(text);
  if (wanted.length === 0) return [];
  return [...groupNames]
    .filter(([, name]) => wanted.every((part) => wordsOf(name).some((word) => word.startsWith(part))))
    .map(([groupId, displayName]) => ({ groupId, displayName, mail: null, dynamic: false }))
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
