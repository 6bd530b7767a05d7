/** Everything that can go wrong with the outside, in the terms that decide what happens next (docs/errors.md). */
export type FailureCode =
  | 'throttled'
  | 'unavailable'
  | 'unauthorized'
  | 'consent-withdrawn'
  | 'permission-missing'
  | MailboxStateCode
  | 'not-found'
  | 'conflict'
  | 'invalid-item'
  | 'invalid-answer'
  | 'unknown-outcome'
  | 'cursor-expired'
  | 'cancelled';

/** A mailbox that cannot be used for now: a state of the mailbox, not a failure of the run. */
export type MailboxStateCode =
  | 'mailbox-not-enabled'
  | 'mailbox-on-premises'
  | 'mailbox-not-found'
  | 'mailbox-access-denied'
  | 'mailbox-full';

/** A failure as data: what a retry decision and an issue are made from. Never contains personal content or secrets. */
export interface Failure {
  readonly code: FailureCode;
  /** What happened, for the log: provider code and status, no content. */
  readonly detail: string;
  /** What the service asked for, if it did. */
  readonly retryAfterMs?: number;
  /** It concerns the whole tenant: no other folder could do better. */
  readonly wholeTenant?: true;
  /** Which permission, for `permission-missing`: `Contacts.ReadWrite`. */
  readonly permission?: string;
  /** A conditional-access policy of the Entra tenant refused. */
  readonly byPolicy?: true;
}

/** Who has to act before it can work. */
export type Actor = 'nobody' | 'operator' | 'tenant admin' | 'mailbox owner';

/** What a failure code means to people; `docs/errors.md` shows this table. */
export interface FailureMeaning {
  readonly meaning: string;
  /** What is done about it without a person. */
  readonly retried: string;
  readonly actor: Actor;
  readonly remedy: string;
  readonly isMailboxState: boolean;
}

export const failures: Readonly<Record<FailureCode, FailureMeaning>> = {
  throttled: {
    meaning: 'The service asks for fewer requests.',
    retried: 'After the wait that the service names, otherwise after growing waits, up to 12 tries.',
    actor: 'nobody',
    remedy: 'None. If it comes with every run: fewer syncs at the same time.',
    isMailboxState: false,
  },
  unavailable: {
    meaning: 'The service cannot be reached or fails on its side.',
    retried: 'After growing waits, up to 5 tries. A create is looked up by its stamp before it is sent again.',
    actor: 'nobody',
    remedy: 'None. If it lasts: look at the service’s status page, the proxy and the firewall.',
    isMailboxState: false,
  },
  unauthorized: {
    meaning: 'The service refuses who we say we are.',
    retried: 'Once, with a new token.',
    actor: 'operator',
    remedy: 'Check the app’s certificate or secret, its expiry and conditional access; the detail names which.',
    isMailboxState: false,
  },
  'consent-withdrawn': {
    meaning: 'The app is not, or no longer, allowed in the Entra tenant.',
    retried: 'No. Nothing runs for the tenant until consent is given again.',
    actor: 'tenant admin',
    remedy: 'Give admin consent again: `ringbook connect`.',
    isMailboxState: false,
  },
  'permission-missing': {
    meaning: 'Consent was given, but without a permission that this needs.',
    retried: 'No.',
    actor: 'tenant admin',
    remedy: 'Grant the permission that is named, or give admin consent again.',
    isMailboxState: false,
  },
  'mailbox-not-enabled': {
    meaning: 'The person has no Exchange Online mailbox.',
    retried: 'Looked at again after a week.',
    actor: 'tenant admin',
    remedy: 'Assign an Exchange licence, or leave the person out of the audience.',
    isMailboxState: true,
  },
  'mailbox-on-premises': {
    meaning: 'The mailbox is on the company’s own Exchange Server.',
    retried: 'Looked at again after a week.',
    actor: 'tenant admin',
    remedy: 'Move the mailbox to Exchange Online, or leave the person out of the audience.',
    isMailboxState: true,
  },
  'mailbox-not-found': {
    meaning: 'There is no such mailbox any more.',
    retried: 'Looked at again after a week.',
    actor: 'tenant admin',
    remedy: 'None if the person has left. Otherwise restore the mailbox.',
    isMailboxState: true,
  },
  'mailbox-access-denied': {
    meaning: 'A policy of the company keeps the app out of this mailbox.',
    retried: 'Looked at again after a week.',
    actor: 'tenant admin',
    remedy: 'Put the mailbox into the scope of the app’s access policy, or leave the person out of the audience.',
    isMailboxState: true,
  },
  'mailbox-full': {
    meaning: 'The mailbox has no room left.',
    retried: 'Looked at again after a day.',
    actor: 'mailbox owner',
    remedy: 'Make room in the mailbox, or have its quota raised.',
    isMailboxState: true,
  },
  'not-found': {
    meaning: 'What was asked for is not there: a folder, an item, a group or a tenant.',
    retried: 'No. A folder or item of ours that is gone is made again by the next run.',
    actor: 'tenant admin',
    remedy: 'For a group or tenant: correct its id in the sync.',
    isMailboxState: false,
  },
  conflict: {
    meaning: 'Something else changed the same thing at the same moment, or took the name.',
    retried: 'By the next run.',
    actor: 'nobody',
    remedy: 'None.',
    isMailboxState: false,
  },
  'invalid-item': {
    meaning: 'The service does not accept what an item contains.',
    retried: 'By the next run that finds the item changed or looks at the whole folder.',
    actor: 'tenant admin',
    remedy: 'Correct the entry in the directory, or the rule of the field that the detail names.',
    isMailboxState: false,
  },
  'invalid-answer': {
    meaning: 'The service answered something that breaks its own contract.',
    retried: 'By the next run.',
    actor: 'operator',
    remedy: 'Check that nothing between us and the service alters answers; otherwise report it with the detail.',
    isMailboxState: false,
  },
  'unknown-outcome': {
    meaning: 'The answer was lost: it may or may not have happened.',
    retried: 'If it may happen twice, up to 5 tries. A create is looked up by its stamp first.',
    actor: 'nobody',
    remedy: 'None.',
    isMailboxState: false,
  },
  'cursor-expired': {
    meaning: 'The service no longer knows where the last read ended.',
    retried: 'At once, by a full read.',
    actor: 'nobody',
    remedy: 'None.',
    isMailboxState: false,
  },
  cancelled: {
    meaning: 'The run was stopped.',
    retried: 'By the next run, which goes on where this one ended.',
    actor: 'nobody',
    remedy: 'None.',
    isMailboxState: false,
  },
};

/** Is this a state of the mailbox, so that the run goes on without it? */
export function isMailboxState(code: FailureCode): code is MailboxStateCode {
  return failures[code].isMailboxState;
}

const dayMs = 86_400_000;

/** How long an unusable mailbox is left alone: a full one may have room tomorrow, the other states last. */
export function lookAgainAfterMs(code: MailboxStateCode): number {
  return code === 'mailbox-full' ? dayMs : 7 * dayMs;
}
