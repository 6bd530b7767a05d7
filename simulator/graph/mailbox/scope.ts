import type { MailboxScope } from '../../world/mailbox-changes.ts';
import { mailboxOf } from '../../world/mailboxes.ts';
import type { SimContact, SimFolder, SimMailbox } from '../../world/model.ts';
import { changeKey, readItemId } from '../../world/outlook-ids.ts';
import { GraphError } from '../errors.ts';
import type { RouteContext } from '../route.ts';

/** The mailbox that a request is for: its user is the first parameter. @throws {GraphError} 403, 404. */
export function scopeOf({ world, caller, params }: RouteContext): MailboxScope {
  const { tenant } = caller;
  return { world, tenantId: tenant.id, mailbox: mailboxOf(world, tenant, params[0] ?? ''), by: 'app' };
}

/** A folder by its id; the default folder also by its name. @throws {GraphError} 404 `ErrorItemNotFound`. */
export function folderOf(mailbox: SimMailbox, id: string): SimFolder {
  const folder =
    mailbox.folders.get(id) ??
    (id.toLowerCase() === 'contacts' ? mailbox.folders.get(mailbox.defaultFolderId) : undefined);
  if (folder === undefined) throw itemNotFound();
  return folder;
}

/** A folder in a given parent. @throws {GraphError} 404 `ErrorItemNotFound`. */
export function childFolderOf(mailbox: SimMailbox, parentId: string, id: string): SimFolder {
  const parent = folderOf(mailbox, parentId);
  const folder = folderOf(mailbox, id);
  if (folder.parentFolderId !== parent.id) throw itemNotFound();
  return folder;
}

/**
 * A contact by an id of either kind.
 *
 * @param inFolder Null: in any folder.
 * @throws {GraphError} 400 `ErrorInvalidIdMalformed`, 404 `ErrorItemNotFound`.
 */
export function contactOf(mailbox: SimMailbox, id: string, inFolder: SimFolder | null): SimContact {
  const read = readItemId(mailbox, id);
  const contact = read === null ? undefined : mailbox.contacts.get(read.serial);
  if (read === null || contact === undefined) throw itemNotFound();
  if (inFolder !== null && contact.folderId !== inFolder.id) throw itemNotFound();
  const folder = mailbox.folders.get(contact.folderId);
  if (read.folderSerial !== null && read.folderSerial !== folder?.serial) throw itemNotFound();
  return contact;
}

export function itemNotFound(): GraphError {
  return new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
}

/** Whether the request's own `Prefer` asks for ids that survive a move. */
export function wantsImmutableIds({ request }: RouteContext): boolean {
  const prefer = request.headers.prefer;
  return prefer !== undefined && (prefer === immutablePreference || immutableWish.test(prefer));
}

const immutablePreference = 'IdType="ImmutableId"';
const immutableWish = /(^|[,;\s])idtype\s*=\s*"?immutableid"?\s*($|[,;])/i;

/** `Prefer: odata.maxpagesize=…`, null if it is not asked for. */
export function wantedPageSize({ request }: RouteContext): number | null {
  const found = /odata\.maxpagesize\s*=\s*"?(\d{1,6})"?/i.exec(request.headers.prefer ?? '');
  const size = Number(found?.[1] ?? 0);
  return size > 0 ? size : null;
}

/** The answer's `Preference-Applied`. */
export function appliedPreferences(
  immutable: boolean,
  pageSize: number | null = null,
): Readonly<Record<string, string>> {
  if (!immutable && pageSize === null) return none;
  if (pageSize === null) return immutableOnly;
  const applied = `odata.maxpagesize=${pageSize}`;
  return { 'Preference-Applied': immutable ? `${immutablePreference}, ${applied}` : applied };
}

const none: Readonly<Record<string, string>> = {};
const immutableOnly: Readonly<Record<string, string>> = { 'Preference-Applied': immutablePreference };

/** The `@odata.etag` of an item. */
export function etagOf(mailbox: SimMailbox, contact: SimContact): string {
  return `W/"${changeKey(mailbox, contact.sequence)}"`;
}

/** @throws {GraphError} 412 if `If-Match` names another state of the item. */
export function requireMatch({ request }: RouteContext, mailbox: SimMailbox, contact: SimContact): void {
  const wanted = request.headers['if-match']?.trim();
  if (wanted === undefined || wanted === '*') return;
  const current = changeKey(mailbox, contact.sequence);
  if (wanted.replace(/^W\//, '').replaceAll('"', '') === current) return;
  throw new GraphError(
    412,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  );
}
