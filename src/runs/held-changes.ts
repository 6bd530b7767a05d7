import { createHash } from 'node:crypto';
import { hashDefinition } from '../sync/hashing.ts';

/** How much of something a person approved: no more than they saw. */
export type ApprovedCount = number;

/** Did a person approve at least this many? */
export function isApproved(count: number, approved: ApprovedCount): boolean {
  return approved > 0 && count <= approved;
}

/** What the guards of a run keep from happening: collected so that one set of changes can be told from another. */
export interface HeldChanges {
  /**
   * Notes some of what is held in a part; there may be many, a page at a time, each id once.
   * @param part What is held where: `delete`, `change`, `leaver`, `folder <mailbox>`. @param ids Of items or mailboxes.
   */
  note(guard: string, part: string, ids: readonly string[]): void;
  /** The first guard that held something; null: nothing is held. */
  heldBy(): string | null;
  /** Equal for equal sets, whatever their order and pages; null: nothing is held. */
  hash(): string | null;
}

export function createHeldChanges(): HeldChanges {
  // A sum of hashes is the same in any order, and takes no room for the ids.
  const sums = new Map<string, bigint>();
  let first: string | null = null;
  return {
    note(guard, part, ids) {
      first ??= guard;
      let sum = sums.get(part) ?? 0n;
      for (const id of ids) sum = BigInt.asUintN(256, sum + hashOf(id));
      sums.set(part, sum);
    },
    heldBy: () => first,
    hash: () => {
      const parts = [...sums].map(([part, sum]) => `${part}:${sum.toString(16)}`);
      return parts.length === 0 ? null : hashDefinition(parts.sort());
    },
  };
}

function hashOf(id: string): bigint {
  return BigInt(`0x${createHash('sha256').update(id).digest('hex')}`);
}
