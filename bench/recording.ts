import type { HttpRequest, Transport } from '../src/connectors/graph/transport.ts';

/** A request that was sent, and which earlier ones were still in flight then. */
export interface RecordedRequest {
  readonly request: HttpRequest;
  readonly inFlight: readonly number[];
}

export interface Recording {
  readonly requests: RecordedRequest[];
  wrap(transport: Transport): Transport;
}

/** Keeps every request to Graph that goes through a transport, in the order of sending. */
export function createRecording(): Recording {
  const requests: RecordedRequest[] = [];
  const open = new Set<number>();
  return {
    requests,
    wrap: (transport) => ({
      ...transport,
      async send(request, signal) {
        if (!new URL(request.url).pathname.startsWith('/v1.0')) return transport.send(request, signal);
        const index = requests.length;
        requests.push({ request, inFlight: [...open] });
        open.add(index);
        try {
          return await transport.send(request, signal);
        } finally {
          open.delete(index);
        }
      },
    }),
  };
}
