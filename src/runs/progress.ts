/** What a run tells whoever watches. Counts only, never content. */
export type Progress =
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
