import type { ContactContent, SimContact, SimMailbox } from '../../world/model.ts';
import { changeKey, immutableId, mutableId } from '../../world/outlook-ids.ts';
import { contactProperties, emailSlots } from './contact-properties.ts';
import { type ExtendedExpand, extendedJson } from './extended-expand.ts';

/** How contacts are to be shown. */
export interface ContactView {
  readonly immutableIds: boolean;
  /** Null: all properties. */
  readonly select: readonly string[] | null;
  readonly expand: ExtendedExpand;
}

/** A contact's id of the kind that was asked for. */
export function contactId(
  mailbox: SimMailbox,
  { serial, folderId }: Pick<SimContact, 'serial' | 'folderId'>,
  immutable: boolean,
): string {
  if (immutable) return immutableId(mailbox, serial);
  return mutableId(mailbox, serial, mailbox.folders.get(folderId)?.serial ?? 0);
}

/** A contact as JSON text, without the braces around it: the part that is equal in all mailboxes is written once. */
export function contactMembers(mailbox: SimMailbox, contact: SimContact, view: ContactView): string {
  const key = changeKey(mailbox, contact.sequence);
  const id = contactId(mailbox, contact, view.immutableIds);
  const head = `"@odata.etag":"W/\\"${key}\\"","id":"${id}"`;
  const extended = extendedJson(contact.content.extended, view.expand);
  if (view.select !== null) {
    let text = head;
    for (const name of view.select) {
      if (name !== 'id')
        text += `,"${name}":${JSON.stringify(contactProperty(mailbox, contact, name, view.immutableIds))}`;
    }
    return text + extended;
  }
  const created = instantText(contact.createdMs);
  const modified = instantText(contact.modifiedMs);
  const dates = `"createdDateTime":"${created}","lastModifiedDateTime":"${modified}"`;
  const place = `"changeKey":"${key}","parentFolderId":"${contact.folderId}"`;
  return `${head},${dates},${place},${contentMembers(contact.content)}${extended}`;
}

const writtenContents = new WeakMap<ContactContent, string>();

function contentMembers(content: ContactContent): string {
  const known = writtenContents.get(content);
  if (known !== undefined) return known;
  const members: string[] = [];
  for (const [name, kind] of contactProperties) {
    if (kind === 'read-only' || kind === 'navigation') continue;
    members.push(`"${name}":${JSON.stringify(contentProperty(content, name))}`);
  }
  const text = members.join(',');
  writtenContents.set(content, text);
  return text;
}

/** One property as Graph shows it. */
export function contactProperty(
  mailbox: SimMailbox,
  contact: SimContact,
  name: string,
  immutableIds: boolean,
): unknown {
  switch (name) {
    case 'id':
      return contactId(mailbox, contact, immutableIds);
    case 'createdDateTime':
      return instantText(contact.createdMs);
    case 'lastModifiedDateTime':
      return instantText(contact.modifiedMs);
    case 'changeKey':
      return changeKey(mailbox, contact.sequence);
    case 'parentFolderId':
      return contact.folderId;
    default:
      return contentProperty(contact.content, name);
  }
}

/** A property that the content alone decides; what was never set is null or empty, names to show are made from the others. */
function contentProperty({ properties }: ContactContent, name: string): unknown {
  const value = properties[name];
  switch (contactProperties.get(name)) {
    case 'strings':
      return value ?? [];
    case 'emails':
      return emailsOf(properties);
    case 'email':
      return emailsOf(properties)[emailSlots.indexOf(name)] ?? null;
    case 'address':
      return value ?? {};
    case 'string':
      if (value !== undefined) return value;
      if (name === 'fileAs') return defaultFileAs(properties);
      if (name === 'displayName') return defaultDisplayName(properties);
      return name === 'personalNotes' ? '' : null;
    case 'instant':
    case 'read-only':
    case 'navigation':
    case undefined:
      return value ?? null;
  }
}

type Properties = ContactContent['properties'];

/** An e-mail address without a name is shown under itself. */
function emailsOf(properties: Properties): readonly object[] {
  const { emailAddresses } = properties;
  if (!Array.isArray(emailAddresses)) return [];
  return emailAddresses.map((email: object) => {
    if ('name' in email || !('address' in email)) return email;
    return { name: email.address, address: email.address };
  });
}

function texts(properties: Properties, ...names: readonly string[]): readonly string[] {
  return names
    .map((name) => properties[name])
    .filter((value) => typeof value === 'string' && value !== '')
    .map(String);
}

function defaultDisplayName(properties: Properties): string | null {
  return texts(properties, 'givenName', 'surname').join(' ') || null;
}

/** "Surname, Given Middle", else the company, else whatever name there is. */
function defaultFileAs(properties: Properties): string {
  const given = texts(properties, 'givenName', 'middleName').join(' ');
  const names = [...texts(properties, 'surname'), ...(given === '' ? [] : [given])];
  if (names.length > 0) return names.join(', ');
  const [first = ''] = texts(properties, 'companyName', 'displayName');
  return first;
}

let lastMs = Number.NaN;
let lastText = '';

/** Many items are written within a second: its text is kept. */
function instantText(ms: number): string {
  if (ms !== lastMs) {
    lastMs = ms;
    lastText = new Date(ms).toISOString().replace('.000Z', 'Z');
  }
  return lastText;
}
