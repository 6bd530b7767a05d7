import { seedMailbox } from '../demo/seed-mailbox.ts';
import { GraphError } from '../graph/errors.ts';
import type { SimMailbox, SimTenant, SimUser, World } from './model.ts';
import { folderId, idBaseOf } from './outlook-ids.ts';

/**
 * The mailbox of a user, for an app that asks through Graph.
 *
 * @throws {GraphError} 404 `ResourceNotFound` (no such user), `MailboxNotEnabledForRESTAPI` (no mailbox, inactive or
 *   on-premises), `ErrorNonExistentMailbox`; 403 `ErrorAccessDenied` (denied by policy).
 */
export function mailboxOf(world: World, tenant: SimTenant, userId: string): SimMailbox {
  const user = tenant.users.get(userId);
  if (user === undefined) throw new GraphError(404, 'ResourceNotFound', 'Resource could not be discovered.');
  switch (user.mailbox?.availability) {
    case 'available':
      return openMailbox(world, tenant, user);
    case undefined:
    case 'not-enabled':
    case 'on-premises':
      throw new GraphError(
        404,
        'MailboxNotEnabledForRESTAPI',
        'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
      );
    case 'non-existent':
      throw new GraphError(404, 'ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
    case 'access-denied':
      throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
}

/** The mailbox of a user whatever its availability, made with the person's own contacts when first touched. */
export function openMailbox(world: World, tenant: SimTenant, user: SimUser): SimMailbox {
  const existing = tenant.mailboxes.get(user.id);
  if (existing !== undefined) return existing;
  const mailbox = createMailbox(user.id);
  tenant.mailboxes.set(user.id, mailbox);
  if (user.mailbox?.purpose === 'user') seedMailbox({ world, tenantId: tenant.id, mailbox, by: 'owner' }, tenant);
  return mailbox;
}

/** A mailbox with nothing but its default contacts folder. */
function createMailbox(userId: string): SimMailbox {
  const idBase = idBaseOf(userId);
  const serial = 1;
  const id = folderId({ idBase }, serial);
  const folder = { id, serial, parentFolderId: null, displayName: 'Contacts', extended: {}, sequence: 1 };
  return {
    userId,
    idBase,
    defaultFolderId: id,
    folders: new Map([[id, folder]]),
    contacts: new Map(),
    lastSerial: serial,
    sequence: 1,
    removedContacts: [],
    removedFolders: [],
  };
}
