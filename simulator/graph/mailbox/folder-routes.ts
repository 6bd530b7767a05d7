import type { SimResponse } from '../../http/message.ts';
import {
  createFolder,
  deleteFolderWithContent,
  hasSiblingNamed,
  type MailboxScope,
  updateFolder,
} from '../../world/mailbox-changes.ts';
import type { SimFolder } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import { linkWith, pageOf, sortItems } from '../odata/collection.ts';
import { parseODataQuery } from '../odata/query.ts';
import type { Route, RouteContext } from '../route.ts';
import { readPermissions, writePermissions } from './contact-routes.ts';
import { mergeExtended } from './extended-properties.ts';
import {
  checkFolderPath,
  type FolderView,
  folderFilter,
  folderMembers,
  folderProperty,
  folderView,
} from './folder-answer.ts';
import { readFolderBody } from './folder-body.ts';
import { answerFolderDelta } from './folder-delta.ts';
import { readJsonBody } from './json-body.ts';
import { mailboxPaging } from './paging.ts';
import { appliedPreferences, childFolderOf, folderOf, scopeOf, wantedPageSize, wantsImmutableIds } from './scope.ts';

/** One place where folders can be asked for. */
interface FolderPlace {
  readonly pattern: string;
  /** The folder whose children these are. */
  readonly parent: (scope: MailboxScope, params: readonly string[]) => SimFolder;
  /** The folder that a path ends in. */
  readonly folder: (scope: MailboxScope, params: readonly string[]) => SimFolder;
}

/** `/contactFolders` lists what is below the default folder, and finds a folder at any depth by its id. */
const folderPlaces: readonly FolderPlace[] = [
  {
    pattern: '/users/{}/contactFolders',
    parent: ({ mailbox }) => folderOf(mailbox, mailbox.defaultFolderId),
    folder: ({ mailbox }, [, id = '']) => folderOf(mailbox, id),
  },
  {
    pattern: '/users/{}/contactFolders/{}/childFolders',
    parent: ({ mailbox }, [, id = '']) => folderOf(mailbox, id),
    folder: ({ mailbox }, [, parentId = '', id = '']) => childFolderOf(mailbox, parentId, id),
  },
];

/** Lists, reads, creates, renames and deletes contact folders. */
export const folderRoutes: readonly Route[] = folderPlaces.flatMap((place): readonly Route[] => {
  const read = { method: 'GET', permissions: readPermissions, service: 'mailbox' } as const;
  const write = { permissions: writePermissions, service: 'mailbox' } as const;
  const item = `${place.pattern}/{}`;
  return [
    {
      ...read,
      pattern: place.pattern,
      operation: 'contactFolder.list',
      handle: (context) => listFolders(context, place),
    },
    {
      ...read,
      pattern: `${place.pattern}/$count`,
      operation: 'contactFolder.count',
      handle: (context) => countFolders(context, place),
    },
    {
      ...read,
      pattern: `${place.pattern}/delta`,
      operation: 'contactFolder.delta',
      handle: (context) => {
        const scope = scopeOf(context);
        const parent = place.parent(scope, context.params);
        return answerFolderDelta(context, scope, parent.id === scope.mailbox.defaultFolderId ? null : parent);
      },
    },
    {
      ...write,
      method: 'POST',
      pattern: place.pattern,
      operation: 'contactFolder.create',
      handle: (context) => postFolder(context, place),
    },
    { ...read, pattern: item, operation: 'contactFolder.get', handle: (context) => getFolder(context, place) },
    {
      ...write,
      method: 'PATCH',
      pattern: item,
      operation: 'contactFolder.update',
      handle: (context) => patchFolder(context, place),
    },
    {
      ...write,
      method: 'DELETE',
      pattern: item,
      operation: 'contactFolder.delete',
      handle: (context) => removeFolder(context, place),
    },
  ];
});

function listFolders(context: RouteContext, place: FolderPlace): SimResponse {
  const scope = scopeOf(context);
  const parent = place.parent(scope, context.params);
  const query = parseODataQuery(
    context.request.query,
    ['select', 'filter', 'expand', 'top', 'skip', 'orderby', 'count'],
    mailboxPaging,
  );
  const view = folderView(query);
  for (const order of query.orderby) checkFolderPath(order.path);
  const passes = folderFilter(query.filter, scope.mailbox);
  const found = sortItems(childrenOf(scope, parent).filter(passes), query.orderby, (folder, [name = '']) =>
    folderProperty(scope.mailbox, folder, name),
  );
  const pageSize = wantedPageSize(context);
  const page = pageOf(found, query.skip ?? 0, query.top ?? pageSize ?? mailboxPaging.defaultTop);
  const url = context.baseUrl + context.request.path.slice('/v1.0'.length);
  const next = page.nextSkip === null ? null : linkWith(url, context.request.query, 'skip', String(page.nextSkip));
  const members = [
    `"@odata.context":${JSON.stringify(aboutFolders(context, scope, view))}`,
    ...(query.count ? [`"@odata.count":${found.length}`] : []),
    `"value":[${page.items.map((folder) => `{${folderMembers(scope.mailbox, folder, view)}}`).join(',')}]`,
    ...(next === null ? [] : [`"@odata.nextLink":${JSON.stringify(next)}`]),
  ];
  return {
    status: 200,
    headers: appliedPreferences(wantsImmutableIds(context), query.top === null ? pageSize : null),
    body: `{${members.join(',')}}`,
  };
}

