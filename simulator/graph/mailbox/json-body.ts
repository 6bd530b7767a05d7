import type { SimRequest } from '../../http/message.ts';
import { GraphError } from '../errors.ts';
import { parseJsonText } from '../json-text.ts';

/** The text of a JSON body, as it was sent or as it would be. @throws {GraphError} 400, 415. */
export function jsonBodyText({ body, headers }: SimRequest): string {
  switch (body.kind) {
    case 'json':
      return JSON.stringify(body.value);
    case 'none':
      throw new GraphError(400, 'BadRequest', 'Empty Payload. JSON content expected.');
    case 'bytes': {
      if (!(headers['content-type'] ?? '').toLowerCase().includes('json')) {
        throw new GraphError(415, 'BadRequest', 'Entity only allows writes with a JSON Content-Type header.');
      }
      const { buffer, byteOffset, byteLength } = body.bytes;
      return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
    }
  }
}

/** @throws {GraphError} 400 */
export function parseJson(text: string): unknown {
  try {
    return parseJsonText(text);
  } catch {
    throw new GraphError(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

/** The JSON of a request. @throws {GraphError} 400, 415. */
export function readJsonBody(request: SimRequest): unknown {
  return request.body.kind === 'json' ? request.body.value : parseJson(jsonBodyText(request));
}
