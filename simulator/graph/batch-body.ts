import type { RequestBody, SimRequest } from '../http/message.ts';
import { GraphError } from './errors.ts';
import { parseJsonText } from './json-text.ts';
import { isRecord } from './mailbox/extended-properties.ts';

/** One request of a batch. */
export interface BatchPart {
  readonly id: string;
  readonly request: SimRequest;
  /** Percent-encoded, below `/v1.0`. */
  readonly path: string;
  /** Places in the batch of the requests that must have succeeded first. */
  readonly dependsOn: readonly number[];
  readonly isBatch: boolean;
}

const maxParts = 20;
const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']);
const noHeaders: Readonly<Record<string, string>> = {};
const noDependencies: readonly number[] = [];
const noBody: RequestBody = { kind: 'none' };

/** @throws {GraphError} 400 `BadRequest` for the whole batch. */
export function readBatch(body: RequestBody): readonly BatchPart[] {
  const batch = readJson(body);
  if (!isRecord(batch) || !Array.isArray(batch.requests)) {
    throw invalid("Invalid batch payload format: the property 'requests' is missing or is not an array.");
  }
  const entries: readonly unknown[] = batch.requests;
  if (entries.length === 0) throw invalid('The batch must contain at least one request.');
  if (entries.length > maxParts) {
    throw invalid(`Number of batch request steps exceeds the maximum value of ${maxParts}.`);
  }
  const places = new Map<string, number>();
  return entries.map((entry, place) => {
    const part = readPart(entry, places);
    places.set(part.id, place);
    return part;
  });
}

function readJson(body: RequestBody): unknown {
  if (body.kind === 'json') return body.value;
  if (body.kind === 'none') throw invalid('Invalid batch payload format: the request body is empty.');
  const { buffer, byteOffset, byteLength } = body.bytes;
  try {
    return parseJsonText(Buffer.from(buffer, byteOffset, byteLength).toString('utf8'));
  } catch {
    throw invalid('Invalid batch payload format: the request body is not valid JSON.');
  }
}

function readPart(entry: unknown, earlier: ReadonlyMap<string, number>): BatchPart {
  if (!isRecord(entry)) throw invalid('Invalid batch payload format: a request is not an object.');
  const { id, url } = entry;
  if (typeof id !== 'string' || id === '') throw invalid("A request of the batch has no 'id'.");
  if (earlier.has(id)) throw invalid(`Request Id has to be unique in a batch: '${id}' was used more than once.`);
  if (typeof entry.method !== 'string') throw invalid(`Request '${id}' has no 'method'.`);
  const method = entry.method.toUpperCase();
  if (!methods.has(method)) throw invalid(`Request '${id}' has an invalid method '${entry.method}'.`);
  if (typeof url !== 'string' || url === '') throw invalid(`Request '${id}' has no 'url'.`);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url) || url.startsWith('//')) {
    throw invalid(`Invalid URL for request '${id}': it must be relative to the version of the batch.`);
  }
  const queryStart = url.indexOf('?');
  const target = queryStart < 0 ? url : url.slice(0, queryStart);
  const path = target.startsWith('/') ? target : `/${target}`;
  const headers = readHeaders(id, entry.headers);
  const request: SimRequest = {
    method,
    path: `/v1.0${path}`,
    query: queryStart < 0 ? '' : url.slice(queryStart + 1),
    headers,
    body: readPartBody(id, method, headers, entry.body),
  };
  return {
    id,
    request,
    path,
    dependsOn: readDependencies(id, entry.dependsOn, earlier),
    isBatch: isBatchPath(path),
  };
}

function isBatchPath(path: string): boolean {
  return path.length < 12 && /^\/(\$|%24)batch\/?$/i.test(path);
}

function readHeaders(id: string, headers: unknown): Readonly<Record<string, string>> {
  if (headers === undefined || headers === null) return noHeaders;
  if (!isRecord(headers)) throw invalid(`The headers of request '${id}' are not an object.`);
  const read: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (typeof value !== 'string') throw invalid(`The header '${name}' of request '${id}' is not a string.`);
    read[name.toLowerCase()] = value;
  }
  return read;
}

/** JSON comes as it is, everything else in base64. */
function readPartBody(
  id: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): RequestBody {
  const type = headers['content-type'];
  if (body === undefined || body === null) {
    if (method === 'GET' || method === 'DELETE') return noBody;
    throw invalid(`Write request id : ${id} does not contain Content-Type header or body.`);
  }
  if (type === undefined) throw invalid(`Write request id : ${id} does not contain Content-Type header or body.`);
  if (type.toLowerCase().includes('json')) return { kind: 'json', value: body };
  if (typeof body !== 'string' || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(body)) {
    throw invalid(`The body of request '${id}' is neither JSON nor base64.`);
  }
  return { kind: 'bytes', bytes: Buffer.from(body, 'base64') };
}

/** A request can only depend on requests before it. */
function readDependencies(id: string, value: unknown, earlier: ReadonlyMap<string, number>): readonly number[] {
  if (value === undefined || value === null) return noDependencies;
  if (!Array.isArray(value)) throw invalid(`The property 'dependsOn' of request '${id}' is not an array.`);
  return value.map((other) => {
    const place = typeof other === 'string' ? earlier.get(other) : undefined;
    if (place === undefined) throw invalid(`Invalid dependency for request Id '${id}': '${String(other)}'.`);
    return place;
  });
}

function invalid(message: string): GraphError {
  return new GraphError(400, 'BadRequest', message);
}
