import type { DirectoryKind, DirectoryLog } from '../../world/directory-log.ts';

/** What happened to one object between two places of the log. */
export interface FoldedChange {
  readonly id: string;
  /** How it ended: null if the object is there. */
  readonly removed: 'changed' | 'deleted' | null;
  /** It came, or came back, and is shown whole. */
  readonly isNew: boolean;
  /** Names of properties that were set or cleared. */
  readonly properties: ReadonlySet<string>;
  /** Groups: member id → whether it went. Null: unknown or a new group, so all members are shown. */
  readonly members: ReadonlyMap<string, boolean> | null;
}

interface Fold {
  readonly id: string;
  removed: 'changed' | 'deleted' | null;
  isNew: boolean;
  readonly properties: Set<string>;
  members: Map<string, boolean> | null;
}

/** Rounds that are being paged; only saves work, since a log never changes behind its head. */
const rounds = new WeakMap<DirectoryLog, Map<string, readonly FoldedChange[]>>();
const roundsKept = 8;

/** The objects of one kind that changed after `after` and up to `upTo`, each once, in the order of their last change. */
export function foldChanges(
  log: DirectoryLog,
  kind: DirectoryKind,
  after: number,
  upTo: number,
): readonly FoldedChange[] {
  const key = `${kind}:${after}:${upTo}`;
  const kept = rounds.get(log) ?? new Map<string, readonly FoldedChange[]>();
  rounds.set(log, kept);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const folded = fold(log, kind, after, upTo);
  const oldest = kept.keys().next().value;
  if (kept.size >= roundsKept && oldest !== undefined) kept.delete(oldest);
  kept.set(key, folded);
  return folded;
}

function fold(log: DirectoryLog, kind: DirectoryKind, after: number, upTo: number): readonly FoldedChange[] {
  const folds = new Map<string, Fold>();
  for (const change of log.since(after)) {
    if (change.sequence > upTo) break;
    if (change.kind !== kind) continue;
    const known = folds.get(change.id);
    // Set again, so that the map is in the order of last changes.
    if (known !== undefined) folds.delete(change.id);
    const entry: Fold = known ?? {
      id: change.id,
      removed: null,
      isNew: false,
      properties: new Set<string>(),
      members: new Map<string, boolean>(),
    };
    entry.removed = change.removed;
    if (change.properties === null || change.removed !== null) {
      entry.isNew = true;
      entry.members = null;
    }
    for (const name of change.properties ?? []) entry.properties.add(name);
    if (change.members === undefined) {
      if (change.properties?.includes('members') === true) entry.members = null;
    } else {
      for (const member of change.members) entry.members?.set(member.id, member.removed);
    }
    folds.set(change.id, entry);
  }
  return [...folds.values()];
}
