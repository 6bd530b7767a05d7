import { ConnectorError } from '../../runs/connector-error.ts';
import type { FolderId, MailboxId, OpenFolder, OperationResult } from '../../runs/ports.ts';
import type { Failure, FailureCode } from '../../sync/failure.ts';
import type {
  CreateOperation,
  DeleteOperation,
  MailItemId,
  Operation,
  PhotoWrite,
  UpdateOperation,
} from '../../sync/operations.ts';
import { contactPath, contactsPath } from './contact-paths.ts';
import type { ContactPhotos } from './contact-photos.ts';
import { decodeChangeKey, decodeId, stateOf } from './decode.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type Clearing, type ContactEncoder, clearsProperties } from './encode.ts';
import type { Outcome } from './mailbox-request.ts';

export interface FolderWriterOptions {
  readonly dispatcher: Dispatcher;
  readonly encoder: ContactEncoder;
  readonly photos: ContactPhotos;
  exists(mailboxId: MailboxId, folderId: FolderId, signal: AbortSignal): Promise<boolean>;
  /** Whether the contact is in the folder. */
  holds(folder: OpenFolder, mailItemId: MailItemId, signal: AbortSignal): Promise<boolean>;
}

/** As `TargetFolder.apply`. */
export type ApplyInFolder = (
  folder: OpenFolder,
  operations: readonly Operation[],
  signal: AbortSignal,
) => Promise<readonly OperationResult[]>;

/** Operations of one folder under way: as many as a mailbox may have in flight. */
const outstanding = 4;

/** Failures of one item alone; every other means that nothing more can be done in the folder. */
const itemFailures: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'invalid-item',
  'invalid-answer',
  'conflict',
  'unknown-outcome',
  'cursor-expired',
]);