function countFolders(context: RouteContext, place: FolderPlace): SimResponse {
  const scope = scopeOf(context);
  const parent = place.parent(scope, context.params);
  const { filter } = parseODataQuery(context.request.query, ['filter'], mailboxPaging);
  const found = childrenOf(scope, parent).filter(folderFilter(filter, scope.mailbox));
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(found.length) };
}

function childrenOf({ mailbox }: MailboxScope, parent: SimFolder): readonly SimFolder[] {
  return [...mailbox.folders.values()].filter((folder) => folder.parentFolderId === parent.id);
}

function postFolder(context: RouteContext, place: FolderPlace): SimResponse {
  const scope = scopeOf(context);
  const parent = place.parent(scope, context.params);
  const view = writtenView(context);
  const { displayName, extended } = readFolderBody(readJsonBody(context.request));
  if (displayName === undefined) {
    throw new GraphError(400, 'ErrorRequiredPropertyMissing', "Required property 'displayName' is missing.");
  }
  requireFreeName(scope, parent.id, displayName);
  const folder = createFolder(scope, parent.id, displayName, mergeExtended({}, extended));
  return {
    status: 201,
    headers: {
      Location: `${context.baseUrl}/users('${scope.mailbox.userId}')/contactFolders('${folder.id}')`,
      ...appliedPreferences(wantsImmutableIds(context)),
    },
    body: entity(context, scope, folder, view),
  };
}

function getFolder(context: RouteContext, place: FolderPlace): SimResponse {
  const scope = scopeOf(context);
  const folder = place.folder(scope, context.params);
  return {
    status: 200,
    headers: appliedPreferences(wantsImmutableIds(context)),
    body: entity(context, scope, folder, writtenView(context)),
  };
}

function patchFolder(context: RouteContext, place: FolderPlace): SimResponse {
  const scope = scopeOf(context);
  const folder = place.folder(scope, context.params);
  const view = writtenView(context);
  const { displayName = folder.displayName, extended } = readFolderBody(readJsonBody(context.request));
  if (displayName !== folder.displayName) {
    requireNotDistinguished(scope, folder, 'ErrorAccessDenied', 'Distinguished folders cannot be renamed.');
    requireFreeName(scope, folder.parentFolderId, displayName, folder);
  }
  updateFolder(scope, folder, { displayName, extended: mergeExtended(folder.extended, extended) });
  return {
    status: 200,
    headers: appliedPreferences(wantsImmutableIds(context)),
    body: entity(context, scope, folder, view),
  };
}

function removeFolder(context: RouteContext, place: FolderPlace): SimResponse {
  const scope = scopeOf(context);
  const folder = place.folder(scope, context.params);
  parseODataQuery(context.request.query, []);
  requireNotDistinguished(scope, folder, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
  deleteFolderWithContent(scope, folder);
  return { status: 204, headers: {} };
}

function requireFreeName(
  { mailbox }: MailboxScope,
  parentFolderId: string | null,
  displayName: string,
  except?: SimFolder,
): void {
  if (!hasSiblingNamed(mailbox, parentFolderId, displayName, except)) return;
  throw new GraphError(409, 'ErrorFolderExists', 'A folder with the specified name already exists.');
}

function requireNotDistinguished({ mailbox }: MailboxScope, folder: SimFolder, code: string, message: string): void {
  if (folder.id === mailbox.defaultFolderId) throw new GraphError(403, code, message);
}

function writtenView(context: RouteContext): FolderView {
  return folderView(parseODataQuery(context.request.query, ['select', 'expand'], mailboxPaging));
}

function entity(context: RouteContext, scope: MailboxScope, folder: SimFolder, view: FolderView): string {
  const about = `${aboutFolders(context, scope, view)}/$entity`;
  return `{"@odata.context":${JSON.stringify(about)},${folderMembers(scope.mailbox, folder, view)}}`;
}

function aboutFolders({ baseUrl }: RouteContext, { mailbox }: MailboxScope, { select }: FolderView): string {
  const chosen = select === null ? '' : `(${select.join(',')})`;
  return `${baseUrl}/$metadata#users('${mailbox.userId}')/contactFolders${chosen}`;
}
