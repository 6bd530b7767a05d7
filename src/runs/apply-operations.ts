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
 * A create with a lost answer is looked up by its stamp before it is repeated; an update of something that a person
 * deleted becomes a create; every other failure of an item is reported and left for a later run.
 * @throws {ConnectorError} Nothing more can be done in this folder now; the links written so far hold.
 * @see docs/sync-model.md#runs, rows W1-W4
 */
export async function applyOperations(
  folder: TargetFolder,
  operations: readonly Operation[],
  writeLinks: (write: LinkWrite) => Promise<void>,
  signal: AbortSignal,
): Promise<Applied> {
  const done = { created: 0, updated: 0, deleted: 0 };
  const failures: { operation: Operation; failure: Failure }[] = [];
  let open = operations;
  for (let round = 1; open.length > 0; round += 1) {
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
          put.push(linkOf(operation, result.mailItemId));
          break;
        case 'updated':
          done.updated += 1;
          if (operation.kind === 'update') put.push(linkOf(operation, operation.mailItemId));
          break;
        case 'deleted':
          done.deleted += 1;
          remove.push(operation.itemId);
          break;
        case 'gone':
          if (operation.kind === 'update') again.push(createInstead(operation));
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
          put.push(linkOf(operation, mailItemId));
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

function linkOf(operation: Operation, mailItemId: string): Link {
  const writtenHash = operation.kind === 'delete' ? '' : operation.contentHash;
  return { itemId: operation.itemId, mailItemId, writtenHash };
}
