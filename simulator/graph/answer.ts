import type { SimOutcome, SimResponse } from '../http/message.ts';

/** What Graph says of its JSON. */
export const jsonType =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

export function isResponse(outcome: SimOutcome): outcome is SimResponse {
  return !('kind' in outcome);
}

/** A header of an answer in any case. */
export function headerOf(response: SimResponse, name: string): string | undefined {
  for (const key in response.headers) {
    if (key.length === name.length && key.toLowerCase() === name) return response.headers[key];
  }
  return undefined;
}

/** Text without a content type is JSON that a route has written itself. */
export function isJson(response: SimResponse): boolean {
  if (response.body === undefined || response.body instanceof Uint8Array) return false;
  const type = headerOf(response, 'content-type');
  return type === undefined || type.includes('json');
}

/** The answer's JSON as a value, undefined if it has none. */
export function jsonValueOf(response: SimResponse): unknown {
  if (!isJson(response)) return undefined;
  return typeof response.body === 'string' ? JSON.parse(response.body) : response.body;
}

/** The answer's JSON as text. */
export function jsonTextOf(response: SimResponse): string {
  return typeof response.body === 'string' ? response.body : JSON.stringify(response.body);
}
