import { type Answer, isObject, parseJson } from './answer.ts';

/** Graph takes no more requests in one batch. */
export const batchSize = 20;

export interface BatchPart {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below the version, percent-encoded: `/users/{id}/contactFolders`. */
  readonly path: string;
  /** JSON; as bytes it is serialized once however many mailboxes it goes to. Of another content type base64 in double quotes. */
  readonly body?: string | Uint8Array;
  /** Default: JSON. */
  readonly contentType?: 'image/jpeg';
  /** What is kept of the body of a good answer; default: all. So that hundreds under way do not keep what nobody needs. */
  readonly reduce?: (body: unknown) => unknown;
  /** A preference besides the one for immutable ids: `odata.maxpagesize=500`. */
  readonly prefer?: string;
}

const immutableIds = 'IdType="ImmutableId"';
const preferImmutableIds = `"Prefer":${JSON.stringify(immutableIds)}`;
const bodyHeaders = `"headers":{"Content-Type":"application/json",${preferImmutableIds}}`;
const plainHeaders = `"headers":{${preferImmutableIds}}`;

/** Writes a `$batch` body; the id of a part is its index. */
export function encodeBatch(parts: readonly BatchPart[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let before = '{"requests":[';
  parts.forEach((part, index) => {
    const { method, path, body } = part;
    const head = `{"id":"${index}","method":"${method}","url":${JSON.stringify(path)},${headersOf(part)}`;
    if (body === undefined) {
      before += `${head}}`;
    } else {
      pieces.push(Buffer.from(`${before}${head},"body":`), bytesOf(body));
      before = '}';
    }
    before += ',';
  });
  pieces.push(Buffer.from(`${before.slice(0, -1)}]}`));
  return Buffer.concat(pieces);
}

function bytesOf(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body) : body;
}

/** Nearly all parts have one of two forms, which are written once. */
function headersOf({ body, contentType, prefer }: BatchPart): string {
  if (contentType === undefined && prefer === undefined) return body === undefined ? plainHeaders : bodyHeaders;
  const type = body === undefined ? {} : { 'Content-Type': contentType ?? 'application/json' };
  const headers = { ...type, Prefer: prefer === undefined ? immutableIds : `${immutableIds}, ${prefer}` };
  return `"headers":${JSON.stringify(headers)}`;
}

/**
 * Reads a `$batch` answer; parts come in any order.
 *
 * @returns The answers by index; null for a part that is missing, unreadable or there twice, so that nobody knows which
 *   is true. Null for an answer that is none of a batch.
 */
export function decodeBatch(
  text: string,
  parts: readonly Pick<BatchPart, 'reduce'>[],
): readonly (Answer | null)[] | null {
  const count = parts.length;
  const json = parseJson(text);
  const responses = isObject(json) ? json.responses : undefined;
  if (!Array.isArray(responses)) return null;
  const answers: (Answer | null)[] = new Array<Answer | null>(count).fill(null);
  const seen = new Set<number>();
  for (const response of responses) {
    if (!isObject(response)) continue;
    const index = indexOf(response.id, count);
    if (index === null) continue;
    answers[index] = seen.has(index) ? null : decodePart(response, parts[index]?.reduce);
    seen.add(index);
  }
  return answers;
}

function indexOf(id: unknown, count: number): number | null {
  if (typeof id !== 'string' || !/^\d{1,3}$/.test(id)) return null;
  const index = Number(id);
  return index < count && String(index) === id ? index : null;
}

function decodePart(response: Readonly<Record<string, unknown>>, reduce: BatchPart['reduce']): Answer | null {
  const status = response.status;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599) return null;
  const headers: Record<string, string> = {};
  const given = response.headers;
  if (isObject(given)) {
    for (const name in given) {
      const value = given[name];
      if (typeof value === 'string') headers[name] = value;
      else if (typeof value === 'number') headers[name] = String(value);
    }
  }
  const isGood = status < 300;
  return { status, headers, body: isGood && reduce !== undefined ? reduce(response.body) : response.body };
}
