import type { ConnectedSource } from '../../runs/definition.ts';

/** What is asked of Graph, and the application permissions that allow it: any one is enough, the first is the one to ask for. */
export const graphOperations = {
  'users.read': { permissions: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'], mailbox: false },
  'photo.read': { permissions: ['User.Read.All', 'User.ReadWrite.All', 'ProfilePhoto.Read.All'], mailbox: false },
  'org-contacts.read': { permissions: ['OrgContact.Read.All', 'Directory.Read.All'], mailbox: false },
  'group.read': {
    permissions: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
    mailbox: false,
  },
  'mailbox-settings.read': { permissions: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'], mailbox: true },
  'folder.list': { permissions: ['Contacts.ReadWrite', 'Contacts.Read'], mailbox: true },
  'child-folder.list': { permissions: ['Contacts.ReadWrite', 'Contacts.Read'], mailbox: true },
  'folder.read': { permissions: ['Contacts.ReadWrite', 'Contacts.Read'], mailbox: true },
  'folder.create': { permissions: ['Contacts.ReadWrite'], mailbox: true },
  'child-folder.create': { permissions: ['Contacts.ReadWrite'], mailbox: true },
  'folder.update': { permissions: ['Contacts.ReadWrite'], mailbox: true },
  'folder.delete': { permissions: ['Contacts.ReadWrite'], mailbox: true },
  'contact.read': { permissions: ['Contacts.ReadWrite', 'Contacts.Read'], mailbox: true },
  'contact.create': { permissions: ['Contacts.ReadWrite'], mailbox: true },
  'contact.update': { permissions: ['Contacts.ReadWrite'], mailbox: true },
  'contact.delete': { permissions: ['Contacts.ReadWrite'], mailbox: true },
  'contact-photo.write': { permissions: ['Contacts.ReadWrite'], mailbox: true },
} as const satisfies Readonly<
  Record<string, { readonly permissions: readonly [string, ...string[]]; readonly mailbox: boolean }>
>;

export type GraphOperation = keyof typeof graphOperations;

/** What is asked of Graph whatever the sources are: the address list, groups for audiences, and mailboxes. */
const commonOperations: readonly GraphOperation[] = [
  'users.read',
  'group.read',
  'mailbox-settings.read',
  'folder.list',
  'folder.create',
  'contact.read',
  'contact.create',
];

/** What the app needs in a tenant whose sources are the address list, groups and shared mailboxes. */
export const requiredPermissions: readonly string[] = permissionsFor([]);

/** What the app needs in a tenant with these sources: no permission is asked for that none of them needs. */
export function permissionsFor(sources: readonly Pick<ConnectedSource, 'kind'>[]): readonly string[] {
  return [...new Set(operationsFor(sources).map((operation) => graphOperations[operation].permissions[0]))];
}

/** Which of the permissions that these sources need nothing that was granted stands in for. */
export function missingPermissions(
  granted: readonly string[],
  sources: readonly Pick<ConnectedSource, 'kind'>[],
): readonly string[] {
  const refused = operationsFor(sources).filter((operation) => {
    const permissions: readonly string[] = graphOperations[operation].permissions;
    return !permissions.some((permission) => granted.includes(permission));
  });
  return [...new Set(refused.map((operation) => graphOperations[operation].permissions[0]))];
}

function operationsFor(sources: readonly Pick<ConnectedSource, 'kind'>[]): readonly GraphOperation[] {
  const readsOrgContacts = sources.some(({ kind }) => kind === 'organizational-contacts');
  return readsOrgContacts ? [...commonOperations, 'org-contacts.read'] : commonOperations;
}
