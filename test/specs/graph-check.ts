import { checkOptions, selectedNames } from './check-query.ts';
import { checkObject, checkValue, isJsonObject, type JsonObject } from './check-value.ts';
import type { TypeRef } from './csdl.ts';
import type { PathShape } from './graph-paths.ts';
import { type PathTarget, resolvePath } from './resolve-path.ts';
import type { GraphSpecs } from './shared-specs.ts';

export interface GraphRequest {
  readonly method: string;
  /** Below the service's root, with its query: `/users/…?$select=id`. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, undefined if there is none. */
  readonly body: unknown;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface GraphCheck {
  /** What is wrong with a request; of a batch, with each of its parts. */
  checkRequest(request: GraphRequest): readonly string[];
  /** What is wrong with the answer to a request that itself is right. */
  checkAnswer(request: GraphRequest, answer: GraphAnswer): readonly string[];
  /** Requests checked so far, by `GET /users/{user-id}/contactFolders`; parts of batches count by themselves. */
  readonly requestsSeen: ReadonlyMap<string, number>;
  /** Answers checked so far that were a success, in the same way. */
  readonly answersSeen: ReadonlyMap<string, number>;
}

interface Target {
  readonly shape: PathShape;
  readonly target: PathTarget;
  readonly options: readonly (readonly [string, string])[];
}

/** Holds requests and answers against Microsoft's own description of Graph. */
export function createGraphCheck({ model, paths }: GraphSpecs): GraphCheck {
  const requestsSeen = new Map<string, number>();
  const answersSeen = new Map<string, number>();

  function targetOf(url: string): Target | string {
    const [path = '', query = ''] = splitOnce(url, '?');
    const shape = paths.match(path);
    if (shape === null) return `${path}: Graph has no such path`;
    const target = resolvePath(model, path.split('/').slice(1).map(decodeURIComponent));
    if (target === null) return `${path}: leads to nothing in the model`;
    return { shape, target, options: [...new URLSearchParams(query)] };
  }

  function checkRequest(request: GraphRequest): readonly string[] {
    if (request.url === '/$batch') return checkBatch(request);
    const found = targetOf(request.url);
    if (typeof found === 'string') return [`${request.method} ${found}`];
    const { shape, target, options } = found;
    count(requestsSeen, `${request.method} ${shape}`);
    const at = `${request.method} ${shape}`;
    return [
      ...checkMethod(request, target, at),
      ...checkDeltaOptions(shape, target, options, at),
      ...checkImmutableIds(shape, request.headers, 'prefer', at),
      ...(target.kind === 'stream' ? [] : checkOptions(model, typeOf(target).name, options, at)),
      ...checkRequestBody(request, target, at),
    ];
  }

  function checkRequestBody({ method, body }: GraphRequest, target: PathTarget, at: string): readonly string[] {
    if (target.kind !== 'type') return [];
    if (method !== 'POST' && method !== 'PATCH') return body === undefined ? [] : [`${at}: has a body`];
    if (!isJsonObject(body)) return [`${at}: has no JSON object as body`];
    const own = 'id' in body ? [`${at}: sends an id`] : [];
    return [...own, ...checkObject(model, target.type.name, body, 'client', at)];
  }

  function checkBatch({ method, body }: GraphRequest): readonly string[] {
    const at = `${method} /$batch`;
    count(requestsSeen, at);
    if (!isJsonObject(body) || !Array.isArray(body.requests)) return [`${at}: has no requests`];
    const requests: readonly unknown[] = body.requests;
    const violations = requests.length > 20 || requests.length === 0 ? [`${at}: has ${requests.length} requests`] : [];
    const ids = new Set<unknown>();
    for (const part of requests) {
      if (!isJsonObject(part)) {
        violations.push(`${at}: a part is no object`);
        continue;
      }
      const { id, method: partMethod, url, headers = {}, body: partBody, dependsOn: _, ...rest } = part;
      if (typeof id !== 'string' || ids.has(id)) violations.push(`${at}: a part has no id of its own`);
      ids.add(id);
      violations.push(...Object.keys(rest).map((key) => `${at}: a part has the unknown member ${key}`));
      if (typeof partMethod !== 'string' || typeof url !== 'string' || !isJsonObject(headers)) {
        violations.push(`${at}: a part lacks method, url or headers`);
        continue;
      }
      const inner = partOf(partMethod, url, headers, partBody);
      if (partBody !== undefined && inner.headers['content-type'] === undefined) {
        violations.push(`${at}: ${partMethod} ${url} has a body but no content type`);
      }
      violations.push(...checkRequest(inner));
    }
    return violations;
  }

  function checkAnswer(request: GraphRequest, answer: GraphAnswer): readonly string[] {
    if (request.url === '/$batch') return checkBatchAnswer(request, answer);
    const found = targetOf(request.url);
    const at = `${request.method} ${typeof found === 'string' ? request.url : found.shape} → ${answer.status}`;
    if (answer.status >= 400) return checkError(answer, at);
    if (typeof found === 'string') return [`${at}: a success where Graph has no such path`];
    const { shape, target, options } = found;
    count(answersSeen, `${request.method} ${shape}`);
    return [
      ...checkStatus(request.method, target, answer.status, at),
      ...(answer.status === 204 ? [] : checkImmutableIds(shape, answer.headers, 'preference-applied', at)),
      ...checkAnswerBody(request.method === 'POST' ? oneOf(target) : target, options, answer, at),
    ];
  }

  function checkAnswerBody(
    target: PathTarget,
    options: Target['options'],
    { status, body }: GraphAnswer,
    at: string,
  ): readonly string[] {
    if (target.kind === 'stream') return [];
    if (target.kind === 'count') return /^\d+$/.test(String(body)) ? [] : [`${at}: is no count`];
    if (status === 204) return body === undefined ? [] : [`${at}: has a body`];
    if (!isJsonObject(body)) return [`${at}: is no JSON object`];
    const context = typeof body['@odata.context'] === 'string' ? [] : [`${at}: has no @odata.context`];
    const selected = selectedNames(options);
    if (!target.type.collection) {
      // A property on its own, `/mailboxSettings/userPurpose`, comes as the value of an object.
      const { '@odata.context': _, ...rest } = body;
      if (!model.types.has(target.type.name)) {
        return [...context, ...checkValue(model, target.type, rest.value, 'service', at)];
      }
      return [...context, ...checkEntry(target.type, rest, selected, at)];
    }
    const { value, ...links } = body;
    const known = /^@odata\.(context|nextLink|deltaLink|count)$/;
    const unknown = Object.keys(links).filter((key) => !known.test(key));
    if (!Array.isArray(value)) return [...context, `${at}: has no value`];
    const { '@odata.nextLink': next, '@odata.deltaLink': delta } = links;
    const element: TypeRef = { ...target.type, collection: false };
    return [
      ...context,
      ...unknown.map((key) => `${at}: has the unknown member ${key}`),
      ...(next !== undefined && delta !== undefined ? [`${at}: has a next link and a delta link`] : []),
      ...(delta !== undefined && !target.delta ? [`${at}: has a delta link, and is no delta`] : []),
      ...value.flatMap((entry, i) =>
        isJsonObject(entry) ? checkEntry(element, entry, selected, `${at}[${i}]`) : [`${at}[${i}]: is no object`],
      ),
    ];
  }

  function checkEntry(
    type: TypeRef,
    entry: JsonObject,
    selected: ReadonlySet<string> | null,
    at: string,
  ): readonly string[] {
    const surplus = Object.keys(entry).filter((key) => !key.includes('@') && selected?.has(key) === false);
    return [
      ...surplus.map((key) => `${at}: ${key} was not selected`),
      ...checkObject(model, type.name, entry, 'service', at),
    ];
  }

  function checkBatchAnswer(request: GraphRequest, answer: GraphAnswer): readonly string[] {
    const at = `POST /$batch → ${answer.status}`;
    if (answer.status >= 400) return checkError(answer, at);
    const sent = isJsonObject(request.body) ? request.body.requests : null;
    const came = isJsonObject(answer.body) ? answer.body.responses : null;
    if (!Array.isArray(sent) || !Array.isArray(came)) return [`${at}: has no responses`];
    const waiting = new Map(sent.filter(isJsonObject).map((part) => [part.id, part]));
    const violations: string[] = [];
    for (const part of came.filter(isJsonObject)) {
      const { id, status, headers = {}, body, ...rest } = part;
      const asked = waiting.get(id);
      waiting.delete(id);
      violations.push(...Object.keys(rest).map((key) => `${at}: a part has the unknown member ${key}`));
      const { method, url } = asked ?? {};
      if (typeof method !== 'string' || typeof url !== 'string')
        violations.push(`${at}: ${String(id)} was not asked for`);
      else if (typeof status !== 'number' || !isJsonObject(headers)) violations.push(`${at}: a part lacks its status`);
      else {
        const inner = { status, headers: lowerCase(headers), body };
        violations.push(...checkAnswer(partOf(method, url, {}, undefined), inner));
      }
    }
    return [...violations, ...[...waiting.keys()].map((id) => `${at}: ${String(id)} was not answered`)];
  }

  return { checkRequest, checkAnswer, requestsSeen, answersSeen };
}

function checkMethod({ method }: GraphRequest, target: PathTarget, at: string): readonly string[] {
  const allowed = methodsOf(target);
  return allowed.includes(method) ? [] : [`${at}: only ${allowed.join(', ')}`];
}

function methodsOf(target: PathTarget): readonly string[] {
  switch (target.kind) {
    case 'stream':
      return ['GET', 'PUT', 'PATCH', 'DELETE'];
    case 'count':
      return ['GET'];
    case 'type':
      if (target.delta) return ['GET'];
      return target.type.collection ? ['GET', 'POST'] : ['GET', 'PATCH', 'DELETE'];
  }
}

/** A delta's links carry what was asked for; it cannot be ordered or cut, and expanding it cannot be relied on. */
function checkDeltaOptions(
  shape: PathShape,
  target: PathTarget,
  options: Target['options'],
  at: string,
): readonly string[] {
  if (target.kind !== 'type' || !target.delta) return [];
  const directory = !/^\/users\/\{/.test(shape);
  const refused = directory ? ['$top', '$orderby', '$expand', '$search', '$skip'] : ['$expand', '$search', '$filter'];
  return options.filter(([name]) => refused.includes(name)).map(([name]) => `${at}: a delta takes no ${name}`);
}

/** Ids of contacts stay the same for those who say that they want it so, on each request. */
function checkImmutableIds(
  shape: PathShape,
  headers: GraphRequest['headers'],
  header: 'prefer' | 'preference-applied',
  at: string,
): readonly string[] {
  if (!/^\/users\/\{[^}]*\}\/(contacts|contactFolders)/.test(shape)) return [];
  return headers[header]?.includes('IdType="ImmutableId"') === true ? [] : [`${at}: no immutable ids in ${header}`];
}

function checkStatus(method: string, target: PathTarget, status: number, at: string): readonly string[] {
  const creates = method === 'POST' && target.kind === 'type' && target.type.collection;
  const expected = creates ? [201] : method === 'DELETE' ? [204] : method === 'GET' ? [200] : [200, 204];
  return expected.includes(status) ? [] : [`${at}: expected ${expected.join(' or ')}`];
}

/** Graph's error body; `innerError` tells which request it was. */
function checkError({ body }: GraphAnswer, at: string): readonly string[] {
  const error = isJsonObject(body) ? body.error : undefined;
  if (!isJsonObject(error)) return [`${at}: has no error`];
  const { code, message, innerError } = error;
  if (typeof code !== 'string' || code === '' || typeof message !== 'string') return [`${at}: has no code or message`];
  const inner = isJsonObject(innerError) ? innerError : {};
  return typeof inner['request-id'] === 'string' ? [] : [`${at}: has no request-id`];
}

/** A create answers with the one that it made. */
function oneOf(target: PathTarget): PathTarget {
  return target.kind === 'type' ? { ...target, type: { ...target.type, collection: false } } : target;
}

function typeOf(target: Exclude<PathTarget, { kind: 'stream' }>): TypeRef {
  return target.kind === 'count' ? target.of : target.type;
}

function partOf(method: string, url: string, headers: JsonObject, body: unknown): GraphRequest {
  return { method, url: url.startsWith('/') ? url : `/${url}`, headers: lowerCase(headers), body };
}

function lowerCase(headers: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function count(seen: Map<string, number>, key: string): void {
  seen.set(key, (seen.get(key) ?? 0) + 1);
}
