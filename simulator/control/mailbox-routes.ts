import { z } from 'zod';
import { mergeContent, newContent, readContactBody } from '../graph/mailbox/contact-body.ts';
import { WorldError } from '../world/errors.ts';
import {
  createContact,
  createFolder,
  deleteContact,
  deleteFolderWithContent,
  hasSiblingNamed,
  type MailboxScope,
  moveContact,
  updateContact,
  updateFolder,
} from '../world/mailbox-changes.ts';
import { openMailbox } from '../world/mailboxes.ts';
import type { SimContact, SimFolder, SimMailbox, SimTenant } from '../world/model.ts';
import { immutableId, mutableId, readItemId } from '../world/outlook-ids.ts';
import { type ControlCall, type ControlRoute, created, done, ok, readBody, tenantOf, userOf } from './call.ts';

const folderBody = z.strictObject({ displayName: z.string().min(1), parentFolderId: z.string().exactOptional() });
const folderPatch = z.strictObject({ displayName: z.string().min(1) });
const contactBody = z.strictObject({ folderId: z.string().exactOptional(), properties: z.looseObject({}) });
const contactPatch = z.strictObject({
  folderId: z.string().exactOptional(),
  properties: z.looseObject({}).exactOptional(),
});

/** What mailboxes hold, and what their owners do to it. */
export const mailboxRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    pattern: '/tenants/{}/mailboxes',
    answer: (call) => {
      const tenant = tenantOf(call);
      const onlyApps = call.query.get('owner') === 'app';
      const all = [...tenant.mailboxes.values()].map((mailbox) => summary(tenant, mailbox));
      return ok({ value: onlyApps ? all.filter(({ contacts }) => contacts > 0) : all });
    },
  },
  { method: 'GET', pattern: '/tenants/{}/mailboxes/{}', answer: (call) => ok(showMailbox(scopeOf(call).mailbox)) },
  {
    method: 'POST',
    pattern: '/tenants/{}/mailboxes/{}/folders',
    answer: (call) => {
      const scope = scopeOf(call);
      const { displayName, parentFolderId = scope.mailbox.defaultFolderId } = readBody(call.request, folderBody);
      const parent = folderById(scope.mailbox, parentFolderId);
      checkFreeName(scope.mailbox, parent.id, displayName);
      return created(showFolder(scope.mailbox, createFolder(scope, parent.id, displayName, {})));
    },
  },
  {
    method: 'PATCH',
    pattern: '/tenants/{}/mailboxes/{}/folders/{}',
    answer: (call) => {
      const scope = scopeOf(call);
      const folder = folderById(scope.mailbox, call.params[2] ?? '');
      const { displayName } = readBody(call.request, folderPatch);
      checkFreeName(scope.mailbox, folder.parentFolderId, displayName, folder);
      updateFolder(scope, folder, { displayName, extended: folder.extended });
      return ok(showFolder(scope.mailbox, folder));
    },
  },
  {
    method: 'DELETE',
    pattern: '/tenants/{}/mailboxes/{}/folders/{}',
    answer: (call) => {
      const scope = scopeOf(call);
      const folder = folderById(scope.mailbox, call.params[2] ?? '');
      if (folder.id === scope.mailbox.defaultFolderId) {
        throw new WorldError('invalid', 'The default contacts folder cannot be deleted.');
      }
      deleteFolderWithContent(scope, folder);
      return done;
    },
  },
  {
    method: 'POST',
    pattern: '/tenants/{}/mailboxes/{}/contacts',
    answer: (call) => {
      const scope = scopeOf(call);
      const { folderId = scope.mailbox.defaultFolderId, properties } = readBody(call.request, contactBody);
      const folder = folderById(scope.mailbox, folderId);
      const contact = createContact(scope, folder.id, newContent(readContactBody(properties)), true);
      return created(showContact(scope.mailbox, contact));
    },
  },
  {
    method: 'PATCH',
    pattern: '/tenants/{}/mailboxes/{}/contacts/{}',
    answer: (call) => {
      const scope = scopeOf(call);
      const contact = contactById(scope.mailbox, call.params[2] ?? '');
      const { folderId, properties } = readBody(call.request, contactPatch);
      if (folderId !== undefined) moveContact(scope, contact, folderById(scope.mailbox, folderId).id);
      if (properties !== undefined) {
        updateContact(scope, contact, mergeContent(contact.content, readContactBody(properties)));
      }
      return ok(showContact(scope.mailbox, contact));
    },
  },
  {
    method: 'DELETE',
    pattern: '/tenants/{}/mailboxes/{}/contacts/{}',
    answer: (call) => {
      const scope = scopeOf(call);
      deleteContact(scope, contactById(scope.mailbox, call.params[2] ?? ''));
      return done;
    },
  },
];

