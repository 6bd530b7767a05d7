import type { EntryKind } from './source-record.ts';

/** Which entries of a directory belong to the list that people see. */
export interface GalRules {
  readonly kinds: readonly EntryKind[];
  readonly includeDisabled: boolean;
  readonly includeHidden: boolean;
  readonly includeUnlicensed: boolean;
  readonly includeWithoutMail: boolean;
}
