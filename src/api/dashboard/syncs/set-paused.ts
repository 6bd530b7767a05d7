import type { EditCall } from '../lists/edit-definitions.ts';
import { syncOf } from './sync-definition.ts';

/**
 * Pauses a sync, or lets it run again, whoever changed something else meanwhile.
 * @throws {Problem} `not-found`
 */
export async function setPaused(
  { work, note }: Pick<EditCall, 'work' | 'note'>,
  syncId: string,
  paused: boolean,
): Promise<void> {
  const { revision, definitions } = await work.definitions();
  if (syncOf(definitions, syncId).paused === paused) return;
  const syncs = definitions.syncs.map((sync) => (sync.syncId === syncId ? { ...sync, paused } : sync));
  await work.saveDefinitions({ ...definitions, syncs }, revision);
  note({ changes: [{ field: 'paused', before: String(!paused), after: String(paused) }] });
}
