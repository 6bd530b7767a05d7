/** What a run tells whoever watches. Counts only, never content. */
export type Progress =
  /** Of several syncs, this one begins. */
  | { readonly kind: 'sync'; readonly name: string }
  | { readonly kind: 'reading'; readonly records: number }
  | { readonly kind: 'read'; readonly records: number; readonly changes: number; readonly snapshot: boolean }
  | { readonly kind: 'audience'; readonly mailboxes: number }
  | { readonly kind: 'replicating'; readonly folders: number }
  | {
      readonly kind: 'replicated';
      readonly foldersDone: number;
      readonly folders: number;
      readonly operations: number;
    };

export type OnProgress = (progress: Progress) => void;
