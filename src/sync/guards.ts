import { z } from 'zod';

/** What may happen unattended (docs/sync-model.md#guards). Shares are 0..1. */
export interface GuardPolicy {
  /** More deletes than this in one list or folder in one run are held, whatever their share. */
  readonly maxDeletes: number;
  /** More than this share of what is there is held … */
  readonly maxDeleteShare: number;
  /** … unless the deletes are no more than this: one of three people may leave. */
  readonly freeDeletes: number;
  /** More updates than this share of the list by one read are held … */
  readonly maxChangeShare: number;
  /** … unless they are no more than this. */
  readonly freeChanges: number;
  /** A list does not grow beyond this unseen: what folders and phones bear. */
  readonly maxItems: number;
  /** More mailboxes than this share of the audience do not leave it unseen … */
  readonly maxLeaverShare: number;
  /** … unless they are no more than this. */
  readonly freeLeavers: number;
}

export const defaultGuardPolicy: GuardPolicy = {
  maxDeletes: 1000,
  maxDeleteShare: 0.2,
  freeDeletes: 10,
  maxChangeShare: 0.5,
  freeChanges: 100,
  maxItems: 20_000,
  maxLeaverShare: 0.2,
  freeLeavers: 5,
};

const count = z.int().min(0);
const share = z.number().min(0).max(1);

export const guardPolicySchema: z.ZodType<GuardPolicy> = z.strictObject({
  maxDeletes: count,
  maxDeleteShare: share,
  freeDeletes: count,
  maxChangeShare: share,
  freeChanges: count,
  maxItems: count,
  maxLeaverShare: share,
  freeLeavers: count,
});

/** Why something waits for a person, who may approve it. */
export type GuardName = 'too-many-deletes' | 'empty-read' | 'too-many-changes' | 'too-many-items' | 'too-many-leavers';

/** Why something stays undone, and nobody is asked: there can be no deletes, or a person refused exactly these changes. */
export type NoDeletesReason = 'incomplete-read' | 'collection-incomplete' | 'refused';

/** What a guard's code means to people; `docs/errors.md` shows this table. */
export interface GuardMeaning {
  readonly meaning: string;
  /** `held` waits for a person, `refused` does not. */
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
  'too-many-changes': {
    meaning: 'A read would change more entries of a list than the policy lets change unseen.',
    effect: 'held',
    remedy: 'Look at what changes. Approve it if a rule or the directory was changed on purpose, or correct that.',
  },
  'too-many-items': {
    meaning: 'A list would grow beyond what folders and phones bear.',
    effect: 'held',
    remedy: 'Narrow the list by its rules or filter. Approve it, or raise `maxItems`, if that many are meant.',
  },
  'too-many-leavers': {
    meaning: 'An audience would lose more mailboxes than the policy lets go unseen.',
    effect: 'held',
    remedy:
      'Look who leaves, and whether groups and licences are as they should be. Approve it, or correct the audience.',
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
  refused: {
    meaning: 'A person refused exactly these changes.',
    effect: 'refused',
    remedy: 'None: they stay undone. Others are asked for again; approve those, or correct the list.',
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

/** What a merge would do to a collection, as far as a guard cares; numbers of items. */
export interface ListFacts {
  /** Live items before. */
  readonly known: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Nothing at all is on the list now, by everything that its sources say. */
  readonly readEmpty: boolean;
}

/** What a person approved of a list's changes. */
export interface ListApproval {
  readonly deletes: boolean;
  /** Additions and updates. */
  readonly changes: boolean;
}

export type PartVerdict =
  | { readonly kind: 'pass' }
  /** `count` of `of` wait for approval: items of a list, or mailboxes of an audience. */
  | { readonly kind: 'hold'; readonly guard: GuardName; readonly count: number; readonly of: number };

/** Each part happens, or waits, for itself. */
export interface ListVerdict {
  readonly added: PartVerdict;
  readonly changed: PartVerdict;
  readonly removed: PartVerdict;
}

const pass = { kind: 'pass' } as const;

/**
 * Judges what a merge of complete reads may do to a collection.
 *
 * @see docs/sync-model.md#guards, rows D3-D7, D9-D13
 */
export function guardList(list: ListFacts, policy: GuardPolicy, approved: ListApproval): ListVerdict {
  const removed = approved.deletes ? pass : guardRemoved(list, policy);
  if (approved.changes) return { added: pass, changed: pass, removed };
  // What waits is still there.
  const size = list.known + list.added - (removed.kind === 'pass' ? list.removed : 0);
  return { added: guardAdded(list, size, policy), changed: guardChanged(list, policy), removed };
}

function guardRemoved({ known, removed, readEmpty }: ListFacts, policy: GuardPolicy): PartVerdict {
  if (readEmpty && known > 0) return { kind: 'hold', guard: 'empty-read', count: known, of: known };
  const verdict = limitDeletes(removed, known, policy);
  return verdict.kind === 'pass' ? pass : { kind: 'hold', guard: 'too-many-deletes', count: removed, of: known };
}

function guardChanged({ known, changed }: ListFacts, { freeChanges, maxChangeShare }: GuardPolicy): PartVerdict {
  if (changed <= freeChanges || changed <= maxChangeShare * known) return pass;
  return { kind: 'hold', guard: 'too-many-changes', count: changed, of: known };
}

function guardAdded({ known, added }: ListFacts, size: number, { maxItems }: GuardPolicy): PartVerdict {
  if (added === 0 || size <= maxItems || size <= known) return pass;
  return { kind: 'hold', guard: 'too-many-items', count: added, of: known };
}

/** Mailboxes of an audience, as far as a guard cares. */
export interface AudienceFacts {
  /** Mailboxes that belonged to it so far. */
  readonly known: number;
  /** Of these, the ones that no longer would. */
  readonly leaving: number;
}

/**
 * Judges whether mailboxes may leave an audience.
 *
 * @param approved Has a person approved these leavers?
 * @see docs/sync-model.md#guards, rows D14-D15
 */
export function guardAudience({ known, leaving }: AudienceFacts, policy: GuardPolicy, approved: boolean): PartVerdict {
  if (approved || leaving <= policy.freeLeavers || leaving <= policy.maxLeaverShare * known) return pass;
  return { kind: 'hold', guard: 'too-many-leavers', count: leaving, of: known };
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
