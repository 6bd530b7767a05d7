/** What of `EventSource` is used. */
export interface EventSourceLike {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent<string>) => void) | null;
  onerror: ((event: Event) => void) | null;
  close(): void;
}

export interface EventStreamDeps {
  readonly open: (url: string) => EventSourceLike;
  /** Calls later; returns how to call it off. */
  readonly later: (run: () => void, afterMs: number) => () => void;
}

const closed = 2;
const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/**
 * Follows an event stream until the returned function is called. The browser itself comes back to a stream that was
 * cut off; a stream that was refused is asked for again, later each time, from the last event on that was seen.
 * @param onEvent Gets the parsed data of each event; data that is no JSON is passed over.
 */
export function followEvents(
  url: string,
  onEvent: (data: unknown) => void,
  { open, later }: EventStreamDeps,
): () => void {
  let lastEventId = '';
  let waitMs = firstWaitMs;
  let stop = connect();
  return () => stop();

  function connect(): () => void {
    const source = open(lastEventId === '' ? url : `${url}?${new URLSearchParams({ lastEventId })}`);
    source.onopen = () => {
      waitMs = firstWaitMs;
    };
    source.onmessage = ({ data, lastEventId: id }) => {
      if (id !== '') lastEventId = id;
      const event = parse(data);
      if (event !== undefined) onEvent(event);
    };
    source.onerror = () => {
      if (source.readyState !== closed) return;
      source.close();
      stop = later(() => {
        stop = connect();
      }, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    };
    return () => source.close();
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
