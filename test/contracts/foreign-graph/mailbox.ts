import { z } from 'zod';
import { type Company, type Contact, type Folder, newContact, newFolder, propertyKey } from './company.ts';
import type { Habits } from './habits.ts';
import type { Manner } from './manner.ts';
import type { Answer } from './weather.ts';

export interface MailboxRequest {
  readonly method: string;
  /** `/users/{id}/…` with query. */
  readonly url: URL;
  readonly body: unknown;
}

const extendedSchema = z.array(z.object({ id: z.string(), value: z.string().nullable() })).default([]);
const folderBody = z.strictObject({ displayName: z.string().min(1), singleValueExtendedProperties: extendedSchema });
const contactBody = z.object({ singleValueExtendedProperties: extendedSchema }).loose();

/** Contact folders and contacts, and what a mailbox is for: as the wire facts have it, with the service's own habits. */
export function createMailboxes(company: Company, habits: Habits, manner: Manner, graphUrl: () => string) {
  /** What was sent to name a property, to be said back in other letters. */
  function echo(id: string): string {
    const key = propertyKey(id);
    if (habits.propertyIds === 'as sent') return id;
    if (habits.propertyIds === 'lower') return key;
    const name = key.slice(key.lastIndexOf(' '));
    return key.slice(0, key.length - name.length).toUpperCase() + name;
  }

  function contactAnswer({ id, properties, extended }: Contact, folder: Folder, query: URLSearchParams): object {
    const [, wanted] =
      /singleValueExtendedProperties\(\$filter=id eq '([^']+)'\)/.exec(query.get('$expand') ?? '') ?? [];
    const value = wanted === undefined ? undefined : extended.get(propertyKey(wanted));
    const shown =
      wanted === undefined || value === undefined
        ? habits.unset === 'null'
          ? { singleValueExtendedProperties: null }
          : {}
        : { singleValueExtendedProperties: [{ id: echo(wanted), value }] };
    if (query.get('$select') === 'id') return { id, ...shown };
    return { id, changeKey: 'EQAAABYA', parentFolderId: folder.id, ...properties, ...shown };
  }

  /** Entries that a filter by an extended property lets pass; all where there is no filter. */
  function filtered<T extends { readonly extended: ReadonlyMap<string, string> }>(
    entries: Iterable<T>,
    query: URLSearchParams,
  ): T[] | null {
    const filter = query.get('$filter');
    if (filter === null) return [...entries];
    const [, id, value] =
      /^singleValueExtendedProperties\/Any\((?:\w+): \w+\/id eq '((?:[^']|'')+)' and \w+\/value eq '((?:[^']|'')*)'\)$/.exec(
        filter,
      ) ?? [];
    if (id === undefined || value === undefined) return null;
    const wanted = value.replaceAll("''", "'");
    return [...entries].filter(({ extended }) => extended.get(propertyKey(id)) === wanted);
  }

  function list(entries: readonly object[] | null, url: URL): Answer {
    if (entries === null) return manner.error(400, 'ErrorInvalidUrlQueryFilter');
    const from = Number(url.searchParams.get('$skip') ?? '0');
    const link = (next: number) => {
      const target = new URL(`/v1.0${url.pathname}${url.search}`, graphUrl());
      target.searchParams.set('$skip', String(next));
      target.searchParams.set('tried', String(Number(url.searchParams.get('tried') ?? '0') + 1));
      return target.href;
    };
    return { status: 200, body: manner.page(entries, from, link) };
  }

  function createFolder(folders: Map<string, Folder>, json: unknown): Answer {
    const body = folderBody.safeParse(json);
    if (!body.success) return manner.error(400, 'RequestBodyRead');
    const { displayName, singleValueExtendedProperties } = body.data;
    if ([...folders.values()].some((folder) => folder.displayName === displayName)) {
      return manner.error(409, 'ErrorFolderExists');
    }
    const folder = newFolder(displayName, false);
    setExtended(folder.extended, singleValueExtendedProperties);
    folders.set(folder.id, folder);
    return { status: 201, body: manner.entity({ id: folder.id, displayName, childFolderCount: 0 }) };
  }

  function createContact(folder: Folder, json: unknown): Answer {
    const body = contactBody.safeParse(json);
    if (!body.success) return manner.error(400, 'RequestBodyRead');
    const { singleValueExtendedProperties, ...properties } = body.data;
    const contact = newContact(withoutNulls(properties), false);
    setExtended(contact.extended, singleValueExtendedProperties);
    folder.contacts.set(contact.id, contact);
    if (habits.createAnswers === 'only id') return { status: 201, body: { id: contact.id } };
    return { status: 201, body: manner.entity(contactAnswer(contact, folder, new URLSearchParams())) };
  }

  function changeContact(contact: Contact, folder: Folder, json: unknown): Answer {
    const body = contactBody.safeParse(json);
    if (!body.success) return manner.error(400, 'RequestBodyRead');
    const { singleValueExtendedProperties, ...properties } = body.data;
    if (contact.personal) company.touches += 1;
    contact.properties = withoutNulls({ ...contact.properties, ...properties });
    setExtended(contact.extended, singleValueExtendedProperties);
    return { status: 200, body: manner.entity(contactAnswer(contact, folder, new URLSearchParams())) };
  }

  function contactsOf(folder: Folder, { method, url, body }: MailboxRequest, contactId: string | undefined): Answer {
    if (contactId === undefined) {
      if (method === 'POST') return createContact(folder, body);
      const found = filtered(folder.contacts.values(), url.searchParams);
      return list(found?.map((contact) => contactAnswer(contact, folder, url.searchParams)) ?? null, url);
    }
    const contact = folder.contacts.get(contactId);
    if (contact === undefined) return manner.error(404, 'ErrorItemNotFound');
    if (method === 'PATCH') return changeContact(contact, folder, body);
    if (method !== 'DELETE') return { status: 200, body: contactAnswer(contact, folder, url.searchParams) };
    if (contact.personal) company.touches += 1;
    folder.contacts.delete(contactId);
    return { status: 204 };
  }

  function purpose(userId: string): Answer {
    const entry = company.entries().find(({ id }) => id === userId);
    const { purpose: known } = z.object({ purpose: z.string().optional() }).parse(entry?.properties ?? {});
    switch (habits.purposes) {
      case 'answered':
        if (known === undefined) return manner.error(404, 'MailboxNotEnabledForRESTAPI');
        return { status: 200, body: manner.entity({ userPurpose: known }) };
      case '403':
        return manner.error(403, 'ErrorAccessDenied');
      case '404':
        return manner.error(404, 'ErrorNonExistentMailbox');
      case '501':
        return manner.error(501, 'NotImplemented');
    }
  }

  /** Answers one part of a batch. */
  return (request: MailboxRequest): Answer => {
    const { method, url, body } = request;
    const [, users, userId = '', area, folderId, kind, contactId] = url.pathname.split('/').map(decodeURIComponent);
    if (users !== 'users') return manner.error(400, 'BadRequest');
    if (area === 'mailboxSettings' && method === 'GET') return purpose(userId);
    if (area !== 'contactFolders' && area !== 'contacts') return manner.error(400, 'BadRequest');
    const folders = company.mailboxes.get(userId);
    if (folders === undefined) return manner.error(404, 'MailboxNotEnabledForRESTAPI');
    if (area === 'contacts') {
      const own = [...folders.values()].find(({ personal }) => personal);
      return own === undefined ? list([], url) : contactsOf(own, request, folderId);
    }
    if (folderId === undefined) {
      if (method === 'POST') return createFolder(folders, body);
      const found = filtered(folders.values(), url.searchParams);
      return list(found?.map(({ id, displayName }) => ({ id, displayName })) ?? null, url);
    }
    const folder = folders.get(folderId);
    if (folder === undefined) return manner.error(404, 'ErrorItemNotFound');
    if (kind === 'contacts') return contactsOf(folder, request, contactId);
    return { status: 200, body: manner.entity({ id: folder.id, displayName: folder.displayName }) };
  };
}

function setExtended(extended: Map<string, string>, properties: z.infer<typeof extendedSchema>): void {
  for (const { id, value } of properties) {
    if (value === null || value === '') extended.delete(propertyKey(id));
    else extended.set(propertyKey(id), value);
  }
}

function withoutNulls(properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}
