import type { RequestBody } from '../http/message.ts';
import { GraphError } from './errors.ts';
import { parseJsonText } from './json-text.ts';

/**
 * The JSON object of a request.
 *
 * @throws {GraphError} 400 `BadRequest` if there is none.
 */
export function jsonObjectOf(body: RequestBody): Readonly<Record<string, unknown>> {
  const value = body.kind === 'json' ? body.value : body.kind === 'bytes' ? parse(body.bytes) : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GraphError(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
  return { ...value };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return parseJsonText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
  } catch {
    return undefined;
  }
}
