import type { Texts } from '../i18n/texts.ts';

type PermissionName = keyof Texts['connect']['permission'];

const names = {
  UserReadAll: true,
  ContactsReadWrite: true,
  MailboxSettingsRead: true,
  GroupMemberReadAll: true,
  OrgContactReadAll: true,
} as const satisfies Record<PermissionName, true>;

/** Key of the texts about a permission: a key has no points. Null: there are none. */
export function permissionKey(name: string): PermissionName | null {
  const key = name.replaceAll('.', '');
  return isName(key) ? key : null;
}

function isName(key: string): key is PermissionName {
  return Object.hasOwn(names, key);
}
