import { newContent, readContactBody } from '../graph/mailbox/contact-body.ts';
import { createContact, createFolder, type MailboxScope } from '../world/mailbox-changes.ts';
import type { SimTenant } from '../world/model.ts';
import { personalContacts } from './personal-contacts.ts';

/** Puts a person's own folders and contacts into a mailbox that was just made; none if the tenant is no demo. */
export function seedMailbox(scope: MailboxScope, tenant: SimTenant): void {
  if (tenant.seed === undefined) return;
  const { mailbox } = scope;
  const { folders, contacts } = personalContacts(tenant.seed, mailbox.userId, tenant.countryCode);
  const folderIds = new Map(
    folders.map((name) => [name, createFolder(scope, mailbox.defaultFolderId, name, {}).id] as const),
  );
  for (const { folder, properties } of contacts) {
    const folderId = (folder === null ? undefined : folderIds.get(folder)) ?? mailbox.defaultFolderId;
    createContact(scope, folderId, newContent(readContactBody(properties)), true);
  }
}
