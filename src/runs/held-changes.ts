import { hashDefinition } from '../sync/hashing.ts';

/** How much of something a person approved: no more than they saw. */
export type ApprovedCount = number;

/** Did a person approve at least this many? */
export function isApproved(count: number, approved: ApprovedCount): boolean {
  return approved > 0 && count <= approved;
}

/** What the guards of a run keep from happening: collected so that one set of changes can be told from another. */
export interface HeldChanges {
  /** @param part What is held where: `delete`, `change`, `leaver`, `folder <mailbox>`. @param ids Of items or mailboxes. */
  note(guard: string, part: string, ids: readonly string[]): void;
  /** The first guard that held something; null: nothing is held. */
  heldBy(): string | null;
  /** Equal for equal sets, whatever their order; null: nothing is held. */
  hash(): string | null;
}

export function createHeldChanges(): HeldChanges {
  const parts: string[] = [];
  let first: string | null = null;
  return {
    note(guard, part, ids) {
      first ??= guard;
      parts.push(`${part}:${hashDefinition([...ids].sort())}`);
    },
    heldBy: () => first,
    hash: () => (parts.length === 0 ? null : hashDefinition([...parts].sort())),
  };
}
