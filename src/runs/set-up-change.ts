import type { SyncDefinition } from './definition.ts';
import type { Presentation } from './presentation.ts';
import type { RunSetUp } from './stores.ts';

/** What of a sync decides what its replicas hold, as it is now. */
export function setUpOf({ collectionId, placement }: SyncDefinition, presentation: Presentation): RunSetUp {
  return { collectionId, placement: placement.kind, presentationHash: presentation.hash };
}

/** What of a sync is another than in its last run. */
export interface SetUpChange {
  /** It writes into folders now and did not before, or the other way round: what is at the old place goes first. */
  readonly isMoved: boolean;
  /**
   * Of what is known of `ready` replicas, this holds no more: of another collection nothing, so that what they hold of the
   * old one is judged by the guards; of items that are to be written otherwise the version.
   */
  readonly outdated: 'everything' | 'version' | null;
}

/** @param last Of the run before; null: there was none. */
export function changeOfSetUp(last: RunSetUp | null, setUp: RunSetUp): SetUpChange {
  if (last === null) return { isMoved: false, outdated: null };
  const isOther = last.collectionId !== setUp.collectionId;
  const isPresentedAnew = last.presentationHash !== setUp.presentationHash;
  return {
    isMoved: last.placement !== setUp.placement,
    outdated: isOther ? 'everything' : isPresentedAnew ? 'version' : null,
  };
}
