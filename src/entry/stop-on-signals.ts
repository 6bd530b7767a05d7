import type { Stop } from '../runs/context.ts';

/** The first SIGINT or SIGTERM drains, the second cancels. */
export function stopOnSignals(onDrain: () => void): Stop {
  const drain = new AbortController();
  const cancel = new AbortController();
  const onSignal = () => {
    if (drain.signal.aborted) {
      cancel.abort();
      return;
    }
    onDrain();
    drain.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { drain: drain.signal, cancel: cancel.signal };
}
