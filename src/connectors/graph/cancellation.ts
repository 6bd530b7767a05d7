import { ConnectorError } from '../../runs/connector-error.ts';

/** @throws {ConnectorError} `cancelled` */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

/** Waits for what others may wait for too: a cancelled caller leaves. @throws {ConnectorError} `cancelled` */
export function unlessCancelled<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(cancelled());
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

function cancelled(): ConnectorError {
  return new ConnectorError({ code: 'cancelled', detail: 'the call was cancelled' });
}