/** What concerns one `apply`: its folder, and whether that is still there, found out once. */
interface Place {
  readonly folder: OpenFolder;
  /** Path of the folder's contacts. */
  readonly contacts: string;
  readonly isThere: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** Writes contacts into folders. */
export function createFolderWriter(options: FolderWriterOptions): ApplyInFolder {
  const { dispatcher, encoder, photos, exists, holds } = options;
  /** Which way of emptying an extended property the service takes; found out when it refuses one. */
  let clearing: Clearing = 'empty-text';

  /** With callbacks rather than promises, as nearly all that is ever written is created. */
  function create(operation: CreateOperation, { folder, contacts, signal }: Place, done: Done, fail: Fail): void {
    const { itemId, contentHash, photo } = operation;
    const { mailboxId, syncId } = folder;
    const body = encoder.create(operation, { syncId, itemId, contentHash });
    const request = {
      mailboxId,
      operation: 'contact.create',
      method: 'POST',
      path: contacts,
      body,
      reduce: stateOf,
      repeatable: false,
    } as const;
    const onOutcome = (outcome: Outcome) => {
      const result = creationResult(outcome);
      if (result instanceof ConnectorError) {
        fail(result);
      } else if (result.kind !== 'created' || photo?.kind !== 'put') {
        done(result);
      } else {
        const { kind, mailItemId } = result;
        // The photo changes the item, so the key that came with its creation tells nothing any more.
        writePhoto(folder, mailItemId, photo, signal).then((failed) => done({ kind, mailItemId, ...failed }), fail);
      }
    };
    dispatcher.post(request, signal, onOutcome, fail);
  }

  /** The photo goes first: the stamp says what the item is only when all of it is there. */
  async function update(operation: UpdateOperation, place: Place): Promise<OperationResult> {
    const { photo, mailItemId } = operation;
    const { folder, signal } = place;
    const photoFailure = photo === undefined ? {} : await writePhoto(folder, mailItemId, photo, signal);
    const result = await updateContact(operation, place);
    return result.kind === 'updated' ? { ...result, ...photoFailure } : result;
  }

  async function updateContact(operation: UpdateOperation, place: Place): Promise<OperationResult> {
    const { folder, signal } = place;
    const { itemId, contentHash, mailItemId } = operation;
    const { mailboxId, syncId } = folder;
    const path = contactPath(folder, mailItemId);
    const sendUpdate = (way: Clearing) => {
      const body = encoder.update(operation, { syncId, itemId, contentHash }, way);
      const request = {
        mailboxId,
        operation: 'contact.update',
        method: 'PATCH',
        path,
        body,
        reduce: stateOf,
        repeatable: true,
      } as const;
      return dispatcher.send(request, signal);
    };
    const way = clearing;
    let outcome = await sendUpdate(way);
    if (outcome.kind === 'failed' && outcome.failure.code === 'invalid-item' && clearsProperties(operation)) {
      const other: Clearing = way === 'null' ? 'empty-text' : 'null';
      const second = await sendUpdate(other);
      if (second.kind === 'answered') clearing = other;
      outcome = second.kind === 'answered' ? second : outcome;
    }
    if (outcome.kind === 'answered') return { kind: 'updated', ...decodeChangeKey(outcome.answer.body) };
    if (outcome.failure.code !== 'not-found') return itemFailure(outcome.failure);
    return await goneOrNot({ kind: 'gone' }, mailItemId, outcome.failure, place);
  }

  async function remove({ mailItemId }: DeleteOperation, place: Place): Promise<OperationResult> {
    const { folder, signal } = place;
    const { mailboxId } = folder;
    const path = contactPath(folder, mailItemId);
    const outcome = await dispatcher.send(
      { mailboxId, operation: 'contact.delete', method: 'DELETE', path, repeatable: true },
      signal,
    );
    if (outcome.kind === 'answered') return { kind: 'deleted' };
    if (outcome.failure.code !== 'not-found') return itemFailure(outcome.failure);
    return await goneOrNot({ kind: 'deleted' }, mailItemId, outcome.failure, place);
  }

  /**
   * What an item's 404 means. It is not believed alone: taken for gone, what is there would be written a second time, or
   * never deleted.
   * @throws {ConnectorError} `not-found`: the folder is gone.
   */
  async function goneOrNot(
    gone: OperationResult,
    mailItemId: MailItemId,
    failure: Failure,
    { folder, isThere, signal }: Place,
  ): Promise<OperationResult> {
    if (await holds(folder, mailItemId, signal)) {
      return { kind: 'failed', failure: { code: 'conflict', detail: failure.detail } };
    }
    if (await isThere()) return gone;
    throw new ConnectorError(failure);
  }

  async function writePhoto(folder: OpenFolder, mailItemId: MailItemId, photo: PhotoWrite, signal: AbortSignal) {
    const failure = await photos.write(folder, mailItemId, photo, signal);
    return failure === null ? {} : { photo: failure };
  }

  function start(operation: Operation, place: Place, done: Done, fail: Fail): void {
    switch (operation.kind) {
      case 'create':
        create(operation, place, done, fail);
        return;
      case 'update':
        update(operation, place).then(done, fail);
        return;
      case 'delete':
        remove(operation, place).then(done, fail);
    }
  }

  return async (folder, operations, signal) => {
    const stop = new AbortController();
    const abort = () => stop.abort();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    let there: Promise<boolean> | undefined;
    const isThere = () => {
      there ??= exists(folder.mailboxId, folder.folderId, stop.signal);
      return there;
    };
    const place: Place = { folder, contacts: contactsPath(folder), isThere, signal: stop.signal };
    try {
      return await inWindow(operations, outstanding, (operation, done, fail) => start(operation, place, done, fail));
    } catch (error) {
      // One failure that concerns the whole folder ends the others.
      stop.abort();
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };
}

type Done = (result: OperationResult) => void;
type Fail = (error: unknown) => void;

/** Works on operations, so many at a time; results come in their order. The first error ends it. */
function inWindow(
  operations: readonly Operation[],
  size: number,
  start: (operation: Operation, done: Done, fail: Fail) => void,
): Promise<readonly OperationResult[]> {
  return new Promise((resolve, reject) => {
    const results: OperationResult[] = [];
    let next = 0;
    let open = 0;
    let failed = false;
    let starting = false;
    const fail = (error: unknown) => {
      failed = true;
      reject(error);
    };
    const startNext = (operation: Operation) => {
      const index = next;
      const done = (result: OperationResult) => {
        results[index] = result;
        open -= 1;
        // What ends before it has well begun leaves the rest to the loop that began it.
        if (!starting) startSome();
      };
      next += 1;
      open += 1;
      try {
        start(operation, done, fail);
      } catch (error) {
        fail(error);
      }
    };
    const startSome = () => {
      starting = true;
      for (let operation = operations[next]; open < size && !failed; operation = operations[next]) {
        if (operation === undefined) break;
        startNext(operation);
      }
      starting = false;
      if (open === 0) resolve(results);
    };
    startSome();
  });
}

/** What came of a create, or the error of one that is not the item's alone. */
function creationResult(outcome: Outcome): OperationResult | ConnectorError {
  if (outcome.kind === 'answered') {
    const { body } = outcome.answer;
    const mailItemId = decodeId(body);
    return mailItemId === null ? { kind: 'unknown' } : { kind: 'created', mailItemId, ...decodeChangeKey(body) };
  }
  const { failure } = outcome;
  if (failure.code === 'unknown-outcome') return { kind: 'unknown' };
  return itemFailures.has(failure.code) ? { kind: 'failed', failure } : new ConnectorError(failure);
}

/** @throws {ConnectorError} A failure that is not the item's alone. */
function itemFailure(failure: Failure): OperationResult {
  if (itemFailures.has(failure.code)) return { kind: 'failed', failure };
  throw new ConnectorError(failure);
}
