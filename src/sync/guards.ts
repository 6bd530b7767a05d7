import { z } from 'zod';

/** When deletes wait for a person (docs/sync-model.md#guards). */
export interface GuardPolicy {
  /** More deletes than this in one list or folder in one run are held, whatever their share. */
  readonly maxDeletes: number;
  /** More than this share (0..1) of what is there is held … */
  readonly maxDeleteShare: number;
  /** … unless the deletes are no more than this: one of three people may leave. */
  readonly freeDeletes: number;
}

export const defaultGuardPolicy: GuardPolicy = { maxDeletes: 1000, maxDeleteShare: 0.2, freeDeletes: 10 };

export const guardPolicySchema: z.ZodType<GuardPolicy> = z.strictObject({
  maxDeletes: z.int().min(0),
  maxDeleteShare: z.number().min(0).max(1),
  freeDeletes: z.int().min(0),
});

/** Why deletes wait for a person, who may approve them. */
export type GuardName = 'too-many-deletes' | 'empty-read';

/** Why there can be no deletes at all, whoever approves. */
export type NoDeletesReason = 'incomplete-read' | 'collection-incomplete';

/** What a guard's code means to people; `docs/errors.md` shows this table. */
export interface GuardMeaning {
  readonly meaning: string;
  /** `held` can be approved, `refused` cannot. */
  readonly effect: 'held' | 'refused';
  readonly remedy: string;
}

export const guards: Readonly<Record<GuardName | NoDeletesReason, GuardMeaning>> = {
  'too-many-deletes': {
    meaning: 'A list or folder would lose more than the policy lets go unseen.',
    effect: 'held',
    remedy: 'Look at the plan. Approve it, or correct the list and sync again.',
  },
  'empty-read': {
    meaning: 'A list that had entries was read to its end and had none.',
    effect: 'held',
    remedy: 'Look why it is empty: rules, licences, rights. Approve it only if the list is given up.',
  },
  'incomplete-read': {
    meaning: 'The list could not be read to its end.',
    effect: 'refused',
    remedy: 'None: the next complete read decides. If it lasts, look at the failure of the read.',
  },
  'collection-incomplete': {
    meaning: 'The list was not yet read to its end once.',
    effect: 'refused',
    remedy: 'None: the first complete read ends it.',
  },
};

export type Verdict =
  | { readonly kind: 'pass' }
  /** Creates and updates may go on; nothing may be deleted. */
  | { readonly kind: 'no-deletes'; readonly reason: NoDeletesReason }
  /** The deletes wait for approval. */
  | { readonly kind: 'hold'; readonly guard: GuardName; readonly deletes: number; readonly of: number };

/** A read of a source, as far as a guard cares. */
export interface ReadFacts {
  /** Did the read come to its end? */
  readonly complete: boolean;
  readonly snapshot: boolean;
  /** Records of the read that belong to the list. */
  readonly recordCount: number;
  /** Live items of the collection before the read. */
  readonly knownCount: number;
  /** Live items that would become tombstones. */
  readonly removedCount: number;
}

/**
 * Judges whether what a read took away may leave the collection.
 *
 * @param approved Has a person approved the deletes of this run?
 * @see docs/sync-model.md#guards, rows D1-D7
 */
export function guardRead(read: ReadFacts, policy: GuardPolicy, approved: boolean): Verdict {
  if (!read.complete) return { kind: 'no-deletes', reason: 'incomplete-read' };
  if (approved) return { kind: 'pass' };
  if (read.snapshot && read.recordCount === 0 && read.knownCount > 0) {
    return { kind: 'hold', guard: 'empty-read', deletes: read.knownCount, of: read.knownCount };
  }
  return limitDeletes(read.removedCount, read.knownCount, policy);
}

/** A plan for a folder, as far as a guard cares. */
export interface PlanFacts {
  readonly deletes: number;
  /** Items that the folder holds. */
  readonly held: number;
  /** Was the collection ever read completely as it is now defined? */
  readonly collectionComplete: boolean;
}

/**
 * Judges whether the deletes of a plan may be carried out.
 *
 * @param approved Has a person approved the deletes of this run?
 * @see docs/sync-model.md#guards, rows D4-D8
 */
export function guardPlan(plan: PlanFacts, policy: GuardPolicy, approved: boolean): Verdict {
  if (!plan.collectionComplete) return { kind: 'no-deletes', reason: 'collection-incomplete' };
  if (approved) return { kind: 'pass' };
  return limitDeletes(plan.deletes, plan.held, policy);
}

function limitDeletes(deletes: number, of: number, policy: GuardPolicy): Verdict {
  const unusualShare = deletes > policy.freeDeletes && deletes > policy.maxDeleteShare * of;
  if (deletes > policy.maxDeletes || unusualShare) return { kind: 'hold', guard: 'too-many-deletes', deletes, of };
  return { kind: 'pass' };
}
