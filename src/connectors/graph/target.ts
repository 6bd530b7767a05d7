import { ConnectorError } from '../../runs/connector-error.ts';
import type { OpenFolder, OperationResult, Target, TargetFolder } from '../../runs/ports.ts';
import type { Failure, FailureCode } from '../../sync/failure.ts';
import type {
  CreateOperation,
  DeleteOperation,
  Operation,
  StampedItem,
  UpdateOperation,
} from '../../sync/operations.ts';
import { decodeId, decodeStampedPage } from './decode.ts';
import type { Dispatcher, MailboxRequest, Outcome } from './dispatcher.ts';
import { type Clearing, clearsProperties, createContactEncoder } from './encode.ts';
import { createFolders, foldersPath } from './folders.ts';
import { queryOf } from './links.ts';
import { createMailboxCaller } from './mailbox-caller.ts';
import { stampPropertyId, whereProperty, withProperty, writeItemStamp } from './stamp.ts';

export interface TargetOptions {
  readonly graphUrl: string;
  readonly dispatcher: Dispatcher;
}

/** Contacts are listed in pages of this many. */
const pageSize = 500;

/** Operations of one folder under way: as many as a mailbox may have in flight, and as many waiting for their turn. */
const outstanding = 8;

const selectStamp = { $select: 'id', $expand: withProperty(stampPropertyId) };

/** Failures of one item alone; every other means that nothing more can be done in the folder. */
const itemFailures: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'invalid-item',
  'invalid-answer',
  'conflict',
  'unknown-outcome',
  'cursor-expired',
]);

