import { z } from 'zod';

/** What happens in mailboxes to an item that left the list. */
export type DeletePolicy =
  | { readonly kind: 'delete' }
  | { readonly kind: 'keep' }
  /** Deleted this many days after it left the list. */
  | { readonly kind: 'keep-days'; readonly days: number };

export const deletePolicySchema: z.ZodType<DeletePolicy> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delete') }),
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('keep-days'), days: z.int().min(1).max(3650) }),
]);

/** What happens to what people changed or deleted in a replica. */
export interface DriftPolicy {
  readonly edited: 'restore' | 'leave';
  readonly deleted: 'restore' | 'leave';
  /** How often a replica is looked at; 0: never. */
  readonly lookEveryHours: number;
}

export const defaultDriftPolicy: DriftPolicy = { edited: 'restore', deleted: 'restore', lookEveryHours: 24 };

export const driftPolicySchema: z.ZodType<DriftPolicy> = z.strictObject({
  edited: z.enum(['restore', 'leave']),
  deleted: z.enum(['restore', 'leave']),
  lookEveryHours: z.int().min(0).max(720),
});
