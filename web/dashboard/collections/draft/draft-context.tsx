import { createContext, use } from 'react';
import type { Collection, Source, Summary } from '../definition.ts';

export interface CollectionDraft {
  /** As it is saved. */
  readonly saved: Collection;
  /** With what is changed and not saved yet. */
  readonly draft: Collection;
  readonly isDirty: boolean;
  readonly summary: Summary;
  /** Of the draft, by priority; one that does not exist any more is missing. */
  readonly sources: readonly Source[];
  /** All of the tenant. */
  readonly allSources: readonly Source[];
  /** The person may only look. */
  readonly isReadOnly: boolean;
  readonly change: (change: Partial<Collection>) => void;
}

const Draft = createContext<CollectionDraft | null>(null);
export const DraftProvider = Draft.Provider;

/** The collection that the page shows, and a way to change it; inside of a collection's page. */
export function useDraft(): CollectionDraft {
  const draft = use(Draft);
  if (draft === null) throw new Error('outside of a collection');
  return draft;
}
