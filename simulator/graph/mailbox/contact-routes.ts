import type { SimResponse } from '../../http/message.ts';
import { createTextMemory } from '../../world/contact-contents.ts';
import { createContact, deleteContact, type MailboxScope, updateContact } from '../../world/mailbox-changes.ts';
import type { ContactContent, SimContact, SimFolder } from '../../world/model.ts';
import { linkWith, pageOf, sortItems } from '../odata/collection.ts';
import { type ODataQuery, parseODataQuery } from '../odata/query.ts';
import type { Route, RouteContext } from '../route.ts';
import { type ContactView, contactId, contactMembers } from './contact-answer.ts';
import { type ContactBody, mergeContent, newContent, readContactBody } from './contact-body.ts';
import { answerContactDelta } from './contact-delta.ts';
import { checkPath, contactFilter, contactResolver, contactSearch, contactView } from './contact-query.ts';
import { expandNothing } from './extended-expand.ts';
import { jsonBodyText, parseJson } from './json-body.ts';
import { mailboxPaging, searchNotWith } from './paging.ts';
import {
  appliedPreferences,
  childFolderOf,
  contactOf,
  etagOf,
  folderOf,
  requireMatch,
  scopeOf,
  wantedPageSize,
  wantsImmutableIds,
} from './scope.ts';

/** One place where contacts can be asked for. */
interface ContactPlace {
  readonly pattern: string;
  /** Finds the folder by the parameters after the user. @throws {GraphError} 404 */
  readonly folder: (scope: MailboxScope, params: readonly string[]) => SimFolder;
  /** How many parameters come before the contact's id. */
  readonly depth: number;
  /** `/contacts/{id}` finds a contact in whatever folder it is. */
  readonly findsAnywhere: boolean;
}

export const contactPlaces: readonly ContactPlace[] = [
  {
    pattern: '/users/{}/contacts',
    folder: ({ mailbox }) => folderOf(mailbox, mailbox.defaultFolderId),
    depth: 1,
    findsAnywhere: true,
  },
  {
    pattern: '/users/{}/contactFolders/{}/contacts',
    folder: ({ mailbox }, [, id = '']) => folderOf(mailbox, id),
    depth: 2,
    findsAnywhere: false,
  },
  {
    pattern: '/users/{}/contactFolders/{}/childFolders/{}/contacts',
    folder: ({ mailbox }, [, parentId = '', id = '']) => childFolderOf(mailbox, parentId, id),
    depth: 3,
    findsAnywhere: false,
  },
];

export const readPermissions: readonly string[] = ['Contacts.Read', 'Contacts.ReadWrite'];
export const writePermissions: readonly string[] = ['Contacts.ReadWrite'];

/** Lists, reads, creates, changes and deletes contacts in every place. */
export const contactRoutes: readonly Route[] = contactPlaces.flatMap((place): readonly Route[] => {
  const collection = { pattern: place.pattern, service: 'mailbox' } as const;
  const item = { pattern: `${place.pattern}/{}`, service: 'mailbox' } as const;
  const read = { method: 'GET', permissions: readPermissions } as const;
  return [
    { ...collection, ...read, operation: 'contact.list', handle: (context) => listContacts(context, place) },
    {
      ...collection,
      ...read,
      pattern: `${place.pattern}/$count`,
      operation: 'contact.count',
      handle: (context) => countContacts(context, place),
    },
    {
      ...collection,
      ...read,
      pattern: `${place.pattern}/delta`,
      operation: 'contact.delta',
      handle: (context) => {
        const scope = scopeOf(context);
        return answerContactDelta(context, scope, place.folder(scope, context.params));
      },
    },
    {
      ...collection,
      method: 'POST',
      permissions: writePermissions,
      operation: 'contact.create',
      handle: (context) => postContact(context, place),
    },
    { ...item, ...read, operation: 'contact.get', handle: (context) => getContact(context, place) },
    {
      ...item,
      method: 'PATCH',
      permissions: writePermissions,
      operation: 'contact.update',
      handle: (context) => patchContact(context, place),
    },
    {
      ...item,
      method: 'DELETE',
      permissions: writePermissions,
      operation: 'contact.delete',
      handle: (context) => removeContact(context, place),
    },
  ];
});

/** The contact that a path ends in. @throws {GraphError} 404 */
export function contactAt({ params }: RouteContext, scope: MailboxScope, place: ContactPlace): SimContact {
  const folder = place.folder(scope, params);
  return contactOf(scope.mailbox, params[place.depth] ?? '', place.findsAnywhere ? null : folder);
}

const knownBodies = createTextMemory<ContactContent>(8192);
const knownChanges = createTextMemory<ContactBody>(2048);

function postContact(context: RouteContext, place: ContactPlace): SimResponse {
  const scope = scopeOf(context);
  const folder = place.folder(scope, context.params);
  const view = writtenView(context);
  const text = jsonBodyText(context.request);
  const content = knownBodies(text, () => newContent(readContactBody(parseJson(text))));
  const contact = createContact(scope, folder.id, content);
  const id = contactId(scope.mailbox, contact, view.immutableIds);
  return {
    status: 201,
    headers: {
      Location: `${context.baseUrl}/users('${scope.mailbox.userId}')/contacts('${id}')`,
      ETag: etagOf(scope.mailbox, contact),
      ...appliedPreferences(view.immutableIds),
    },
    body: entity(context, scope, contact, view),
  };
}

