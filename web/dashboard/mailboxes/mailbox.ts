import type { Api } from '../../../src/api/contract/contract.ts';
import type { Tone } from '../../ui/status-badge.tsx';

export type MailboxRow = Api['listMailboxes']['answer']['items'][number];
export type Replica = Api['getMailbox']['answer']['replicas'][number];
export type MailboxIssue = Api['getMailbox']['answer']['issues'][number];
export type MailboxFilter = NonNullable<NonNullable<Api['listMailboxes']['query']>['state']>;

/** From what needs a look to what does not. */
export const mailboxStates = ['unavailable', 'behind', 'writing', 'leaving', 'unknown', 'ready', 'none'] as const;
export type MailboxState = (typeof mailboxStates)[number];

export const toneOfMailbox = {
  unavailable: 'bad',
  behind: 'warning',
  writing: 'working',
  leaving: 'working',
  unknown: 'info',
  ready: 'good',
  none: 'quiet',
} as const satisfies Record<MailboxState, Tone>;

/** A folder in a word; one that the pages do not know was not looked at. */
export function stateOfReplica({ state, behind }: { readonly state: string; readonly behind: boolean }): MailboxState {
  if (state === 'ready' && behind) return 'behind';
  return mailboxStates.find((one) => one === state) ?? 'unknown';
}

/** A mailbox by the folder of ours in it that needs a look most. */
export function stateOfMailbox({ replicas }: Pick<MailboxRow, 'replicas'>): MailboxState {
  const states = replicas.map(stateOfReplica);
  return mailboxStates.find((one) => states.includes(one)) ?? 'none';
}

/** When all of it was last in step: the oldest; null: some never were. */
export function syncedAtOf({ replicas }: Pick<MailboxRow, 'replicas'>): string | null {
  const times = replicas.map(({ syncedAt }) => syncedAt);
  if (times.length === 0 || times.includes(null)) return null;
  return times.reduce((oldest, time) => (time !== null && (oldest === null || time < oldest) ? time : oldest), null);
}

const excludedNames = ['guest', 'disabled', 'no-exchange-licence', 'no-address'] as const;

/** Name of the text that says why a mailbox cannot be used. */
export function excludedName(reason: string): (typeof excludedNames)[number] | 'other' {
  return excludedNames.find((one) => one === reason) ?? 'other';
}

export function isMailboxFilter(text: unknown): text is MailboxFilter {
  return mailboxStates.some((state) => state === text);
}
