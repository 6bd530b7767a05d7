import {
  type AudienceGroups,
  createMembership,
  explainMembership,
  type Membership,
  mailboxesOfAudience,
} from './audience-rules.ts';
import type { AudienceDefinition } from './definition.ts';
import type { Mailbox } from './ports.ts';

/** An audience as it would be by rules that need not be saved. */
export interface AudiencePreview {
  readonly in: number;
  /** Why the others are out, the most frequent first. */
  readonly out: readonly OutCount[];
  /** How many of those who are in each rule of `include` means, whatever the others do. */
  readonly perRule: readonly number[];
  /** Names of mailboxes that do not exist: with them nothing runs. */
  readonly missing: readonly string[];
  readonly sample: readonly Mailbox[];
}

export interface OutCount {
  readonly kind: Exclude<Membership['kind'], 'in'>;
  readonly reason: string | null;
  readonly rule: number | null;
  readonly count: number;
}

const sampleSize = 10;

/** Counts whom the rules of an audience mean. @param mailboxes All that the directory has. */
export function previewAudience(
  audience: AudienceDefinition,
  mailboxes: readonly Mailbox[],
  groups: AudienceGroups,
): AudiencePreview {
  const membership = createMembership(audience, groups);
  const alone = audience.include.map((rule) => createMembership({ ...audience, include: [rule] }, groups));
  const perRule = audience.include.map(() => 0);
  const missing = new Set(mailboxesOfAudience(audience));
  const out = new Map<string, OutCount>();
  const sample: Mailbox[] = [];
  let members = 0;
  for (const mailbox of mailboxes) {
    missing.delete(mailbox.mailboxId.toLowerCase());
    missing.delete(mailbox.address.toLowerCase());
    const found = membership(mailbox);
    if (found.kind === 'in') {
      members += 1;
      if (sample.length < sampleSize) sample.push(mailbox);
      alone.forEach((rule, index) => {
        if (rule(mailbox).kind === 'in') perRule[index] = (perRule[index] ?? 0) + 1;
      });
      continue;
    }
    const shown = showMembership(found);
    const key = JSON.stringify(shown);
    out.set(key, { ...shown, kind: found.kind, count: (out.get(key)?.count ?? 0) + 1 });
  }
  return {
    in: members,
    out: [...out.values()].sort((a, b) => b.count - a.count),
    perRule,
    missing: [...missing],
    sample,
  };
}

/** What is said of one mailbox. */
export interface ShownMembership {
  readonly kind: Membership['kind'];
  /** Index of the rule that decided; null: none did. */
  readonly rule: number | null;
  readonly reason: string | null;
}

/** Why a mailbox, by address or id, is in or out; null: it does not exist. */
export function explainMailbox(
  audience: AudienceDefinition,
  mailboxes: readonly Mailbox[],
  groups: AudienceGroups,
  wanted: string,
): { readonly mailbox: Mailbox; readonly membership: ShownMembership } | null {
  const name = wanted.toLowerCase();
  const mailbox = mailboxes.find((one) => one.mailboxId.toLowerCase() === name || one.address.toLowerCase() === name);
  if (mailbox === undefined) return null;
  return { mailbox, membership: showMembership(explainMembership(audience, mailbox, groups)) };
}

function showMembership(membership: Membership): ShownMembership {
  switch (membership.kind) {
    case 'in':
    case 'excluded':
      return { kind: membership.kind, rule: membership.rule, reason: null };
    case 'not-named':
      return { kind: membership.kind, rule: null, reason: null };
    case 'unusable':
      return { kind: membership.kind, rule: null, reason: membership.reason };
  }
}
