import type { MailboxDirectory, MailboxId } from './ports.ts';

/** Everyone in a group. @throws {ConnectorError} It could not be read completely: a group is never smaller than it is. */
export async function membersOfGroup(
  directory: Pick<MailboxDirectory, 'groupMembers'>,
  groupId: string,
  signal: AbortSignal,
): Promise<ReadonlySet<MailboxId>> {
  const members = new Set<MailboxId>();
  for await (const page of directory.groupMembers(groupId, signal))
    for (const mailboxId of page) members.add(mailboxId);
  return members;
}
