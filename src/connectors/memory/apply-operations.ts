import { ConnectorError } from '../../runs/connector-error.ts';
import type { OpenFolder, OperationResult } from '../../runs/ports.ts';
import type { Failure, FailureCode } from '../../sync/failure.ts';
import type {
  CreateOperation,
  DeleteOperation,
  MailItemId,
  Operation,
  PhotoWrite,
  UpdateOperation,
} from '../../sync/operations.ts';
import { type ContactContent, type MailboxContents, type MemoryContact, photoHash } from './mailbox-contents.ts';
import { callOf, contentsOf, isLostAnswer } from './requests.ts';
import type { Request, WorldState } from './world-state.ts';

/** As `TargetFolder.apply`, one operation after the other. */
export async function applyOperations(
  state: WorldState,
  request: Request,
  folder: OpenFolder,
  operations: readonly Operation[],
  signal: AbortSignal,
): Promise<readonly OperationResult[]> {
  const results: OperationResult[] = [];
  for (const operation of operations) results.push(await applyOne(operation));
  return results;

  async function applyOne(operation: Operation): Promise<OperationResult> {
    try {
      switch (operation.kind) {
        case 'create':
          return await create(operation);
        case 'update':
          return await update(operation);
        case 'delete':
          return await send(operation, () => remove(state, folder, operation));
      }
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (operation.kind === 'create' && isLostAnswer(error)) return { kind: 'unknown' };
      if (!itemFailures.has(error.code)) throw error;
      return { kind: 'failed', failure: error.failure };
    }
  }

  function send(operation: Operation, effect: () => OperationResult): Promise<OperationResult> {
    return request(callOf(`item.${operation.kind}`, folder.mailboxId, operation.itemId), effect, signal);
  }

  /** The photo comes after the contact. */
  async function create(operation: CreateOperation): Promise<OperationResult> {
    const created = await send(operation, () => add(state, folder, operation));
    if (created.kind !== 'created' || operation.photo?.kind !== 'put') return created;
    const { kind, mailItemId } = created;
    const failure = await writePhoto(operation.itemId, mailItemId, operation.photo);
    return failure === null ? { kind, mailItemId } : { kind, mailItemId, photo: failure };
  }

  /** The photo comes before the stamp: what the stamp says is then there. */
  async function update(operation: UpdateOperation): Promise<OperationResult> {
    const { itemId, mailItemId, photo } = operation;
    const failure = photo === undefined ? null : await writePhoto(itemId, mailItemId, photo);
    const updated = await send(operation, () => replace(state, folder, operation));
    return failure === null || updated.kind !== 'updated' ? updated : { ...updated, photo: failure };
  }

  /** Why it could not be written; null: it was, or there is nothing any more that it could belong to. */
  async function writePhoto(itemId: string, mailItemId: MailItemId, photo: PhotoWrite): Promise<Failure | null> {
    const call = callOf('photo.write', folder.mailboxId, itemId);
    try {
      await request(call, () => putPhoto(state, folder, mailItemId, photo), signal);
      return null;
    } catch (error) {
      if (!(error instanceof ConnectorError) || !photoFailures.has(error.code)) throw error;
      return error.failure;
    }
  }
}

/** Failures of one item that leave the rest of the folder workable. */
const itemFailures: ReadonlySet<FailureCode> = new Set([
  'invalid-item',
  'conflict',
  'invalid-answer',
  'unknown-outcome',
]);

/** A contact without its photo is better than none. */
const photoFailures: ReadonlySet<FailureCode> = new Set([...itemFailures, 'unavailable']);

function add(state: WorldState, folder: OpenFolder, operation: CreateOperation): OperationResult {
  const contents = openOrThrow(state, folder);
  const mailItemId = contents.addContact(folder.folderId, contactOf(folder, operation));
  return { kind: 'created', mailItemId, ...changeKeyOf(contents, mailItemId) };
}

function replace(state: WorldState, folder: OpenFolder, operation: UpdateOperation): OperationResult {
  const contents = openOrThrow(state, folder);
  const { mailItemId } = operation;
  if (noteTouch(state, contents, mailItemId) === null) return { kind: 'gone' };
  contents.replaceContact({ mailItemId, ...contactOf(folder, operation) });
  return { kind: 'updated', ...changeKeyOf(contents, mailItemId) };
}

function remove(state: WorldState, folder: OpenFolder, { mailItemId }: DeleteOperation): OperationResult {
  const contents = openOrThrow(state, folder);
  if (noteTouch(state, contents, mailItemId) !== null) contents.deleteContact(mailItemId);
  return { kind: 'deleted' };
}

function putPhoto(state: WorldState, folder: OpenFolder, mailItemId: MailItemId, photo: PhotoWrite): void {
  const contents = openOrThrow(state, folder);
  const contact = noteTouch(state, contents, mailItemId);
  if (contact === null) return;
  const hash = photo.kind === 'put' ? photoHash(photo.jpeg) : null;
  if (hash !== null || contact.photo !== null) contents.replaceContact({ ...contact, photo: hash });
}

/** The contact that is about to change. What has no stamp is changed all the same, as a mailbox would, but is told of. */
function noteTouch(state: WorldState, contents: MailboxContents, mailItemId: MailItemId): MemoryContact | null {
  const contact = contents.contact(mailItemId);
  if (contact !== null && contact.stamp === null) state.touchedPersonal();
  return contact;
}

function contactOf(
  { syncId }: OpenFolder,
  { itemId, contentHash, item, own }: CreateOperation | UpdateOperation,
): ContactContent {
  const stamp = { syncId, itemId, contentHash };
  return own === undefined ? { stamp, fields: item.fields } : { stamp, fields: own.fields, marks: own.marks };
}

function changeKeyOf(contents: MailboxContents, mailItemId: MailItemId): { readonly changeKey?: string } {
  const contact = contents.contact(mailItemId);
  return contact === null ? {} : { changeKey: contact.changeKey };
}

function openOrThrow(state: WorldState, { mailboxId, folderId }: OpenFolder): MailboxContents {
  const contents = contentsOf(state, mailboxId);
  if (contents.folder(folderId) === null) throw new ConnectorError({ code: 'not-found', detail: 'the folder is gone' });
  return contents;
}
