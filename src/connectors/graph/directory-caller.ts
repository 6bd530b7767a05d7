import { ConnectorError } from '../../runs/connector-error.ts';
import type { Failure } from '../../sync/failure.ts';
import { decideRetry, type RetryPolicy } from '../../sync/retry.ts';
import { type Answer, parseJson } from './answer.ts';
import { type DirectoryBudget, directoryUnits } from './directory-budget.ts';
import { sortAnswer, sortBrokenCall } from './errors.ts';
import type { GraphOperation } from './operations.ts';
import type { Session } from './session.ts';
import type { Timers } from './timers.ts';
import type { AccessToken } from './tokens.ts';
import { type Send, TransportError } from './transport.ts';

/**
 * Reads one page of the directory, with retries.
 *
 * @param url On the configured host: see links.ts.
 * @throws {ConnectorError} The failure, when retries are used up or of no use.
 */
export type ReadDirectory = (
  url: string,
  operation: GraphOperation,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<unknown>;

export interface DirectoryCallerOptions {
  readonly graphUrl: string;
  readonly session: Session;
  readonly send: Send;
  readonly retryPolicy: RetryPolicy;
  readonly directory: DirectoryBudget;
  readonly timers: Timers;
  readonly random: () => number;
}

type Attempt =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly token: AccessToken | null };

/** Pages of the directory are asked for one after the other, so each is a request of its own and no part of a batch. */
export function createDirectoryCaller(options: DirectoryCallerOptions): ReadDirectory {
  const { graphUrl, session, send, retryPolicy, directory, timers, random } = options;

  async function attempt(
    url: string,
    operation: GraphOperation,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Attempt> {
    let token: AccessToken | null = null;
    try {
      token = await session.token(signal);
      const { value, roles } = token;
      const sent = { ...headers, authorization: `Bearer ${value}`, accept: 'application/json' };
      const { status, headers: answered, text } = await send({ method: 'GET', url, headers: sent }, signal);
      const answer: Answer = { status, headers: answered, body: parseJson(text) };
      const isGranted = (permissions: readonly string[]) => permissions.some((name) => roles.includes(name));
      const failure = sortAnswer(answer, operation, { nowMs: timers.now(), isGranted });
      if (failure !== null) return { kind: 'failed', failure, token };
      // A body cut off on its way is a lost answer like any other.
      if (answer.body === undefined) return { kind: 'failed', failure: sortBrokenCall('unreadable page'), token };
      return { kind: 'answered', body: answer.body };
    } catch (error) {
      if (signal.aborted) throw new ConnectorError({ code: 'cancelled', detail: 'the call was cancelled' });
      if (error instanceof ConnectorError) return { kind: 'failed', failure: error.failure, token };
      if (error instanceof TransportError) return { kind: 'failed', failure: sortBrokenCall(error.message), token };
      throw error;
    }
  }

  /** Waits until the directory allows it. */
  async function allowed<T>(units: number, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    for (;;) {
      const waitMs = directory.waitMs(units, timers.now());
      if (waitMs === 0) break;
      await sleep(timers, waitMs, signal);
    }
    directory.start(units);
    try {
      return await call();
    } finally {
      directory.end(units, timers.now());
    }
  }

  return async (url, operation, headers, signal) => {
    const units = directoryUnits(url.slice(`${graphUrl}/v1.0`.length));
    let tokenRenewed = false;
    for (let number = 1; ; number += 1) {
      const result = await allowed(units, signal, () => attempt(url, operation, headers, signal));
      if (result.kind === 'answered') return result.body;
      const { failure, token } = result;
      const tried = { number, repeatable: true, tokenRenewed: tokenRenewed || token === null };
      const decision = decideRetry(failure, tried, retryPolicy, random);
      switch (decision.kind) {
        case 'retry':
          directory.pause(decision.afterMs, timers.now());
          break;
        case 'renew-token':
          tokenRenewed = true;
          if (token !== null) session.reject(token);
          break;
        case 'resolve':
        case 'give-up':
          throw new ConnectorError(failure);
      }
    }
  };
}

function sleep(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      cancel();
      reject(new ConnectorError({ code: 'cancelled', detail: 'the call was cancelled' }));
    };
    const cancel = timers.after(ms, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
