import { ConnectorError } from '../../runs/connector-error.ts';
import type { ConnectedSource } from '../../runs/definition.ts';
import type { ContactSource, FolderId, MailboxId, SourcePage } from '../../runs/ports.ts';
import type { SourceRecord } from '../../sync/source-record.ts';
import type { LogPage } from './change-log.ts';
import { flattenGroup } from './groups.ts';
import { childNamed, type MailboxContents, type MemoryContact, type MemoryFolder } from './mailbox-contents.ts';
import { callOf, contentsOf, readLog, readPages } from './requests.ts';
import type { Request, WorldState } from './world-state.ts';

/** The lists of the world by definition. */
export function createMemorySource(state: WorldState, request: Request, definition: ConnectedSource): ContactSource {
  switch (definition.kind) {
    case 'gal':
      return {
        async *read(cursor, signal) {
          const pages = readLog(callOf('source.page'), () => state.people, cursor, state, request, signal);
          for await (const page of pages) yield sourcePage(page);
        },
      };
    case 'organizational-contacts':
      return {
        async *read(cursor, signal) {
          const pages = readLog(callOf('org-contacts.page'), () => state.orgContacts, cursor, state, request, signal);
          for await (const page of pages) yield sourcePage(page);
        },
      };
    case 'group':
      return groupSource(state, request, definition.groupId);
    case 'mailbox-folder':
      return folderSource(state, request, definition);
  }
}

function sourcePage({ entries, removed, cursor }: LogPage<SourceRecord>): SourcePage {
  return { records: entries, removed, cursor };
}

/** People and organizational contacts in a group. Membership tells no changes, so every read is a snapshot. */
function groupSource(state: WorldState, request: Request, groupId: string): ContactSource {
  const list = (): readonly SourceRecord[] =>
    flattenGroup(state, groupId).flatMap(
      (id) => state.people.current.get(id) ?? state.orgContacts.current.get(id) ?? [],
    );
  return {
    async *read(cursor, signal) {
      if (cursor !== null) throw new ConnectorError({ code: 'cursor-expired', detail: 'a group is read whole' });
      let last: readonly SourceRecord[] = [];
      let isFirst = true;
      for await (const page of readPages(callOf('group.page'), list, state, request, signal)) {
        if (!isFirst) yield { records: last, removed: [], cursor: null };
        last = page;
        isFirst = false;
      }
      const cut = state.faults.take('no-cursor', callOf('group.page')) !== null;
      yield { records: last, removed: [], cursor: cut ? null : 'group' };
    },
  };
}

/** Contacts in a folder of a mailbox, but for those that we put there ourselves. */
function folderSource(
  state: WorldState,
  request: Request,
  { mailbox, folder }: { readonly mailbox: string; readonly folder: readonly string[] },
): ContactSource {
  return {
    async *read(cursor, signal) {
      const mailboxId = mailboxNamed(state, mailbox);
      const call = callOf('contacts.page', mailboxId);
      const log = () => {
        const contents = contentsOf(state, mailboxId);
        return contents.changes(folderAt(contents, folder));
      };
      for await (const page of readLog(call, log, cursor, state, request, signal)) {
        const contents = contentsOf(state, mailboxId);
        const records = page.entries.flatMap(({ mailItemId }) => recordOf(contents.contact(mailItemId)));
        yield { records, removed: page.removed, cursor: page.cursor };
      }
    },
  };
}

function mailboxNamed(state: WorldState, name: string): MailboxId {
  const wanted = name.toLowerCase();
  for (const { mailboxId, address } of state.mailboxes.current.values()) {
    if (mailboxId === name || address.toLowerCase() === wanted) return mailboxId;
  }
  throw new ConnectorError({ code: 'not-found', detail: 'no mailbox has the address of the source' });
}

function folderAt(contents: MailboxContents, path: readonly string[]): FolderId {
  let at: FolderId | null = null;
  for (const name of path) {
    const folder: MemoryFolder | null = childNamed(contents, at, name);
    if (folder === null) throw new ConnectorError({ code: 'not-found', detail: 'no folder at the path of the source' });
    at = folder.folderId;
  }
  return at ?? contents.defaultFolderId;
}

function recordOf(contact: MemoryContact | null): readonly SourceRecord[] {
  if (contact === null || contact.stamp !== null) return [];
  return [
    {
      itemId: contact.mailItemId,
      kind: 'contact',
      enabled: true,
      hiddenFromLists: false,
      licensed: false,
      fields: contact.fields,
      extra: {},
    },
  ];
}