/** Contact folders in the mailboxes of one tenant. */
export function createTarget({ graphUrl, dispatcher }: TargetOptions): Target {
  const caller = createMailboxCaller(dispatcher, graphUrl);
  const folders = createFolders(dispatcher, caller, graphUrl);
  const encoder = createContactEncoder();
  /** Which way of emptying an extended property the service takes; found out when it refuses one. */
  let clearing: Clearing = 'empty-text';

  function stampedIn(folder: OpenFolder, options: Readonly<Record<string, string>>, signal: AbortSignal) {
    const path = `${contactsPath(folder)}?${queryOf(options)}`;
    const decode = (body: unknown) => decodeStampedPage(body, folder.syncId, graphUrl);
    return caller.list(folder.mailboxId, 'contact.read', path, decode, signal);
  }

  function stamped(folder: OpenFolder, signal: AbortSignal): AsyncIterable<readonly StampedItem[]> {
    return stampedIn(folder, { $top: String(pageSize), ...selectStamp }, signal);
  }

  function open(folder: OpenFolder): TargetFolder {
    const { mailboxId, syncId, folderId } = folder;
    const contacts = contactsPath(folder);

    async function send(request: Omit<MailboxRequest, 'mailboxId'>, signal: AbortSignal): Promise<Outcome> {
      return await dispatcher.send({ ...request, mailboxId }, signal);
    }

    async function create(operation: CreateOperation, signal: AbortSignal): Promise<OperationResult> {
      const { itemId, contentHash, item } = operation;
      const body = encoder.create(item, { syncId, itemId, contentHash });
      const outcome = await send(
        { operation: 'contact.create', method: 'POST', path: contacts, body, repeatable: false },
        signal,
      );
      if (outcome.kind === 'answered') {
        const mailItemId = decodeId(outcome.answer.body);
        return mailItemId === null ? { kind: 'unknown' } : { kind: 'created', mailItemId };
      }
      if (outcome.failure.code === 'unknown-outcome') return { kind: 'unknown' };
      return itemFailure(outcome.failure);
    }

    async function update(
      operation: UpdateOperation,
      isFolderThere: () => Promise<boolean>,
      signal: AbortSignal,
    ): Promise<OperationResult> {
      const { itemId, contentHash, item } = operation;
      const path = `${contacts}/${encodeURIComponent(operation.mailItemId)}`;
      const sendUpdate = (way: Clearing) => {
        const body = encoder.update(item, { syncId, itemId, contentHash }, way);
        return send({ operation: 'contact.update', method: 'PATCH', path, body, repeatable: true }, signal);
      };
      const way = clearing;
      let outcome = await sendUpdate(way);
      if (outcome.kind === 'failed' && outcome.failure.code === 'invalid-item' && clearsProperties(item)) {
        const other: Clearing = way === 'null' ? 'empty-text' : 'null';
        const second = await sendUpdate(other);
        if (second.kind === 'answered') clearing = other;
        outcome = second.kind === 'answered' ? second : outcome;
      }
      if (outcome.kind === 'answered') return { kind: 'updated' };
      if (outcome.failure.code !== 'not-found') return itemFailure(outcome.failure);
      if (await isFolderThere()) return { kind: 'gone' };
      throw new ConnectorError(outcome.failure);
    }

    async function remove(
      { mailItemId }: DeleteOperation,
      isFolderThere: () => Promise<boolean>,
      signal: AbortSignal,
    ): Promise<OperationResult> {
      const path = `${contacts}/${encodeURIComponent(mailItemId)}`;
      const outcome = await send({ operation: 'contact.delete', method: 'DELETE', path, repeatable: true }, signal);
      if (outcome.kind === 'answered') return { kind: 'deleted' };
      if (outcome.failure.code !== 'not-found') return itemFailure(outcome.failure);
      if (await isFolderThere()) return { kind: 'deleted' };
      throw new ConnectorError(outcome.failure);
    }

    return {
      async apply(operations, signal) {
        const stop = new AbortController();
        const abort = () => stop.abort();
        signal.addEventListener('abort', abort, { once: true });
        if (signal.aborted) abort();
        let folderThere: Promise<boolean> | undefined;
        const isFolderThere = () => {
          folderThere ??= folders.exists(mailboxId, folderId, stop.signal);
          return folderThere;
        };
        const applyOne = (operation: Operation): Promise<OperationResult> => {
          switch (operation.kind) {
            case 'create':
              return create(operation, stop.signal);
            case 'update':
              return update(operation, isFolderThere, stop.signal);
            case 'delete':
              return remove(operation, isFolderThere, stop.signal);
          }
        };
        const results: OperationResult[] = [];
        const rest = operations.entries();
        const applyRest = async () => {
          for (const [index, operation] of rest) results[index] = await applyOne(operation);
        };
        try {
          await Promise.all(Array.from({ length: Math.min(outstanding, operations.length) }, applyRest));
          return results;
        } finally {
          // One failure that concerns the whole folder ends the others.
          stop.abort();
          signal.removeEventListener('abort', abort);
        }
      },

      stamped: (signal) => stamped(folder, signal),

      async findStamped(stamps, signal) {
        const find = async ({ itemId, contentHash }: { itemId: string; contentHash: string }) => {
          const value = writeItemStamp({ syncId, itemId, contentHash });
          const options = { $filter: whereProperty(stampPropertyId, value), ...selectStamp };
          const found: StampedItem[] = [];
          for await (const page of stampedIn(folder, options, signal)) found.push(...page);
          return found.filter((item) => item.itemId === itemId && item.contentHash === contentHash);
        };
        return (await Promise.all(stamps.map(find))).flat();
      },
    };
  }

  return { findFolder: folders.find, ensureFolder: folders.ensure, stamped, open };
}

function contactsPath({ mailboxId, folderId }: OpenFolder): string {
  return `${foldersPath(mailboxId)}/${encodeURIComponent(folderId)}/contacts`;
}

/** @throws {ConnectorError} A failure that is not the item's alone. */
function itemFailure(failure: Failure): OperationResult {
  if (itemFailures.has(failure.code)) return { kind: 'failed', failure };
  throw new ConnectorError(failure);
}
