import { ConnectorError } from '../../runs/connector-error.ts';
import type { FolderSpec, FoundFolder, OpenFolder, OperationResult, Target } from '../../runs/ports.ts';
import type { FailureCode } from '../../sync/failure.ts';
import type { HashedItem } from '../../sync/log.ts';
import type {
  CreateOperation,
  DeleteOperation,
  Operation,
  StampedItem,
  UpdateOperation,
} from '../../sync/operations.ts';
import type { MemoryCall, MemoryOperation } from './fault-script.ts';
import type { MailboxContents, MemoryContact, MemoryFolder } from './mailbox-contents.ts';
import type { Request, WorldState } from './world-state.ts';

export function createMemoryTarget(state: WorldState, request: Request): Target {
  const target: Target = {
    findFolder: (spec, signal) =>
      request(call('folder.find', spec), () => found(findOurs(contentsOf(state, spec), spec)), signal),

    async ensureFolder(spec, signal) {
      const known = await target.findFolder(spec, signal);
      if (known !== null) return known;
      const make = (): FoundFolder => {
        const contents = contentsOf(state, spec);
        return { folderId: contents.addFolder(freeName(contents, spec.displayName), spec.syncId), created: true };
      };
      try {
        return await request(call('folder.create', spec), make, signal);
      } catch (error) {
        if (!isLostAnswer(error)) throw error;
        const made = await target.findFolder(spec, signal);
        if (made === null) throw error;
        return made;
      }
    },

    async *stamped(folder, signal) {
      const list = (): readonly StampedItem[] => stampedItems(folderOrThrow(state, folder), folder.syncId);
      const all = await request(call('stamped.page', folder), list, signal);
      yield all.slice(0, state.pageSize);
      for (let start = state.pageSize; start < all.length; start += state.pageSize) {
        yield await request(call('stamped.page', folder), () => all.slice(start, start + state.pageSize), signal);
      }
    },

    open: (folder) => ({
      async apply(operations, signal) {
        const results: OperationResult[] = [];
        for (const operation of operations) results.push(await applyOne(state, request, folder, operation, signal));
        return results;
      },
      stamped: (signal) => target.stamped(folder, signal),
      findStamped(stamps, signal) {
        const wanted = new Set(stamps.map(stampKey));
        const find = (): readonly StampedItem[] =>
          stampedItems(folderOrThrow(state, folder), folder.syncId).filter((item) => wanted.has(stampKey(item)));
        return request(call('stamped.find', folder), find, signal);
      },
    }),
  };
  return target;
}

async function applyOne(
  state: WorldState,
  request: Request,
  folder: OpenFolder,
  operation: Operation,
  signal: AbortSignal,
): Promise<OperationResult> {
  try {
    const itemCall = call(`item.${operation.kind}`, folder, operation.itemId);
    return await request(itemCall, () => effect(state, folder, operation), signal);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (operation.kind === 'create' && isLostAnswer(error)) return { kind: 'unknown' };
    if (!itemFailures.has(error.code)) throw error;
    return { kind: 'failed', failure: error.failure };
  }
}

/** Failures of one item that leave the rest of the folder workable. */
const itemFailures: ReadonlySet<FailureCode> = new Set(['invalid-item', 'conflict', 'invalid-answer']);

function isLostAnswer(error: unknown): boolean {
  return error instanceof ConnectorError && (error.code === 'unknown-outcome' || error.code === 'unavailable');
}

function effect(state: WorldState, folder: OpenFolder, operation: Operation): OperationResult {
  const contents = contentsOf(state, folder);
  folderOrThrow(state, folder);
  switch (operation.kind) {
    case 'create':
      return { kind: 'created', mailItemId: contents.addContact(folder.folderId, contactOf(folder, operation)) };
    case 'update':
      if (noteTouch(state, contents, operation) === null) return { kind: 'gone' };
      contents.replaceContact({ mailItemId: operation.mailItemId, ...contactOf(folder, operation) });
      return { kind: 'updated' };
    case 'delete':
      if (noteTouch(state, contents, operation) !== null) contents.deleteContact(operation.mailItemId);
      return { kind: 'deleted' };
  }
}

/** The contact that is about to change. What has no stamp is changed all the same, as a mailbox would, but is told of. */
function noteTouch(
  state: WorldState,
  contents: MailboxContents,
  operation: UpdateOperation | DeleteOperation,
): MemoryContact | null {
  const contact = contents.contact(operation.mailItemId);
  if (contact !== null && contact.stamp === null) state.touchedPersonal();
  return contact;
}

function contactOf(
  { syncId }: OpenFolder,
  { itemId, contentHash, item }: CreateOperation | UpdateOperation,
): Omit<MemoryContact, 'mailItemId'> {
  return { stamp: { syncId, itemId, contentHash }, fields: item.fields };
}

function contentsOf(state: WorldState, { mailboxId }: { readonly mailboxId: string }): MailboxContents {
  const contents = state.contents.get(mailboxId);
  if (contents === undefined) throw new ConnectorError({ code: 'mailbox-not-found', detail: 'no such mailbox' });
  return contents;
}

function folderOrThrow(state: WorldState, { mailboxId, folderId }: OpenFolder): MemoryFolder {
  const folder = contentsOf(state, { mailboxId }).folder(folderId);
  if (folder === null) throw new ConnectorError({ code: 'not-found', detail: 'the folder is gone' });
  return folder;
}

/** By id wherever the folder is and whatever it is called now; else by stamp, and of two the one with the smaller id. */
function findOurs(contents: MailboxContents, spec: FolderSpec): MemoryFolder | null {
  const byId = spec.folderId === null ? null : contents.folder(spec.folderId);
  if (byId !== null) return byId;
  const stamped = contents.folders().filter(({ syncId }) => syncId === spec.syncId);
  return stamped.sort((a, b) => (a.folderId < b.folderId ? -1 : 1))[0] ?? null;
}

function found(folder: MemoryFolder | null): FoundFolder | null {
  return folder === null ? null : { folderId: folder.folderId, created: false };
}

/** The wished name, or the next one that no folder of the person's own has. */
function freeName(contents: MailboxContents, wished: string): string {
  const taken = new Set(contents.folders().map(({ displayName }) => displayName));
  let name = wished;
  for (let attempt = 1; taken.has(name); attempt += 1) {
    name = attempt === 1 ? `${wished} (Ringbook)` : `${wished} (Ringbook ${attempt})`;
  }
  return name;
}

function stampedItems(folder: MemoryFolder, syncId: string): readonly StampedItem[] {
  return folder.contacts.flatMap(({ mailItemId, stamp }) =>
    stamp === null || stamp.syncId !== syncId
      ? []
      : [{ mailItemId, itemId: stamp.itemId, contentHash: stamp.contentHash }],
  );
}

function stampKey({ itemId, contentHash }: Pick<HashedItem, 'itemId' | 'contentHash'>): string {
  return `${contentHash}|${itemId}`;
}

function call(
  operation: MemoryOperation,
  place: { readonly mailboxId: string },
  itemId: string | null = null,
): MemoryCall {
  return { operation, mailboxId: place.mailboxId, itemId };
}
