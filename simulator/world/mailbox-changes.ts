import type { ContactContent, SimContact, SimFolder, SimMailbox, World } from './model.ts';
import { folderId } from './outlook-ids.ts';

/** Everything that changes a mailbox goes through here: sequences, tombstones and listeners stay right. */

/** Who changes which mailbox. */
export interface MailboxScope {
  readonly world: World;
  readonly tenantId: string;
  readonly mailbox: SimMailbox;
  /** An app through Graph, or the person whose mailbox it is. */
  readonly by: 'app' | 'owner';
}

/** A contact was created, updated or deleted. A move is a deletion and a creation with the same serial number. */
export interface MailboxChange extends MailboxScope {
  readonly kind: 'created' | 'updated' | 'deleted';
  readonly what: 'content' | 'photo' | 'folder';
  readonly contact: SimContact;
  /** The folder that it is or was in. */
  readonly folderId: string;
}

type Listener = (change: MailboxChange) => void;
const listeners = new WeakMap<World, Set<Listener>>();

/** Calls `listener` after each change to a contact in any mailbox of the world. @returns Ends it. */
export function onMailboxChange(world: World, listener: Listener): () => void {
  const all = listeners.get(world) ?? new Set();
  listeners.set(world, all);
  all.add(listener);
  return () => all.delete(listener);
}

/** @returns The new contact. */
export function createContact(
  scope: MailboxScope,
  inFolderId: string,
  content: ContactContent,
  personal = false,
): SimContact {
  const { mailbox } = scope;
  const nowMs = nowSecondMs(scope.world);
  mailbox.lastSerial += 1;
  mailbox.sequence += 1;
  const contact: SimContact = {
    serial: mailbox.lastSerial,
    folderId: inFolderId,
    content,
    createdMs: nowMs,
    modifiedMs: nowMs,
    sequence: mailbox.sequence,
    personal,
    photo: null,
  };
  mailbox.contacts.set(contact.serial, contact);
  report(scope, 'created', 'content', contact);
  return contact;
}

export function updateContact(scope: MailboxScope, contact: SimContact, content: ContactContent): void {
  contact.content = content;
  touch(scope, contact);
  report(scope, 'updated', 'content', contact);
}

export function setContactPhoto(scope: MailboxScope, contact: SimContact, photo: Uint8Array | null): void {
  contact.photo = photo;
  touch(scope, contact);
  report(scope, 'updated', 'photo', contact);
}

export function deleteContact(scope: MailboxScope, contact: SimContact): void {
  bury(scope.mailbox, contact);
  scope.mailbox.contacts.delete(contact.serial);
  report(scope, 'deleted', 'content', contact);
}

/** Moves a contact: its immutable id stays, its other id changes. */
export function moveContact(scope: MailboxScope, contact: SimContact, toFolderId: string): void {
  if (contact.folderId === toFolderId) return;
  bury(scope.mailbox, contact);
  report(scope, 'deleted', 'folder', contact);
  contact.folderId = toFolderId;
  touch(scope, contact);
  report(scope, 'created', 'folder', contact);
}

export function createFolder(
  scope: MailboxScope,
  parentFolderId: string,
  displayName: string,
  extended: SimFolder['extended'],
): SimFolder {
  const { mailbox } = scope;
  mailbox.lastSerial += 1;
  mailbox.sequence += 1;
  const serial = mailbox.lastSerial;
  const folder: SimFolder = {
    id: folderId(mailbox, serial),
    serial,
    parentFolderId,
    displayName,
    extended,
    sequence: mailbox.sequence,
  };
  mailbox.folders.set(folder.id, folder);
  return folder;
}

export function updateFolder(
  scope: MailboxScope,
  folder: SimFolder,
  change: Pick<SimFolder, 'displayName' | 'extended'>,
): void {
  scope.mailbox.sequence += 1;
  folder.displayName = change.displayName;
  folder.extended = change.extended;
  folder.sequence = scope.mailbox.sequence;
}

/** Deletes a folder with all that is in it. */
export function deleteFolderWithContent(scope: MailboxScope, folder: SimFolder): void {
  const { mailbox } = scope;
  for (const child of [...mailbox.folders.values()]) {
    if (child.parentFolderId === folder.id) deleteFolderWithContent(scope, child);
  }
  for (const contact of [...mailbox.contacts.values()]) {
    if (contact.folderId === folder.id) deleteContact(scope, contact);
  }
  mailbox.sequence += 1;
  mailbox.folders.delete(folder.id);
  mailbox.removedFolders.push({ id: folder.id, parentFolderId: folder.parentFolderId, sequence: mailbox.sequence });
}

/** Folder names are unique among siblings, in any case. */
export function hasSiblingNamed(
  mailbox: SimMailbox,
  parentFolderId: string | null,
  displayName: string,
  except?: SimFolder,
): boolean {
  const wanted = displayName.toLowerCase();
  for (const folder of mailbox.folders.values()) {
    if (folder !== except && folder.parentFolderId === parentFolderId && folder.displayName.toLowerCase() === wanted) {
      return true;
    }
  }
  return false;
}

function touch({ world, mailbox }: MailboxScope, contact: SimContact): void {
  mailbox.sequence += 1;
  contact.sequence = mailbox.sequence;
  contact.modifiedMs = nowSecondMs(world);
}

function bury(mailbox: SimMailbox, { serial, folderId: fromFolderId }: SimContact): void {
  mailbox.sequence += 1;
  mailbox.removedContacts.push({ serial, folderId: fromFolderId, sequence: mailbox.sequence });
}

function report(
  { world, tenantId, mailbox, by }: MailboxScope,
  kind: MailboxChange['kind'],
  what: MailboxChange['what'],
  contact: SimContact,
): void {
  const all = listeners.get(world);
  if (all === undefined) return;
  const change: MailboxChange = { world, tenantId, mailbox, by, kind, what, contact, folderId: contact.folderId };
  for (const listener of all) listener(change);
}

/** Exchange keeps times of items in whole seconds. */
function nowSecondMs(world: World): number {
  return Math.floor(world.clock.nowMs() / 1000) * 1000;
}
