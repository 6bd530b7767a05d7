import type { AudienceDefinition, AudienceRule } from './definition.ts';
import type { Mailbox, MailboxId } from './ports.ts';

/** Members of the groups that an audience names. */
export type AudienceGroups = ReadonlyMap<string, ReadonlySet<MailboxId>>;

/** What membership looks at. Without an address only a mailbox's id can be named. */
export type Candidate = Pick<Mailbox, 'mailboxId' | 'excluded'> & { readonly address?: string };

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
 * Tells why mailboxes are in an audience, or why not.
 *
 * What the directory says against a mailbox counts unless the mailbox was named itself: a shared mailbox has neither
 * licence nor sign-in.
 * @see docs/sync-model.md#audience, rows U4-U8
 */
export function createMembership(
  { include, exclude }: AudienceDefinition,
  groups: AudienceGroups,
): (mailbox: Candidate) => Membership {
  const excluding = exclude.map((rule) => toTest(rule, groups));
  const including = include.map((rule) => toTest(rule, groups));
  const naming = include.map((rule, index) => (rule.kind === 'mailboxes' ? (including[index] ?? never) : never));
  return (mailbox) => {
    const first = (tests: readonly Test[]) => tests.findIndex((test) => test(mailbox));
    const excludedBy = first(excluding);
    if (excludedBy >= 0) return { kind: 'excluded', rule: excludedBy };
    const byName = first(naming);
    if (byName >= 0) return { kind: 'in', rule: byName };
    const byRule = first(including);
    if (byRule < 0) return { kind: 'not-named' };
    return mailbox.excluded === null ? { kind: 'in', rule: byRule } : { kind: 'unusable', reason: mailbox.excluded };
  };
}

/** As `createMembership`, of one mailbox. */
export function explainMembership(audience: AudienceDefinition, mailbox: Mailbox, groups: AudienceGroups): Membership {
  return createMembership(audience, groups)(mailbox);
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

type Test = (mailbox: Candidate) => boolean;

const never: Test = () => false;

function toTest(rule: AudienceRule, groups: AudienceGroups): Test {
  switch (rule.kind) {
    case 'everyone':
      return () => true;
    case 'group': {
      const members = groups.get(rule.groupId);
      return ({ mailboxId }) => members?.has(mailboxId) ?? false;
    }
    case 'mailboxes': {
      const names = new Set(rule.mailboxes.map((name) => name.toLowerCase()));
      return ({ mailboxId, address }) =>
        names.has(mailboxId.toLowerCase()) || (address !== undefined && names.has(address.toLowerCase()));
    }
  }
}
