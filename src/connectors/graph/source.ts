import { z } from 'zod';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { ContactSource, SourcePage } from '../../runs/ports.ts';
import type { FailureCode } from '../../sync/failure.ts';
import type { EntryKind, SourceRecord } from '../../sync/source-record.ts';
import type { ReadDirectory } from './directory-caller.ts';
import type { Dispatcher } from './dispatcher.ts';
import { checkCursor, queryOf } from './links.ts';
import { createPageReader, followPages } from './pages.ts';
import {
  type DirectoryUser,
  isGuest,
  isRemoved,
  mayBeResource,
  toSourceRecord,
  userProperties,
  userSchema,
} from './user.ts';

export interface SourceOptions {
  readonly graphUrl: string;
  readonly readDirectory: ReadDirectory;
  readonly dispatcher: Dispatcher;
}

/**
 * The global address list, read from the directory's users by delta. The cursor is Graph's delta link.
 * @see https://learn.microsoft.com/graph/delta-query-users
 */
export function createGalSource({ graphUrl, readDirectory, dispatcher }: SourceOptions): ContactSource {
  const firstLink = `${graphUrl}/v1.0/users/delta?${queryOf({ $select: userProperties.join(',') })}`;
  const readPage = createPageReader(userSchema, graphUrl);

  return {
    async *read(cursor, signal) {
      const kinds = createKindReader(dispatcher, signal);
      const start = cursor === null ? firstLink : checkCursor(cursor, graphUrl);
      const pages = followPages(start, 'delta', async (link) =>
        readPage(await readDirectory(link, 'users.read', {}, signal)),
      );
      for await (const page of pages) yield toSourcePage(page.value, page.deltaLink, await kinds.read(page.value));
    },
  };
}

/** Within a page as within a read the last entry of an id wins. */
function toSourcePage(
  users: readonly DirectoryUser[],
  cursor: string | null,
  kinds: ReadonlyMap<string, EntryKind>,
): SourcePage {
  const records = new Map<string, SourceRecord>();
  const removed = new Set<string>();
  for (const user of users) {
    records.delete(user.id);
    removed.delete(user.id);
    if (isRemoved(user)) removed.add(user.id);
    else records.set(user.id, toSourceRecord(user, kinds.get(user.id) ?? (isGuest(user) ? 'guest' : 'account')));
  }
  return { records: [...records.values()], removed: [...removed], cursor };
}

const purposeSchema = z.object({ userPurpose: z.string() });

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
function createKindReader(dispatcher: Dispatcher, signal: AbortSignal) {
  let mayAsk = true;

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
      const purpose = purposeSchema.safeParse(outcome.answer.body);
      return purpose.success ? kindOfPurpose(purpose.data.userPurpose) : 'shared-mailbox';
    }
    const { failure } = outcome;
    const kind = kindsByFailure.get(failure.code);
    if (kind === undefined) throw new ConnectorError(failure);
    if (failure.code === 'permission-missing' || failure.code === 'invalid-answer') mayAsk = false;
    return kind;
  }

  return {
    async read(users: readonly DirectoryUser[]): Promise<ReadonlyMap<string, EntryKind>> {
      const ids = new Set<string>();
      for (const user of users) {
        if (!isRemoved(user) && mayBeResource(user)) ids.add(user.id);
        else ids.delete(user.id);
      }
      return new Map(await Promise.all([...ids].map(async (id) => [id, await kindOf(id)] as const)));
    },
  };
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
