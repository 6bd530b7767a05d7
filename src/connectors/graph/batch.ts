import { type Answer, isObject, parseJson } from './answer.ts';
import { fromBytes } from './transport.ts';

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
  /**
   * What is kept of the body of a good answer, each text of it as `text` reads it; nothing is kept of its headers.
   * Default: all. So that hundreds under way do not keep what nobody needs.
   */
  readonly reduce?: (body: unknown, text: ReadText) => unknown;
  /** A preference besides the one for immutable ids: `odata.maxpagesize=500`. */
  readonly prefer?: string;
}

/** Reads a text of an answer; undefined: it is none. */
export type ReadText = (value: unknown) => string | undefined;

const immutableIds = 'IdType="ImmutableId"';
const preferImmutableIds = `"Prefer":${JSON.stringify(immutableIds)}`;
const bodyHeaders = `"headers":{"Content-Type":"application/json",${preferImmutableIds}}`;
const plainHeaders = `"headers":{${preferImmutableIds}}`;

/** Writes a `$batch` body; the id of a part is its index. */
export function encodeBatch(parts: readonly BatchPart[]): Uint8Array {
  const pieces: (string | Uint8Array)[] = [];
  let before = '{"requests":[';
  parts.forEach((part, index) => {
    const { method, path, body } = part;
    const head = `${before}{"id":"${index}","method":"${method}","url":${JSON.stringify(path)},${headersOf(part)}`;
    if (body === undefined) pieces.push(head);
    else pieces.push(`${head},"body":`, body);
    before = '},';
  });
  pieces.push('}]}');
  return joined(pieces);
}

/** One large piece of memory rather than one for each text. */
function joined(pieces: readonly (string | Uint8Array)[]): Uint8Array {
  let length = 0;
  for (const piece of pieces) length += Buffer.byteLength(piece);
  const bytes = Buffer.allocUnsafe(length);
  let offset = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      offset += bytes.write(piece, offset);
    } else {
      bytes.set(piece, offset);
      offset += piece.length;
    }
  }
  return bytes;
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
 * @param isBytes As `HttpAnswer.isBytes`.
 * @returns The answers by index; null for a part that is missing, unreadable or there twice, so that nobody knows which
 *   is true. Null for an answer that is none of a batch.
 */
export function decodeBatch(
  text: string,
  parts: readonly Pick<BatchPart, 'reduce'>[],
  isBytes = false,
): readonly (Answer | null)[] | null {
  const count = parts.length;
  const json = parseJson(text);
  const responses = isObject(json) ? json.responses : undefined;
  if (!Array.isArray(responses)) return null;
  // JSON is made of ASCII outside of its texts: read as bytes it has the same form, and only texts have to be put right.
  if (isBytes && !responses.every((response) => isReducible(response, parts)))
    return decodeBatch(fromBytes(text), parts);
  const readText = isBytes ? textFromBytes : textAsItIs;
  const answers: (Answer | null)[] = new Array<Answer | null>(count).fill(null);
  const seen = new Set<number>();
  for (const response of responses) {
    if (!isObject(response)) continue;
    const index = indexOf(response.id, count);
    if (index === null) continue;
    answers[index] = seen.has(index) ? null : decodePart(response, parts[index]?.reduce, readText);
    seen.add(index);
  }
  return answers;
}

function isReducible(response: unknown, parts: readonly Pick<BatchPart, 'reduce'>[]): boolean {
  if (!isObject(response) || !isGood(response.status)) return false;
  const index = indexOf(response.id, parts.length);
  return index === null || parts[index]?.reduce !== undefined;
}

const isGood = (status: unknown): boolean => typeof status === 'number' && status >= 200 && status < 300;

const textAsItIs: ReadText = (value) => (typeof value === 'string' ? value : undefined);

const textFromBytes: ReadText = (value) =>
  typeof value === 'string' && beyondAscii.test(value) ? fromBytes(value) : textAsItIs(value);

const beyondAscii = /[\x80-\xff]/;

function indexOf(id: unknown, count: number): number | null {
  if (typeof id !== 'string' || !/^\d{1,3}$/.test(id)) return null;
  const index = Number(id);
  return index < count && String(index) === id ? index : null;
}

function decodePart(
  response: Readonly<Record<string, unknown>>,
  reduce: BatchPart['reduce'],
  readText: ReadText,
): Answer | null {
  const status = response.status;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599) return null;
  if (isGood(status) && reduce !== undefined)
    return { status, headers: noHeaders, body: reduce(response.body, readText) };
  const headers: Record<string, string> = {};
  const given = response.headers;
  if (isObject(given)) {
    for (const name in given) {
      const value = given[name];
      if (typeof value === 'string') headers[name] = value;
      else if (typeof value === 'number') headers[name] = String(value);
    }
  }
  return { status, headers, body: response.body };
}

const noHeaders: Answer['headers'] = {};
