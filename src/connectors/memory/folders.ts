import { ConnectorError } from '../../runs/connector-error.ts';
import type { FolderId, FolderSpec, FoundFolder, OpenFolder, Target } from '../../runs/ports.ts';
import { childNamed, isEmpty, type MailboxContents, type MemoryFolder } from './mailbox-contents.ts';
import { callOf, contentsOf, isLostAnswer } from './requests.ts';
import type { Request, WorldState } from './world-state.ts';

/** Our folders in mailboxes: found, made with those around them, and taken away again. */
export function createMemoryFolders(
  state: WorldState,
  request: Request,
): Pick<Target, 'findFolder' | 'ensureFolder' | 'removeFolder' | 'ownFolders'> {
  const find = (spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder | null> =>
    request(callOf('folder.find', spec.mailboxId), () => findOurs(contentsOf(state, spec.mailboxId), spec), signal);

  /** Makes what `lookUp` does not find; after a lost answer it looks once more. */
  async function make(
    mailboxId: string,
    create: () => FolderId,
    lookUp: () => Promise<FolderId | null>,
    signal: AbortSignal,
  ): Promise<FoundFolder> {
    try {
      return { folderId: await request(callOf('folder.create', mailboxId), create, signal), created: true };
    } catch (error) {
      if (!isLostAnswer(error)) throw error;
      const folderId = await lookUp();
      if (folderId === null) throw error;
      return { folderId, created: false };
    }
  }

  /** Folders of these names from the top, a person's own where there are such; the last one. */
  async function ensureParents(
    mailboxId: string,
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<FolderId | null> {
    let parentId: FolderId | null = null;
    for (const name of names) parentId = await ensureParent(mailboxId, parentId, name, signal);
    return parentId;
  }

  async function ensureParent(
    mailboxId: string,
    parentId: FolderId | null,
    name: string,
    signal: AbortSignal,
  ): Promise<FolderId> {
    const look = (): Promise<FolderId | null> =>
      request(
        callOf('folder.list', mailboxId),
        () => childNamed(contentsOf(state, mailboxId), parentId, name)?.folderId ?? null,
        signal,
      );
    const create = (): FolderId => contentsOf(state, mailboxId).addFolder(name, null, { parentId, madeAsParent: true });
    return (await look()) ?? (await make(mailboxId, create, look, signal)).folderId;
  }

  async function deleteIfEmpty(mailboxId: string, folderId: FolderId, signal: AbortSignal): Promise<boolean> {
    const remove = (): boolean => {
      const contents = contentsOf(state, mailboxId);
      const folder = contents.folder(folderId);
      if (folder !== null && !isEmpty(contents, folder)) return false;
      if (folder !== null) contents.deleteFolder(folderId);
      return true;
    };
    return await request(callOf('folder.remove', mailboxId), remove, signal);
  }

  /** Also those that an earlier removal was too late for. */
  async function removeEmptyParents(mailboxId: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const emptyParent = (): MemoryFolder | undefined => {
        const contents = contentsOf(state, mailboxId);
        return contents.folders().find((folder) => folder.madeAsParent && isEmpty(contents, folder));
      };
      const parent = await request(callOf('folder.list', mailboxId), emptyParent, signal);
      if (parent === undefined) return;
      await deleteIfEmpty(mailboxId, parent.folderId, signal);
    }
  }

  return {
    findFolder: find,

    async ensureFolder(spec, signal) {
      const known = await find(spec, signal);
      if (known !== null) return known;
      if (spec.placement.kind === 'default-folder') throw new ConnectorError(goneDefaultFolder);
      const { mailboxId, syncId } = spec;
      const { path } = spec.placement;
      const parentId = await ensureParents(mailboxId, path.slice(0, -1), signal);
      const create = (): FolderId => {
        const contents = contentsOf(state, mailboxId);
        return contents.addFolder(freeName(contents, parentId, path.at(-1) ?? path[0]), syncId, { parentId });
      };
      return await make(mailboxId, create, async () => (await find(spec, signal))?.folderId ?? null, signal);
    },

    async removeFolder(folder, signal) {
      const { mailboxId, folderId } = folder;
      if (folderId === null) {
        await removeEmptyParents(mailboxId, signal);
        return true;
      }
      const owned = await request(
        callOf('folder.find', mailboxId),
        () => ownership(state, { ...folder, folderId }),
        signal,
      );
      if (owned === 'not ours') return false;
      const isGone = owned === 'gone' || (await deleteIfEmpty(mailboxId, folderId, signal));
      if (!isGone) {
        const disown = () => contentsOf(state, mailboxId).disownFolder(folderId);
        await request(callOf('folder.update', mailboxId), disown, signal);
      }
      await removeEmptyParents(mailboxId, signal);
      return isGone;
    },

    ownFolders(mailboxId, signal) {
      const list = (): readonly OpenFolder[] =>
        contentsOf(state, mailboxId)
          .folders()
          .flatMap(({ folderId, syncId }) => (syncId === null ? [] : [{ mailboxId, syncId, folderId }]));
      return request(callOf('folder.list', mailboxId), list, signal);
    },
  };
}

const goneDefaultFolder = { code: 'invalid-answer', detail: 'a mailbox without a default folder' } as const;

/** By id wherever the folder is and whatever it is called now; else by stamp, and of two the one with the smaller id. */
function findOurs(contents: MailboxContents, spec: FolderSpec): FoundFolder | null {
  if (spec.placement.kind === 'default-folder') return { folderId: contents.defaultFolderId, created: false };
  const ours = contents.folders().filter(({ syncId }) => syncId === spec.syncId);
  const [first] = ours.toSorted((a, b) => (a.folderId < b.folderId ? -1 : 1));
  const folder = ours.find(({ folderId }) => folderId === spec.folderId) ?? first;
  return folder === undefined ? null : { folderId: folder.folderId, created: false };
}

function ownership(state: WorldState, { mailboxId, syncId, folderId }: OpenFolder): 'ours' | 'not ours' | 'gone' {
  const folder = contentsOf(state, mailboxId).folder(folderId);
  if (folder === null) return 'gone';
  return folder.syncId === syncId ? 'ours' : 'not ours';
}

/** The wished name, or the next one that no folder beside it has. */
function freeName(contents: MailboxContents, parentId: FolderId | null, wished: string): string {
  let name = wished;
  for (let attempt = 1; childNamed(contents, parentId, name) !== null; attempt += 1) {
    name = attempt === 1 ? `${wished} (Ringbook)` : `${wished} (Ringbook ${attempt})`;
  }
  return name;
}
