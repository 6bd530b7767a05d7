import { z } from 'zod';
import type { Mailbox, MailboxDirectory, MailboxPage } from '../../runs/ports.ts';
import { entityId } from './answer-values.ts';
import type { ReadDirectory } from './directory-caller.ts';
import { checkCursor, queryOf } from './links.ts';
import { createPageReader, followPages } from './pages.ts';
import { readAhead } from './read-ahead.ts';
import {
  hasExchangePlan,
  isGuest,
  isRemoved,
  type MailboxUser,
  mailboxUserProperties,
  mailboxUserSchema,
} from './user.ts';

export interface MailboxDirectoryOptions {
  readonly graphUrl: string;
  readonly readDirectory: ReadDirectory;
}

const memberSchema = z.object({ id: entityId });

/** Graph refuses the cast of members to users without these. */
const advancedQuery = { consistencylevel: 'eventual' };

/** The mailboxes of a company, read from the directory's users by delta of their own. */
export function createMailboxDirectory({ graphUrl, readDirectory }: MailboxDirectoryOptions): MailboxDirectory {
  const firstLink = `${graphUrl}/v1.0/users/delta?${queryOf({ $select: mailboxUserProperties.join(',') })}`;
  const readUsers = createPageReader(mailboxUserSchema, graphUrl);
  const readMembers = createPageReader(memberSchema, graphUrl);

  return {
    async *read(cursor, signal) {
      const start = cursor === null ? firstLink : checkCursor(cursor, graphUrl);
      const pages = followPages(start, 'delta', async (link) =>
        readUsers(await readDirectory(link, 'users.read', {}, signal)),
      );
      for await (const page of readAhead(pages)) yield toMailboxPage(page.value, page.deltaLink);
    },

    async *groupMembers(groupId, signal) {
      const members = `/groups/${encodeURIComponent(groupId)}/transitiveMembers/microsoft.graph.user`;
      const first = `${graphUrl}/v1.0${members}?${queryOf({ $select: 'id', $top: '999', $count: 'true' })}`;
      const pages = followPages(first, 'list', async (link) =>
        readMembers(await readDirectory(link, 'group.read', advancedQuery, signal)),
      );
      const seen = new Set<string>();
      for await (const page of pages) {
        const fresh = page.value.map(({ id }) => id).filter((id) => !seen.has(id));
        for (const id of fresh) seen.add(id);
        yield [...new Set(fresh)];
      }
    },
  };
}

/** Within a page as within a read the last entry of an id wins. */
function toMailboxPage(users: readonly MailboxUser[], cursor: string | null): MailboxPage {
  const mailboxes = new Map<string, Mailbox>();
  const removed = new Set<string>();
  for (const user of users) {
    mailboxes.delete(user.id);
    removed.delete(user.id);
    if (isRemoved(user)) removed.add(user.id);
    else mailboxes.set(user.id, toMailbox(user));
  }
  return { mailboxes: [...mailboxes.values()], removed: [...removed], cursor };
}

function toMailbox(user: MailboxUser): Mailbox {
  const address = user.mail ?? '';
  return {
    mailboxId: user.id,
    address: address === '' ? (user.userPrincipalName ?? '') : address,
    excluded: excluded(user),
  };
}

function excluded(user: MailboxUser): Mailbox['excluded'] {
  if (isGuest(user)) return 'guest';
  if (user.accountEnabled === false) return 'disabled';
  if (!hasExchangePlan(user)) return 'no-exchange-licence';
  return (user.mail ?? '') === '' ? 'no-address' : null;
}
