import type { HttpRequest, Transport } from '../src/connectors/graph/transport.ts';
import type { RecordedRequest } from './recording.ts';

/**
 * Sends recorded requests again as a bare loop: the same bodies, the same client, as many at a time, and nothing else.
 *
 * Until the last folder is made, a request waits for those that had ended before it was recorded; after that only for
 * a free place.
 * @returns Seconds.
 */
export async function replay(
  recorded: readonly RecordedRequest[],
  transport: Transport,
  adapt: (request: HttpRequest) => HttpRequest,
  concurrency: number,
): Promise<number> {
  const signal = new AbortController().signal;
  const requests = recorded.map(({ request }) => adapt(request));
  const lastFolder = recorded.findLastIndex(({ request }) =>
    /"POST","url":"[^"]+\/contactFolders"/.test(request.body ?? ''),
  );
  const ended: Promise<unknown>[] = [];
  let next = 0;
  const started = performance.now();
  const lane = async () => {
    while (next < requests.length) {
      const index = next;
      next += 1;
      const request = requests[index];
      const inFlight = recorded[index]?.inFlight ?? [];
      if (request === undefined) return;
      const before = index <= lastFolder + 1 ? ended.filter((_, earlier) => !inFlight.includes(earlier)) : [];
      const sent = Promise.all(before).then(() => transport.send(request, signal));
      ended[index] = sent;
      const { status } = await sent;
      if (status >= 400) throw new Error(`a replayed request answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return (performance.now() - started) / 1000;
}
