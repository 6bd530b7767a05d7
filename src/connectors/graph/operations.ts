/** What is asked of Graph, and the application permissions that allow it: any one is enough, the first is the one to ask for. */
export const graphOperations = {
  'users.read': { permissions: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'], mailbox: false },
  'group.read': {
    permissions: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
    mailbox: false,
  },
  'mailbox-settings.read': { permissions: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'], mailbox: true },
  'folder.list': { permissions: ['Contacts.ReadWrite', 'Contacts.Read'], mailbox: true },
  'folder.read': { permissions: ['Contacts.ReadWrite', 'Contacts.Read'], mailbox: true },
  'folder.create': { permissions: ['Contacts.ReadWrite'], mailbox: true },
  'contact.read': { permissions: ['Contacts.ReadWrite', 'Contacts.Read'], mailbox: true },
  'contact.create': { permissions: ['Contacts.ReadWrite'], mailbox: true },
  'contact.update': { permissions: ['Contacts.ReadWrite'], mailbox: true },
  'contact.delete': { permissions: ['Contacts.ReadWrite'], mailbox: true },
} as const satisfies Readonly<
  Record<string, { readonly permissions: readonly [string, ...string[]]; readonly mailbox: boolean }>
>;

export type GraphOperation = keyof typeof graphOperations;

/** What the app needs in a tenant for everything it does. */
export const requiredPermissions: readonly string[] = [
  'User.Read.All',
  'GroupMember.Read.All',
  'MailboxSettings.Read',
  'Contacts.ReadWrite',
];
