/** What a directory object is; the `@odata.type` of Graph is made from it. */
export type DirectoryKind = 'user' | 'group' | 'orgContact';

export interface DirectoryChange {
  readonly sequence: number;
  readonly kind: DirectoryKind;
  readonly id: string;
  /** `changed`: soft-deleted or out of scope; `deleted`: gone for good; null: created or updated. */
  readonly removed: 'changed' | 'deleted' | null;
  /** Names of the properties that changed; null: all of them (a new object). */
  readonly properties: readonly string[] | null;
  /** Groups: who came and went; `members` is then among the properties. */
  readonly members?: readonly { readonly id: string; readonly removed: boolean }[];
}

/** The changes of one directory in order, numbered from 1. Every object is in it from its creation on. */
export interface DirectoryLog {
  readonly head: number;
  append(change: Omit<DirectoryChange, 'sequence'>): void;
  /** Changes with a sequence above `after`, in order. */
  since(after: number): readonly DirectoryChange[];
  /** For saving the world. */
  all(): readonly DirectoryChange[];
}

/** A log that begins with the given changes. */
export function createDirectoryLog(changes: readonly DirectoryChange[] = []): DirectoryLog {
  const entries = [...changes];
  return {
    get head() {
      return entries.length;
    },
    append(change) {
      entries.push({ ...change, sequence: entries.length + 1 });
    },
    since: (after) => entries.slice(after),
    all: () => entries,
  };
}
