import type { AudienceDefinition, CollectionDefinition, PhotoPixels, SyncDefinition } from '../runs/definition.ts';
import { defaultSchedule } from '../runs/schedule.ts';
import { defaultGuardPolicy } from '../sync/guards.ts';
import { defaultMapping } from '../sync/mapping.ts';
import { defaultMatchRules } from '../sync/merging/match.ts';
import { defaultMergeRules } from '../sync/merging/merge.ts';
import { defaultDriftPolicy } from '../sync/policies.ts';
import { defaultWriteRules } from '../sync/write-rules.ts';

/** Name of the folder where none is given. */
export const defaultFolderName = 'Company contacts';

/** Photos are taken only where somebody asks for them: each costs a request, and they are large. */
export const defaultPhotoPixels: PhotoPixels = null;

/** What a collection is where nothing is said. */
export function collectionDefaults(defaultCountry: string): Omit<CollectionDefinition, 'collectionId' | 'sourceIds'> {
  return {
    match: defaultMatchRules,
    merge: defaultMergeRules,
    filter: [],
    mapping: defaultMapping(defaultCountry),
    guards: defaultGuardPolicy,
  };
}

/** What an audience leaves out where nothing is said. */
export const audienceDefaults: Pick<AudienceDefinition, 'exclude'> = { exclude: [] };

/** What a sync does where nothing is said. */
export const syncDefaults: Omit<SyncDefinition, 'syncId' | 'name' | 'connectionId' | 'collectionId' | 'audienceId'> = {
  placement: { kind: 'folder', path: [defaultFolderName] },
  write: defaultWriteRules,
  deletes: { kind: 'delete' },
  drift: defaultDriftPolicy,
  leavers: 'keep',
  ownCard: 'keep',
  guards: defaultGuardPolicy,
  schedule: defaultSchedule,
  paused: false,
};
