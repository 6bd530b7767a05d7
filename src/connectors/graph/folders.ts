import { ConnectorError } from '../../runs/connector-error.ts';
import type { FolderId, FolderSpec, FoundFolder } from '../../runs/ports.ts';
import type { Failure } from '../../sync/failure.ts';
import { decodeId, decodeIdPage } from './decode.ts';
import type { Dispatcher } from './dispatcher.ts';
import { queryOf } from './links.ts';
import type { MailboxCaller } from './mailbox-caller.ts';
import { folderStampPropertyId, whereProperty, writeFolderStamp } from './stamp.ts';

/** Our folders in mailboxes: found by id, else by stamp, and made only where there is none. */
export interface Folders {
  /** As `TargetReader.findFolder`. */
  find(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder | null>;
  /** As `Target.ensureFolder`. */
  ensure(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder>;
  /** Whether the folder is there. */
  exists(mailboxId: string, folderId: FolderId, signal: AbortSignal): Promise<boolean>;
}

/** How many names are tried before it is given up, and how many creates with a lost answer. */
const maxNames = 20;
const maxLostAnswers = 4;

export function foldersPath(mailboxId: string): string {
  return `/users/${encodeURIComponent(mailboxId)}/contactFolders`;
}

export function createFolders(dispatcher: Dispatcher, caller: MailboxCaller, graphUrl: string): Folders {
  async function exists(mailboxId: string, folderId: FolderId, signal: AbortSignal): Promise<boolean> {
    const path = `${foldersPath(mailboxId)}/${encodeURIComponent(folderId)}?$select=id`;
    try {
      await caller.get(mailboxId, 'folder.read', path, signal);
      return true;
    } catch (error) {
      if (error instanceof ConnectorError && error.code === 'not-found') return false;
      throw error;
    }
  }

  /** Should there be several, it is always the same one of them. */
  async function byStamp({ mailboxId, syncId }: FolderSpec, signal: AbortSignal): Promise<FoundFolder | null> {
    const filter = whereProperty(folderStampPropertyId, writeFolderStamp(syncId));
    const path = `${foldersPath(mailboxId)}?${queryOf({ $filter: filter, $select: 'id' })}`;
    const ids: string[] = [];
    const pages = caller.list(mailboxId, 'folder.list', path, (body) => decodeIdPage(body, graphUrl), signal);
    for await (const page of pages) ids.push(...page);
    const [folderId] = ids.sort();
    return folderId === undefined ? null : { folderId, created: false };
  }

  async function find(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder | null> {
    const { mailboxId, folderId } = spec;
    if (folderId !== null && (await exists(mailboxId, folderId, signal))) return { folderId, created: false };
    return await byStamp(spec, signal);
  }

  async function create(spec: FolderSpec, displayName: string, signal: AbortSignal): Promise<FolderId | Failure> {
    const stamp = { id: folderStampPropertyId, value: writeFolderStamp(spec.syncId) };
    const outcome = await dispatcher.send(
      {
        mailboxId: spec.mailboxId,
        operation: 'folder.create',
        method: 'POST',
        path: foldersPath(spec.mailboxId),
        body: JSON.stringify({ displayName, singleValueExtendedProperties: [stamp] }),
        repeatable: false,
      },
      signal,
    );
    switch (outcome.kind) {
      case 'answered':
        return decodeId(outcome.answer.body) ?? { code: 'unknown-outcome', detail: 'a folder answer without id' };
      case 'failed':
        return outcome.failure;
    }
  }

  /** A taken name is a person's folder, unless it is ours after all: from a create whose answer was lost. */
  async function make(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder> {
    let name = 1;
    let lostAnswers = 0;
    for (;;) {
      const made = await create(spec, nameOf(spec.displayName, name), signal);
      if (typeof made === 'string') return { folderId: made, created: true };
      if (made.code !== 'conflict' && made.code !== 'unknown-outcome') throw new ConnectorError(made);
      const ours = await byStamp(spec, signal);
      if (ours !== null) return ours;
      if (made.code === 'conflict') name += 1;
      else lostAnswers += 1;
      if (name > maxNames) throw new ConnectorError(made);
      if (lostAnswers > maxLostAnswers) throw new ConnectorError({ code: 'unavailable', detail: made.detail });
    }
  }

  return {
    find,
    ensure: async (spec, signal) => (await find(spec, signal)) ?? (await make(spec, signal)),
    exists,
  };
}

/** `Colleagues`, `Colleagues (Ringbook)`, `Colleagues (Ringbook 2)` … */
function nameOf(displayName: string, number: number): string {
  if (number === 1) return displayName;
  return number === 2 ? `${displayName} (Ringbook)` : `${displayName} (Ringbook ${number - 1})`;
}
