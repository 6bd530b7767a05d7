import type { Operation, Row } from './openapi.ts';

/** A call that can be pasted into a shell, with places to fill in. */
export function curlOf({ method, path, parameters, body }: Operation, origin: string): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => `$${snake(name)}`);
  const asked = parameters
    .filter(({ place, required }) => place === 'query' && required)
    .map(({ path: name }) => `${name}=…`)
    .join('&');
  const headers = parameters
    .filter(({ place }) => place === 'header')
    .map(({ path: name }) => `${name}: ${exampleOf(name)}`);
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"${origin}${filled}${asked === '' ? '' : `?${asked}`}"`,
    '-H "Authorization: Bearer $TOKEN"',
    ...headers.map((header) => `-H '${header}'`),
    ...(body.length === 0 ? [] : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(bodyOf(body))}'`]),
  ].join(' \\\n  ');
}

function exampleOf(header: string): string {
  return header === 'If-Match' ? '"<ETag of what was read>"' : '<a new UUID>';
}

/** The needed values of the first level. */
function bodyOf(rows: readonly Row[]): Readonly<Record<string, unknown>> {
  const first = rows.filter(({ path, required }) => required && path !== '' && !/[.[]/.test(path));
  return Object.fromEntries(first.map(({ path, type }) => [path, sampleOf(type)]));
}

function sampleOf(type: string): unknown {
  const [first = ''] = type.split(' | ');
  if (first.startsWith('"')) return first.slice(1, -1);
  if (type.endsWith('[]')) return [];
  switch (first) {
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'object':
      return {};
    case 'null':
      return null;
  }
  return '…';
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
