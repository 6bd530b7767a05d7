import type { Mailbox } from '../../runs/ports.ts';
import type { MailboxStore } from '../../runs/stores.ts';
import { byText, pages } from './pages.ts';
import { type DirectoryRows, getOrAdd, type Rows } from './tenant-rows.ts';

export function createMailboxStore(rows: Rows, now: () => string, pageSize: number): MailboxStore {
  /** The directory, about to be written. */
  function touch(tenantId: string, connectionId: string): DirectoryRows {
    const directory = getOrAdd(rows(tenantId).directories, connectionId, () => ({
      cursor: null,
      writtenAt: '',
      mailboxes: new Map(),
    }));
    directory.writtenAt = now();
    return directory;
  }

  function sorted(tenantId: string, connectionId: string): Mailbox[] {
    const mailboxes = [...(rows(tenantId).directories.get(connectionId)?.mailboxes.values() ?? [])];
    return mailboxes.sort(byText(({ mailboxId }) => mailboxId));
  }

  return {
    async cursor(tenantId, connectionId) {
      return rows(tenantId).directories.get(connectionId)?.cursor ?? null;
    },
    async cursors(tenantId) {
      const directories = [...rows(tenantId).directories];
      return new Map(directories.flatMap(([id, { cursor }]) => (cursor === null ? [] : [[id, cursor] as const])));
    },
    async putMailboxes(tenantId, connectionId, mailboxes) {
      const directory = touch(tenantId, connectionId);
      for (const mailbox of mailboxes) directory.mailboxes.set(mailbox.mailboxId, mailbox);
    },
    async removeMailboxes(tenantId, connectionId, mailboxIds) {
      const directory = touch(tenantId, connectionId);
      for (const mailboxId of mailboxIds) directory.mailboxes.delete(mailboxId);
    },
    async saveCursor(tenantId, connectionId, cursor) {
      touch(tenantId, connectionId).cursor = cursor;
    },
    async *mailboxes(tenantId, connectionId) {
      yield* pages(sorted(tenantId, connectionId), pageSize);
    },
    async *mailboxIds(tenantId, connectionId) {
      const ids = sorted(tenantId, connectionId).map(({ mailboxId, excluded }) => ({ mailboxId, excluded }));
      yield* pages(ids, pageSize);
    },
    async address(tenantId, connectionId, mailboxId) {
      return rows(tenantId).directories.get(connectionId)?.mailboxes.get(mailboxId)?.address ?? null;
    },
  };
}
