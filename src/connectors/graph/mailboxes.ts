import { z } from 'zod';
import type { Mailbox, MailboxDirectory, MailboxPage } from '../../runs/ports.ts';
import { entityId } from './answer-values.ts';
import type { ReadDirectory } from './directory-caller.ts';
import type { DirectoryUsers } from './directory-users.ts';
import { queryOf } from './links.ts';
import { findMailbox } from './mailbox-lookup.ts';
import { createPageReader, followPages } from './pages.ts';
import { type DirectoryUser, hasExchangePlan, isGuest, isRemoved } from './user.ts';

export interface MailboxDirectoryOptions {
  readonly graphUrl: string;
  readonly users: DirectoryUsers;
  readonly readDirectory: ReadDirectory;
}

const memberSchema = z.object({ id: entityId });

/** Graph refuses the cast of members to users without these. */
const advancedQuery = { consistencylevel: 'eventual' };

/** The mailboxes of a company, by what the directory says of its users. */
export function createMailboxDirectory({ graphUrl, users, readDirectory }: MailboxDirectoryOptions): MailboxDirectory {
  const readMembers = createPageReader(memberSchema, graphUrl);

  return {
    async *read(cursor, signal) {
      for await (const page of users.read(cursor, signal)) yield toMailboxPage(page.value, page.deltaLink);
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

    find: (address, signal) => findMailbox(address, graphUrl, readDirectory, signal),
  };
}

/** Within a page as within a read the last entry of an id wins. */
function toMailboxPage(users: readonly DirectoryUser[], cursor: string | null): MailboxPage {
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

function toMailbox(user: DirectoryUser): Mailbox {
  const address = user.mail ?? '';
  return {
    mailboxId: user.id,
    address: address === '' ? (user.userPrincipalName ?? '') : address,
    excluded: excluded(user),
  };
}

function excluded(user: DirectoryUser): Mailbox['excluded'] {
  if (isGuest(user)) return 'guest';
  if (user.accountEnabled === false) return 'disabled';
  if (!hasExchangePlan(user)) return 'no-exchange-licence';
  return (user.mail ?? '') === '' ? 'no-address' : null;
}
