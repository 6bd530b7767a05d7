import type { FolderId, LeftoverCleaner, MailboxId } from '../../runs/ports.ts';
import { contactsPath, defaultFolderId } from './contact-paths.ts';
import { decodeList } from './decode.ts';
import { readContact } from './decode-contact.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type FolderTree, hasName } from './folder-tree.ts';
import { comparable, propertiesOf, readContent, writeContent } from './leftover-content.ts';
import { queryOf } from './links.ts';
import type { MailboxCaller } from './mailbox-caller.ts';
import { makeFolder } from './make-folder.ts';
import { withProperties } from './stamp.ts';

export interface RestoreOptions {
  readonly graphUrl: string;
  readonly dispatcher: Dispatcher;
  readonly caller: MailboxCaller;
  readonly tree: FolderTree;
}

const pageSize = 250;

/** As `LeftoverCleaner.restore`: what is there is told by its content, so that nothing comes twice however often it is asked for. */
export function createRestore({ graphUrl, dispatcher, caller, tree }: RestoreOptions): LeftoverCleaner['restore'] {
  async function findFolder(mailboxId: MailboxId, name: string, signal: AbortSignal): Promise<FolderId | null> {
    const named = (await tree.all(mailboxId, signal)).filter((folder) => hasName(folder, name));
    const found = named.find(({ stamp }) => stamp === null) ?? named[0];
    return found?.folderId ?? null;
  }

  async function ensureFolder(mailboxId: MailboxId, name: string, signal: AbortSignal): Promise<FolderId> {
    if (name === '') return defaultFolderId;
    const lookUp = () => findFolder(mailboxId, name, signal);
    const there = await lookUp();
    if (there !== null) return there;
    const folder = { mailboxId, parentId: null, displayName: name, stamp: null };
    return (await makeFolder(dispatcher, folder, lookUp, signal)).folderId;
  }

  /** How often each content is in the folder. */
  async function countContents(
    mailboxId: MailboxId,
    folderId: FolderId,
    properties: readonly string[],
    signal: AbortSignal,
  ): Promise<Map<string, number>> {
    const expand = properties.length === 0 ? {} : { $expand: withProperties(properties) };
    const path = `${contactsPath({ mailboxId, folderId })}?${queryOf({ $top: String(pageSize), ...expand })}`;
    const decode = (body: unknown) => {
      const { entries, nextLink } = decodeList(body, graphUrl);
      return { entries: entries.map((entry) => comparable(writeContent(readContact(entry), properties))), nextLink };
    };
    const counts = new Map<string, number>();
    for await (const page of caller.list({ mailboxId, operation: 'contact.read', path }, decode, signal)) {
      for (const content of page) counts.set(content, (counts.get(content) ?? 0) + 1);
    }
    return counts;
  }

  return async (mailboxId, folderName, contents, signal) => {
    const bodies = contents.map(readContent);
    const folderId = await ensureFolder(mailboxId, folderName, signal);
    const there = await countContents(mailboxId, folderId, propertiesOf(bodies), signal);
    const missing = bodies.filter((body) => {
      const content = comparable(body);
      const left = there.get(content) ?? 0;
      there.set(content, left - 1);
      return left <= 0;
    });
    const path = contactsPath({ mailboxId, folderId });
    const create = (body: string) =>
      caller.send({ mailboxId, operation: 'contact.create', method: 'POST', path, body, repeatable: false }, signal);
    const results = await Promise.allSettled(missing.map(create));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return missing.length;
  };
}