function patchContact(context: RouteContext, place: ContactPlace): SimResponse {
  const scope = scopeOf(context);
  const contact = contactAt(context, scope, place);
  const view = writtenView(context);
  const text = jsonBodyText(context.request);
  const change = knownChanges(text, () => readContactBody(parseJson(text)));
  requireMatch(context, scope.mailbox, contact);
  updateContact(scope, contact, mergeContent(contact.content, change));
  return {
    status: 200,
    headers: { ETag: etagOf(scope.mailbox, contact), ...appliedPreferences(view.immutableIds) },
    body: entity(context, scope, contact, view),
  };
}

function removeContact(context: RouteContext, place: ContactPlace): SimResponse {
  const scope = scopeOf(context);
  const contact = contactAt(context, scope, place);
  parseODataQuery(context.request.query, []);
  requireMatch(context, scope.mailbox, contact);
  deleteContact(scope, contact);
  return { status: 204, headers: {} };
}

function getContact(context: RouteContext, place: ContactPlace): SimResponse {
  const scope = scopeOf(context);
  const contact = contactAt(context, scope, place);
  const view = contactView(
    parseODataQuery(context.request.query, ['select', 'expand'], mailboxPaging),
    wantsImmutableIds(context),
  );
  return {
    status: 200,
    headers: { ETag: etagOf(scope.mailbox, contact), ...appliedPreferences(view.immutableIds) },
    body: entity(context, scope, contact, view),
  };
}

/** Extended properties are not echoed unless they are asked for. */
function writtenView(context: RouteContext): ContactView {
  const immutableIds = wantsImmutableIds(context);
  const { query } = context.request;
  if (query === '') return immutableIds ? plainImmutable : plainMutable;
  return contactView(parseODataQuery(query, ['select', 'expand'], mailboxPaging), immutableIds);
}

const plainImmutable: ContactView = { immutableIds: true, select: null, expand: expandNothing };
const plainMutable: ContactView = { immutableIds: false, select: null, expand: expandNothing };

function entity(context: RouteContext, scope: MailboxScope, contact: SimContact, view: ContactView): string {
  const about = `${context.baseUrl}/$metadata#users('${scope.mailbox.userId}')/contacts${selected(view)}/$entity`;
  return `{"@odata.context":${JSON.stringify(about)},${contactMembers(scope.mailbox, contact, view)}}`;
}

export function selected({ select }: ContactView): string {
  return select === null ? '' : `(${select.join(',')})`;
}

function listContacts(context: RouteContext, place: ContactPlace): SimResponse {
  const scope = scopeOf(context);
  const { mailbox } = scope;
  const folder = place.folder(scope, context.params);
  const query = parseODataQuery(
    context.request.query,
    ['select', 'filter', 'expand', 'top', 'skip', 'orderby', 'count', 'search'],
    mailboxPaging,
  );
  const view = contactView(query, wantsImmutableIds(context));
  for (const order of query.orderby) checkPath(order.path);
  const found = sortItems(foundContacts(scope, folder, query), query.orderby, (contact, path) =>
    contactResolver(mailbox, contact)(path),
  );
  const pageSize = wantedPageSize(context);
  const page = pageOf(found, query.skip ?? 0, query.top ?? pageSize ?? mailboxPaging.defaultTop);
  const about = `${context.baseUrl}/$metadata#users('${mailbox.userId}')/contactFolders('${folder.id}')/contacts${selected(view)}`;
  const url = context.baseUrl + context.request.path.slice('/v1.0'.length);
  const next = page.nextSkip === null ? null : linkWith(url, context.request.query, 'skip', String(page.nextSkip));
  const members = [
    `"@odata.context":${JSON.stringify(about)}`,
    ...(query.count ? [`"@odata.count":${found.length}`] : []),
    `"value":[${page.items.map((contact) => `{${contactMembers(mailbox, contact, view)}}`).join(',')}]`,
    ...(next === null ? [] : [`"@odata.nextLink":${JSON.stringify(next)}`]),
  ];
  return {
    status: 200,
    headers: appliedPreferences(view.immutableIds, query.top === null ? pageSize : null),
    body: `{${members.join(',')}}`,
  };
}

function countContacts(context: RouteContext, place: ContactPlace): SimResponse {
  const scope = scopeOf(context);
  const folder = place.folder(scope, context.params);
  const query = parseODataQuery(context.request.query, ['filter', 'search'], mailboxPaging);
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain' },
    body: String(foundContacts(scope, folder, query).length),
  };
}

function foundContacts({ mailbox }: MailboxScope, folder: SimFolder, query: ODataQuery): readonly SimContact[] {
  searchNotWith(query);
  const passes = contactFilter(mailbox, query.filter);
  const fits = query.search === null ? null : contactSearch(query.search);
  const found: SimContact[] = [];
  for (const contact of mailbox.contacts.values()) {
    if (contact.folderId !== folder.id) continue;
    if ((passes === null || passes(contact)) && (fits === null || fits(contact, mailbox))) found.push(contact);
  }
  return found;
}
