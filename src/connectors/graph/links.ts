import { ConnectorError } from '../../runs/connector-error.ts';

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
  const url = URL.parse(link);
  return url?.origin === graphUrl && url.username === '' && url.pathname.startsWith('/v1.0/');
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
