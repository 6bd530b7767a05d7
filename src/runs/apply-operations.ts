import type { Failure } from '../sync/failure.ts';
import type { CreateOperation, Link, Operation, UpdateOperation } from '../sync/operations.ts';
import { ConnectorError } from './connector-error.ts';
import type { OperationResult, TargetFolder } from './ports.ts';
import type { LinkWrite } from './stores.ts';

/** What came of some operations on one folder. */
export interface Applied {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly failures: readonly { readonly operation: Operation; readonly failure: Failure }[];
}

/** How often a create whose answer is lost again and again is looked up and repeated. */
const maxRounds = 4;

/**
 * Applies operations to a folder and writes the links as answers come.
 *
 * @param gone What becomes of an item that a person deleted: `create` it anew, or `dismiss` it, so that it stays away.
 * @param complete Adds what the operations of one mailbox need besides their items; asked again before each repetition.
 *
 * A create with a lost answer is looked up by its stamp before it is repeated; every other failure of an item is reported and left for a later run.
 * @throws {ConnectorError} Nothing more can be done in this folder now; the links written so far hold.
 * @see docs/sync-model.md#runs, rows W1-W4
 */
export async function applyOperations(
  folder: TargetFolder,
  operations: readonly Operation[],
  gone: 'create' | 'dismiss',
  complete: (operations: readonly Operation[]) => Promise<readonly Operation[]>,
  writeLinks: (write: LinkWrite) => Promise<void>,
  signal: AbortSignal,
): Promise<Applied> {
  const done = { created: 0, updated: 0, deleted: 0 };
  const failures: { operation: Operation; failure: Failure }[] = [];
  let open = operations;
  const noteLostPhoto = (operation: Operation, { photo }: Written) => {
    if (photo !== undefined) failures.push({ operation, failure: photo });
  };
  for (let round = 1; open.length > 0; round += 1) {
    open = await complete(open);
    const results = await folder.apply(open, signal);
    const put: Link[] = [];
    const remove: string[] = [];
    const lost: CreateOperation[] = [];
    const again: CreateOperation[] = [];
    open.forEach((operation, index) => {
      const result = results[index] ?? missingResult;
      switch (result.kind) {
        case 'created':
          done.created += 1;
          if (operation.kind === 'create') put.push(linkOf(operation, result.mailItemId, result));
          noteLostPhoto(operation, result);
          break;
        case 'updated':
          done.updated += 1;
          if (operation.kind === 'update') put.push(linkOf(operation, operation.mailItemId, result));
          noteLostPhoto(operation, result);
          break;
        case 'deleted':
          done.deleted += 1;
          remove.push(operation.itemId);
          break;
        case 'gone':
          if (operation.kind !== 'update') break;
          if (gone === 'create') again.push(createInstead(operation));
          else put.push({ ...linkOf(operation, operation.mailItemId, {}), dismissed: true });
          break;
        case 'unknown':
          if (operation.kind === 'create') lost.push(operation);
          break;
        case 'failed':
          failures.push({ operation, failure: result.failure });
          break;
      }
    });
    if (lost.length > 0) {
      const found = new Map((await folder.findStamped(lost, signal)).map((item) => [item.itemId, item.mailItemId]));
      for (const operation of lost) {
        const mailItemId = found.get(operation.itemId);
        if (mailItemId === undefined) {
          again.push(operation);
        } else {
          done.created += 1;
          // Its photo may have been lost with the answer.
          const written: Written = operation.photo === undefined ? {} : { photo: lostAnswer };
          put.push(linkOf(operation, mailItemId, written));
          noteLostPhoto(operation, written);
        }
      }
    }
    if (put.length > 0 || remove.length > 0) await writeLinks({ put, remove });
    if (again.length > 0 && round === maxRounds) {
      throw new ConnectorError({ code: 'unavailable', detail: `${again.length} creates stayed without an answer` });
    }
    open = again;
  }
  return { ...done, failures };
}

const missingResult: OperationResult = {
  kind: 'failed',
  failure: { code: 'invalid-answer', detail: 'the connector gave no result for an operation' },
};

function createInstead({ itemId, contentHash, item }: UpdateOperation): CreateOperation {
  return { kind: 'create', itemId, contentHash, item };
}

/** What a mailbox said of something that it wrote. */
interface Written {
  readonly changeKey?: string;
  readonly photo?: Failure;
}

const lostAnswer: Failure = { code: 'unknown-outcome', detail: 'the answer was lost' };

/** Where its photo failed, an item is not what it should be: empty hashes are no item's, so both are written again. */
function linkOf(
  { itemId, contentHash, item }: CreateOperation | UpdateOperation,
  mailItemId: string,
  { changeKey, photo }: Written,
): Link {
  const writtenHash = photo === undefined ? contentHash : '';
  const link =
    changeKey === undefined ? { itemId, mailItemId, writtenHash } : { itemId, mailItemId, writtenHash, changeKey };
  if (photo !== undefined) return { ...link, photo: '' };
  return item.photo === undefined ? link : { ...link, photo: item.photo };
}
