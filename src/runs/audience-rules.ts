import type { AudienceDefinition, AudienceRule } from './definition.ts';
import type { Mailbox, MailboxId } from './ports.ts';

/** Members of the groups that an audience names. */
export type AudienceGroups = ReadonlyMap<string, ReadonlySet<MailboxId>>;

/** Why a mailbox is in an audience, or why not. */
export type Membership =
  /** By the rule at this place of `include`. */
  | { readonly kind: 'in'; readonly rule: number }
  | { readonly kind: 'not-named' }
  /** By the rule at this place of `exclude`. */
  | { readonly kind: 'excluded'; readonly rule: number }
  /** What the directory says against the mailbox. */
  | { readonly kind: 'unusable'; readonly reason: NonNullable<Mailbox['excluded']> };

/**
 * Tells why a mailbox is in an audience, or why not.
 *
 * What the directory says against a mailbox counts unless the mailbox was named itself: a shared mailbox has neither
 * licence nor sign-in.
 * @see docs/sync-model.md#audience, rows U4-U8
 */
export function explainMembership(audience: AudienceDefinition, mailbox: Mailbox, groups: AudienceGroups): Membership {
  const excludedBy = audience.exclude.findIndex((rule) => names(rule, mailbox, groups));
  if (excludedBy >= 0) return { kind: 'excluded', rule: excludedBy };
  const byName = audience.include.findIndex((rule) => rule.kind === 'mailboxes' && names(rule, mailbox, groups));
  if (byName >= 0) return { kind: 'in', rule: byName };
  const byRule = audience.include.findIndex((rule) => names(rule, mailbox, groups));
  if (byRule < 0) return { kind: 'not-named' };
  return mailbox.excluded === null ? { kind: 'in', rule: byRule } : { kind: 'unusable', reason: mailbox.excluded };
}

/** Group ids that the audience names. */
export function groupsOfAudience({ include, exclude }: AudienceDefinition): readonly string[] {
  const ids = [...include, ...exclude].flatMap((rule) => (rule.kind === 'group' ? [rule.groupId] : []));
  return [...new Set(ids)];
}

/** Addresses and ids, in lower case, that the audience names: each must exist. */
export function mailboxesOfAudience({ include, exclude }: AudienceDefinition): readonly string[] {
  const named = [...include, ...exclude].flatMap((rule) => (rule.kind === 'mailboxes' ? rule.mailboxes : []));
  return [...new Set(named.map((name) => name.toLowerCase()))];
}

function names(rule: AudienceRule, mailbox: Mailbox, groups: AudienceGroups): boolean {
  switch (rule.kind) {
    case 'everyone':
      return true;
    case 'group':
      return groups.get(rule.groupId)?.has(mailbox.mailboxId) ?? false;
    case 'mailboxes':
      return rule.mailboxes.some((name) => {
        const wanted = name.toLowerCase();
        return wanted === mailbox.mailboxId.toLowerCase() || wanted === mailbox.address.toLowerCase();
      });
  }
}
