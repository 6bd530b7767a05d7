import { z } from 'zod';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { FailureCode } from '../../sync/failure.ts';
import type { EntryKind } from '../../sync/source-record.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type DirectoryUser, isGuest, isRemoved, mayBeResource } from './user.ts';

const purposeSchema = z.object({ userPurpose: z.string().nullish() });

/**
 * What a user is whose mailbox cannot be asked. Without a mailbox it is an account. Where asking is not allowed, a
 * disabled and unlicensed user with an address is taken for what it mostly is.
 */
const kindsByFailure: ReadonlyMap<FailureCode, EntryKind> = new Map([
  ['mailbox-not-enabled', 'account'],
  ['mailbox-on-premises', 'account'],
  ['mailbox-not-found', 'account'],
  ['permission-missing', 'shared-mailbox'],
  ['mailbox-access-denied', 'shared-mailbox'],
  ['not-found', 'shared-mailbox'],
  ['invalid-answer', 'shared-mailbox'],
]);

/**
 * Tells shared mailboxes, rooms and equipment from accounts that are merely disabled: only Exchange knows, so it is
 * asked, and only about those users.
 */
export function createKindReader(dispatcher: Dispatcher, signal: AbortSignal) {
  let mayAsk = true;
  /** Until one was answered nobody knows whether asking is allowed: pages that come meanwhile wait for the first. */
  let isAnswered = false;
  let first: Promise<unknown> = Promise.resolve();

  async function kindOf(userId: string): Promise<EntryKind> {
    if (!mayAsk) return 'shared-mailbox';
    const outcome = await dispatcher.send(
      {
        mailboxId: userId,
        operation: 'mailbox-settings.read',
        method: 'GET',
        path: `/users/${encodeURIComponent(userId)}/mailboxSettings?$select=userPurpose`,
        repeatable: true,
      },
      signal,
    );
    if (outcome.kind === 'answered') {
      isAnswered = true;
      const purpose = purposeSchema.safeParse(outcome.answer.body);
      if (!purpose.success) throw invalid('a purpose of a mailbox that cannot be read');
      return kindOfPurpose(purpose.data.userPurpose ?? 'shared');
    }
    const { failure } = outcome;
    const kind = kindsByFailure.get(failure.code);
    if (kind === undefined) throw new ConnectorError(failure);
    if (failure.code === 'permission-missing' || failure.code === 'invalid-answer') mayAsk = false;
    return kind;
  }

  return {
    /** What each user of a page is. @throws {ConnectorError} A mailbox does not answer: a guess would change the list. */
    async read(users: readonly DirectoryUser[]): Promise<(user: DirectoryUser) => EntryKind> {
      const ids = new Set<string>();
      for (const user of users) {
        if (!isRemoved(user) && mayBeResource(user)) ids.add(user.id);
        else ids.delete(user.id);
      }
      if (ids.size > 0 && !isAnswered) await first.catch(() => {});
      const asking = Promise.all([...ids].map(async (id) => [id, await kindOf(id)] as const));
      if (ids.size > 0) first = asking;
      const kinds = new Map(await asking);
      return (user) => kinds.get(user.id) ?? (isGuest(user) ? 'guest' : 'account');
    },
  };
}

function invalid(detail: string): ConnectorError {
  return new ConnectorError({ code: 'invalid-answer', detail });
}

/** By Exchange's word for it; everything else is a person's. */
const kindsByPurpose: ReadonlyMap<string, EntryKind> = new Map([
  ['shared', 'shared-mailbox'],
  ['room', 'room'],
  ['equipment', 'equipment'],
]);

function kindOfPurpose(purpose: string): EntryKind {
  return kindsByPurpose.get(purpose.toLowerCase()) ?? 'account';
}
