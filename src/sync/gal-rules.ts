import { z } from 'zod';
import { normalizeText } from './normalize.ts';
import type { EntryKind, SourceRecord } from './source-record.ts';

/** Which entries of a directory belong to the list that people see. */
export interface GalRules {
  readonly kinds: readonly EntryKind[];
  /** Accounts and guests that may not sign in. The other kinds seldom may, and are judged by the other rules. */
  readonly includeDisabled: boolean;
  readonly includeHidden: boolean;
  /** Accounts without a licence. The other kinds need none. */
  readonly includeUnlicensed: boolean;
  readonly includeWithoutMail: boolean;
}

/** People and shared mailboxes as an address book shows them. */
export const defaultGalRules: GalRules = {
  kinds: ['account', 'shared-mailbox'],
  includeDisabled: false,
  includeHidden: false,
  includeUnlicensed: true,
  includeWithoutMail: true,
};

const entryKinds = [
  'account',
  'shared-mailbox',
  'room',
  'equipment',
  'guest',
  'contact',
] as const satisfies readonly EntryKind[];

export const galRulesSchema: z.ZodType<GalRules> = z.strictObject({
  kinds: z.array(z.enum(entryKinds)).min(1),
  includeDisabled: z.boolean(),
  includeHidden: z.boolean(),
  includeUnlicensed: z.boolean(),
  includeWithoutMail: z.boolean(),
});

/** `listed`, or the first rule that leaves the entry out. */
export type Listing = 'listed' | 'kind' | 'disabled' | 'hidden' | 'unlicensed' | 'no-mail';

/**
 * Tells whether an entry belongs to the list, and if not, by which rule.
 *
 * @see docs/sync-model.md#address-list, rows G1-G8
 */
export function explainListing(record: SourceRecord, rules: GalRules): Listing {
  if (!rules.kinds.includes(record.kind)) return 'kind';
  const signsIn = record.kind === 'account' || record.kind === 'guest';
  if (signsIn && !record.enabled && !rules.includeDisabled) return 'disabled';
  if (record.hiddenFromLists && !rules.includeHidden) return 'hidden';
  if (record.kind === 'account' && !record.licensed && !rules.includeUnlicensed) return 'unlicensed';
  if (!rules.includeWithoutMail && !hasMail(record)) return 'no-mail';
  return 'listed';
}

/** Does the entry belong to the list? */
export function isListed(record: SourceRecord, rules: GalRules): boolean {
  return explainListing(record, rules) === 'listed';
}

function hasMail(record: SourceRecord): boolean {
  return record.fields.emailAddresses?.some(({ address }) => normalizeText(address) !== undefined) ?? false;
}
