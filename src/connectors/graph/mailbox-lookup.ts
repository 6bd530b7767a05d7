import { z } from 'zod';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { MailboxId } from '../../runs/ports.ts';
import type { ReadDirectory } from './directory-caller.ts';
import { literal, queryOf } from './links.ts';
import { createPageReader, followPages } from './pages.ts';
import { isTenantId } from './tokens.ts';
import { isGuest } from './user.ts';

const userSchema = z.object({ id: z.string().min(1), userType: z.string().nullish() });

/**
 * Finds a mailbox by any of its addresses. An id is taken as it is.
 * @throws {ConnectorError} `mailbox-not-found`: no mailbox has this address; `not-found`: more than one has.
 */
export async function findMailbox(
  address: string,
  graphUrl: string,
  readDirectory: ReadDirectory,
  signal: AbortSignal,
): Promise<MailboxId> {
  if (isTenantId(address)) return address.toLowerCase();
  const own = literal(address);
  const proxy = literal(`smtp:${address}`);
  const $filter = `mail eq ${own} or userPrincipalName eq ${own} or proxyAddresses/any(p: p eq ${proxy})`;
  const url = `${graphUrl}/v1.0/users?${queryOf({ $filter, $select: 'id,userType' })}`;
  const readPage = createPageReader(userSchema, graphUrl);
  const pages = followPages(url, 'list', async (link) => readPage(await readDirectory(link, 'users.read', {}, signal)));
  const users = (await Array.fromAsync(pages)).flatMap(({ value }) => value);
  // A guest may have the address of a mailbox elsewhere, and a list may name somebody twice.
  const [found, ...others] = new Set(users.filter((user) => !isGuest(user)).map(({ id }) => id));
  if (found === undefined)
    throw new ConnectorError({ code: 'mailbox-not-found', detail: 'no mailbox has the address' });
  if (others.length > 0)
    throw new ConnectorError({ code: 'not-found', detail: 'more than one mailbox has the address' });
  return found;
}
