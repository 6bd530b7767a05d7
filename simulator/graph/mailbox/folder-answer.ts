import type { SimFolder, SimMailbox } from '../../world/model.ts';
import { rootFolderId } from '../../world/outlook-ids.ts';
import { GraphError } from '../errors.ts';
import { type FilterExpression, filterPaths, matches } from '../odata/filter.ts';
import type { ODataQuery } from '../odata/query.ts';
import { type ExtendedExpand, expandNothing, extendedJson, readExtendedExpand } from './extended-expand.ts';
import { extendedElements, isExtendedLambda, withCanonicalIds } from './extended-filter.ts';
import { folderNavigations, folderProperties } from './folder-properties.ts';

/** How folders are to be shown. */
export interface FolderView {
  readonly select: readonly string[] | null;
  readonly expand: ExtendedExpand;
}

const typeName = 'microsoft.graph.contactFolder';

/** @throws {GraphError} 400 for unknown properties. */
export function folderView(query: ODataQuery): FolderView {
  for (const name of query.select ?? []) {
    if (name !== '*') checkFolderPath([name]);
  }
  const select = query.select === null || query.select.includes('*') ? null : query.select;
  const expand =
    query.expand.length === 0 ? expandNothing : readExtendedExpand(query.expand, folderNavigations, typeName);
  return { select, expand };
}

/** A folder as JSON text without the braces around it. */
export function folderMembers(mailbox: SimMailbox, folder: SimFolder, { select, expand }: FolderView): string {
  const shown = folderProperties.filter((name) => name === 'id' || select === null || select.includes(name));
  const members = shown.map((name) => `"${name}":${JSON.stringify(folderProperty(mailbox, folder, name))}`);
  return members.join(',') + extendedJson(folder.extended, expand);
}

export function folderProperty(mailbox: SimMailbox, folder: SimFolder, name: string): string | undefined {
  switch (name) {
    case 'id':
      return folder.id;
    case 'parentFolderId':
      return folder.parentFolderId ?? rootFolderId(mailbox);
    case 'displayName':
      return folder.displayName;
    default:
      return undefined;
  }
}

/** @throws {GraphError} 400 unless the path names a property of folders. */
export function checkFolderPath(path: readonly string[]): void {
  const [name = '', ...rest] = path;
  if (folderProperties.includes(name) && rest.length === 0) return;
  throw new GraphError(
    400,
    'RequestBroker--ParseUri',
    `Could not find a property named '${path.join('/')}' on type '${typeName}'.`,
  );
}

/** A test of folders. @throws {GraphError} 400 for unknown properties. */
export function folderFilter(filter: FilterExpression | null, mailbox: SimMailbox): (folder: SimFolder) => boolean {
  if (filter === null) return () => true;
  for (const path of filterPaths(filter)) {
    const [name = '', member] = path;
    const isExtended = name.endsWith('ValueExtendedProperties') && folderNavigations.includes(name);
    if (!isExtended || (member !== undefined && member !== 'id' && member !== 'value')) checkFolderPath(path);
  }
  const prepared = withCanonicalIds(filter);
  return (folder) => passes(prepared, folder, mailbox);
}

function passes(node: FilterExpression, folder: SimFolder, mailbox: SimMailbox): boolean {
  switch (node.kind) {
    case 'and':
      return passes(node.left, folder, mailbox) && passes(node.right, folder, mailbox);
    case 'or':
      return passes(node.left, folder, mailbox) || passes(node.right, folder, mailbox);
    case 'not':
      return !passes(node.of, folder, mailbox);
    case 'lambda':
      if (isExtendedLambda(node)) {
        return matches(node, ([name]) => extendedElements(folder.extended, name), { caseSensitive: true });
      }
      return false;
    case 'compare':
    case 'in':
    case 'text':
    case 'truth':
      return matches(node, ([name = '']) => folderProperty(mailbox, folder, name));
  }
}
