import type { FolderId, FolderSpec, FoundFolder, MailboxId } from '../../runs/ports.ts';
import { defaultFolderId, folderPath, foldersPath } from './contact-paths.ts';
import { checkId, decodeIdPage } from './decode.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type FolderTree, hasName, isOurs } from './folder-tree.ts';
import { queryOf } from './links.ts';
import type { MailboxCaller } from './mailbox-caller.ts';
import { isNameOf, makeFolder } from './make-folder.ts';
import { folderStampPropertyId, parentFolderStamp, whereProperty, writeFolderStamp } from './stamp.ts';

/** Our folders in mailboxes: found by id, else by stamp, and made only where there is none. */
export interface Folders {
  /** As `TargetReader.findFolder`. */
  find(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder | null>;
  /** As `Target.ensureFolder`. */
  ensure(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder>;
  /** Whether the folder is there. */
  exists(mailboxId: MailboxId, folderId: FolderId, signal: AbortSignal): Promise<boolean>;
}

type Path = readonly [string, ...string[]];

export interface FoldersOptions {
  readonly dispatcher: Dispatcher;
  readonly caller: MailboxCaller;
  readonly tree: FolderTree;
  readonly graphUrl: string;
}

export function createFolders({ dispatcher, caller, tree, graphUrl }: FoldersOptions): Folders {
  async function exists(mailboxId: MailboxId, folderId: FolderId, signal: AbortSignal): Promise<boolean> {
    if (folderId === defaultFolderId) return true;
    const path = `${folderPath(mailboxId, folderId)}?$select=id`;
    const body = await caller.find({ mailboxId, operation: 'folder.read', path }, signal);
    if (body === undefined) return false;
    checkId(body, folderId);
    return true;
  }

  /** Should there be several, it is always the same one of them. */
  async function byStamp(spec: FolderSpec, path: Path, signal: AbortSignal): Promise<FolderId | null> {
    return path.length === 1 ? await stampedAtTop(spec, signal) : await stampedAlong(spec, path, signal);
  }

  async function stampedAtTop({ mailboxId, syncId }: FolderSpec, signal: AbortSignal): Promise<FolderId | null> {
    const filter = whereProperty(folderStampPropertyId, writeFolderStamp(syncId));
    const path = `${foldersPath(mailboxId)}?${queryOf({ $filter: filter, $select: 'id' })}`;
    const read = { mailboxId, operation: 'folder.list', path } as const;
    const pages = caller.list(read, (body) => decodeIdPage(body, graphUrl), signal);
    return smallest((await Array.fromAsync(pages)).flat());
  }

  /** Level by level: in what has the name that the path says, and in what we made on the way, whatever its name is now. */
  async function stampedAlong({ mailboxId, syncId }: FolderSpec, path: Path, signal: AbortSignal) {
    let parents: readonly (FolderId | null)[] = [null];
    for (const name of path) {
      const found = (await Promise.all(parents.map((parent) => tree.children(mailboxId, parent, signal)))).flat();
      const ours = found.filter((folder) => isOurs(folder, syncId));
      const folderId = smallest(ours.map((folder) => folder.folderId));
      if (folderId !== null) return folderId;
      const onTheWay = found.filter((folder) => hasName(folder, name) || folder.stamp?.kind === 'parent');
      parents = onTheWay.map((folder) => folder.folderId);
    }
    return null;
  }

  async function find(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder | null> {
    const { mailboxId, syncId, folderId, placement } = spec;
    switch (placement.kind) {
      case 'default-folder':
        return { folderId: defaultFolderId, created: false };
      case 'folder': {
        if (folderId !== null && folderId !== defaultFolderId) {
          const known = await tree.folder(mailboxId, folderId, signal);
          if (known !== null && isOurs(known, syncId)) return { folderId, created: false };
        }
        const found = await byStamp(spec, placement.path, signal);
        return found === null ? null : { folderId: found, created: false };
      }
    }
  }

  /** A folder on the way to ours: a person's of this name, else one that we made, else a new one. */
  async function ensureParent(mailboxId: MailboxId, parentId: FolderId | null, name: string, signal: AbortSignal) {
    const lookUp = async (): Promise<FolderId | null> => {
      const siblings = await tree.children(mailboxId, parentId, signal);
      const named = siblings.filter((folder) => hasName(folder, name));
      const made = siblings.filter(({ stamp, displayName }) => stamp?.kind === 'parent' && isNameOf(displayName, name));
      return smallest(named.map(({ folderId }) => folderId)) ?? smallest(made.map(({ folderId }) => folderId));
    };
    const there = await lookUp();
    if (there !== null) return there;
    const folder = { mailboxId, parentId, displayName: name, stamp: parentFolderStamp };
    return (await makeFolder(dispatcher, folder, lookUp, signal)).folderId;
  }

  /** A taken name is a person's folder, unless it is ours after all: from a create whose answer was lost. */
  async function make(spec: FolderSpec, path: Path, signal: AbortSignal): Promise<FoundFolder> {
    const { mailboxId, syncId } = spec;
    let parentId: FolderId | null = null;
    for (const name of path.slice(0, -1)) parentId = await ensureParent(mailboxId, parentId, name, signal);
    const folder = { mailboxId, parentId, displayName: path.at(-1) ?? path[0], stamp: writeFolderStamp(syncId) };
    return await makeFolder(dispatcher, folder, () => byStamp(spec, path, signal), signal);
  }

  return {
    find,
    async ensure(spec, signal) {
      const found = await find(spec, signal);
      if (found !== null || spec.placement.kind === 'default-folder') {
        return found ?? { folderId: defaultFolderId, created: false };
      }
      return await make(spec, spec.placement.path, signal);
    },
    exists,
  };
}

function smallest(ids: readonly FolderId[]): FolderId | null {
  return [...ids].sort()[0] ?? null;
}