/** The mailbox of the second parameter, opened by its owner. */
function scopeOf(call: ControlCall): MailboxScope {
  const tenant = tenantOf(call);
  const user = userOf(call);
  if (user.mailbox === null) throw new WorldError('not-found', `The user '${user.id}' has no mailbox.`);
  return { world: call.world, tenantId: tenant.id, mailbox: openMailbox(call.world, tenant, user), by: 'owner' };
}

/** The default folder is also called `contacts`. */
function folderById(mailbox: SimMailbox, id: string): SimFolder {
  const folder = mailbox.folders.get(id === 'contacts' ? mailbox.defaultFolderId : id);
  if (folder === undefined) throw new WorldError('not-found', `There is no folder '${id}'.`);
  return folder;
}

function contactById(mailbox: SimMailbox, id: string): SimContact {
  const contact = mailbox.contacts.get(readItemId(mailbox, id)?.serial ?? -1);
  if (contact === undefined) throw new WorldError('not-found', `There is no contact '${id}'.`);
  return contact;
}

function checkFreeName(mailbox: SimMailbox, parentId: string | null, displayName: string, except?: SimFolder): void {
  if (hasSiblingNamed(mailbox, parentId, displayName, except)) {
    throw new WorldError('conflict', `There is a folder '${displayName}' already.`, 'displayName');
  }
}

function summary(tenant: SimTenant, mailbox: SimMailbox) {
  const counts = new Map([...mailbox.folders.keys()].map((id) => [id, { contacts: 0, personalContacts: 0 }]));
  for (const { folderId, personal } of mailbox.contacts.values()) {
    const count = counts.get(folderId);
    if (count === undefined) continue;
    if (personal) count.personalContacts += 1;
    else count.contacts += 1;
  }
  const folders = [...mailbox.folders.values()].map((folder) => ({
    id: folder.id,
    displayName: folder.displayName,
    isDefault: folder.id === mailbox.defaultFolderId,
    ...counts.get(folder.id),
  }));
  return {
    userId: mailbox.userId,
    userPrincipalName: tenant.users.get(mailbox.userId)?.properties.userPrincipalName,
    contacts: [...counts.values()].reduce((sum, { contacts }) => sum + contacts, 0),
    personalContacts: [...counts.values()].reduce((sum, { personalContacts }) => sum + personalContacts, 0),
    folders,
  };
}

function showMailbox(mailbox: SimMailbox): object {
  return {
    userId: mailbox.userId,
    folders: [...mailbox.folders.values()].map((folder) => showFolder(mailbox, folder)),
  };
}

function showFolder(mailbox: SimMailbox, folder: SimFolder): object {
  return {
    id: folder.id,
    displayName: folder.displayName,
    parentFolderId: folder.parentFolderId,
    isDefault: folder.id === mailbox.defaultFolderId,
    extended: folder.extended,
    contacts: [...mailbox.contacts.values()]
      .filter(({ folderId }) => folderId === folder.id)
      .map((contact) => showContact(mailbox, contact)),
  };
}

function showContact(mailbox: SimMailbox, contact: SimContact): object {
  const folderSerial = mailbox.folders.get(contact.folderId)?.serial ?? 0;
  return {
    id: immutableId(mailbox, contact.serial),
    mutableId: mutableId(mailbox, contact.serial, folderSerial),
    folderId: contact.folderId,
    properties: contact.content.properties,
    extended: contact.content.extended,
    personal: contact.personal,
    hasPhoto: contact.photo !== null,
    created: new Date(contact.createdMs).toISOString(),
    modified: new Date(contact.modifiedMs).toISOString(),
  };
}
