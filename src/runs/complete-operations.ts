import type { ItemId } from '../sync/items.ts';
import type { CreateOperation, Link, MailItem, Operation, UpdateOperation } from '../sync/operations.ts';
import { composeContent, looksFirst, type WriteRules } from '../sync/write-rules.ts';
import type { TargetFolder } from './ports.ts';

/** What an operation needs besides the item: its photo, and what write rules make of it in this mailbox. */
export interface Completion {
  readonly rules: WriteRules;
  /** Key of the marks that write rules leave (src/sync/write-rules.ts). */
  readonly marksKey: Uint8Array;
  /** A scaled photo by its hash; null: not known any more. */
  image(hash: string): Promise<Uint8Array | null>;
}

/**
 * Completes operations for one mailbox: photos that are not there yet, and content by the write rules, for which an
 * update looks at what is there.
 * @param links What the folder holds of the items of updates.
 */
export async function completeOperations(
  { rules, marksKey, image }: Completion,
  folder: Pick<TargetFolder, 'read'>,
  operations: readonly Operation[],
  links: ReadonlyMap<ItemId, Link>,
  signal: AbortSignal,
): Promise<readonly Operation[]> {
  const present = looksFirst(rules) ? await readPresent(folder, operations, signal) : null;
  if (present === null && !operations.some((operation) => hasNewPhoto(operation, links))) return operations;
  return Promise.all(
    operations.map(async (operation) => {
      if (operation.kind === 'delete') return operation;
      const withPhoto = await addPhoto(operation, links.get(operation.itemId), image);
      if (present === null) return withPhoto;
      const current = operation.kind === 'update' ? (present.get(operation.mailItemId) ?? null) : null;
      return { ...withPhoto, own: composeContent(operation.item.fields, current, rules, marksKey) };
    }),
  );
}

function hasNewPhoto(operation: Operation, links: ReadonlyMap<ItemId, Link>): boolean {
  return operation.kind !== 'delete' && operation.item.photo !== photoThere(operation, links.get(operation.itemId));
}

/** Hash of the photo that is in the mailbox, as far as is known. */
function photoThere({ kind }: CreateOperation | UpdateOperation, link: Link | undefined): string | undefined {
  return kind === 'update' ? link?.photo : undefined;
}

async function readPresent(
  folder: Pick<TargetFolder, 'read'>,
  operations: readonly Operation[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, MailItem>> {
  const ids = operations.flatMap((operation) => (operation.kind === 'update' ? [operation.mailItemId] : []));
  if (ids.length === 0) return new Map();
  return new Map((await folder.read(ids, signal)).map((item) => [item.mailItemId, item]));
}

async function addPhoto<Write extends CreateOperation | UpdateOperation>(
  operation: Write,
  link: Link | undefined,
  image: Completion['image'],
): Promise<Write> {
  const { photo: wanted } = operation.item;
  if (wanted === photoThere(operation, link)) return operation;
  if (wanted === undefined) return { ...operation, photo: { kind: 'remove' } };
  const jpeg = await image(wanted);
  if (jpeg !== null) return { ...operation, photo: { kind: 'put', hash: wanted, jpeg } };
  const { photo: _, ...item } = operation.item;
  return { ...operation, item };
}
