import { ConnectorError } from '../../runs/connector-error.ts';
import { maxLinkCharacters } from './answer-limits.ts';

/**
 * Checks a link that came in an answer. Links are opaque, but the token is never sent to anywhere than the configured host.
 * @throws {ConnectorError} `invalid-answer`
 */
export function checkLink(link: string, graphUrl: string): string {
  if (!staysOn(link, graphUrl)) {
    throw new ConnectorError({ code: 'invalid-answer', detail: 'a link that leads away from the Graph host' });
  }
  return link;
}

/**
 * Checks a link that was kept as a cursor: one that was given out by another host is worth nothing at this one.
 * @throws {ConnectorError} `cursor-expired`
 */
export function checkCursor(cursor: string, graphUrl: string): string {
  if (!staysOn(cursor, graphUrl)) {
    throw new ConnectorError({ code: 'cursor-expired', detail: 'the cursor is of another Graph host' });
  }
  return cursor;
}

function staysOn(link: string, graphUrl: string): boolean {
  if (link.length > maxLinkCharacters) return false;
  const url = URL.parse(link);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.origin === graphUrl && url.pathname.startsWith('/v1.0/');
}

/**
 * A link goes on with what was asked for, and says no more than where: one to another mailbox, group or tenant is not
 * followed. Services spell a path in several ways; it is followed in ours.
 * @param asked The checked link that the read began with.
 * @throws {ConnectorError} `invalid-answer`
 */
export function continueAt(link: string, asked: string): string {
  const to = new URL(link);
  const { pathname } = new URL(asked);
  if (to.pathname === pathname) return link;
  const found = placeOf(to.pathname);
  if (found === null || found !== placeOf(pathname)) {
    throw new ConnectorError({ code: 'invalid-answer', detail: 'a link that leads away from what was asked for' });
  }
  to.pathname = pathname;
  return to.href;
}

/**
 * What a path names, however it is spelt: `users/ID/contacts/delta` is `users('ID@TENANT')/contacts/microsoft.graph.delta()`.
 * Null: it cannot be read.
 */
function placeOf(pathname: string): string | null {
  try {
    const segments = pathname.split('/').flatMap((segment) => {
      const text = decodeURIComponent(segment);
      const [, name, id] = /^([\w.]+)\('(.+)'\)$/s.exec(text) ?? [];
      return name === undefined || id === undefined ? [text.replace(/\(\)$/, '')] : [name, id];
    });
    return JSON.stringify(segments.map(plain));
  } catch {
    return null;
  }
}

const guid = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}';
const nameOrGuid = new RegExp(`^(?:[a-z.]{1,40}|${guid})$`, 'i');
const tenantSuffix = new RegExp(`@${guid}$`, 'i');

/** Ids of Exchange differ by case alone; names and ids of Entra do not. */
function plain(segment: string): string {
  const text = segment.replace(tenantSuffix, '').replace(/^microsoft\.graph\.delta$/i, 'delta');
  return nameOrGuid.test(text) ? text.toLowerCase() : text;
}

/** A checked link as a path below the version, for a part of a batch. */
export function pathOfLink(link: string, graphUrl: string): string {
  const { pathname, search } = new URL(checkLink(link, graphUrl));
  return pathname.slice('/v1.0'.length) + search;
}

/** Query options, percent-encoded; the names keep their `$`. */
export function queryOf(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

/** A string literal of OData. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
