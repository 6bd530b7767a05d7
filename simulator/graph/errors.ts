import type { SimResponse } from '../http/message.ts';

/** An answer that Graph gives instead of a result; thrown by route handlers, written by the service. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The documented error body. `requestId` is also the header `request-id`; `date` is an ISO instant without milliseconds. */
export function errorResponse(
  error: GraphError,
  requestId: string,
  clientRequestId: string | undefined,
  date: string,
): SimResponse {
  return {
    status: error.status,
    headers: error.headers,
    body: {
      error: {
        code: error.code,
        message: error.message,
        innerError: { date, 'request-id': requestId, 'client-request-id': clientRequestId ?? requestId },
      },
    },
  };
}
