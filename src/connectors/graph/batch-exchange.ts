import { ConnectorError } from '../../runs/connector-error.ts';
import type { Failure } from '../../sync/failure.ts';
import { type Answer, parseJson } from './answer.ts';
import { type BatchPart, decodeBatch, encodeBatch } from './batch.ts';
import { sortAnswer, sortBrokenCall } from './errors.ts';
import type { Session } from './session.ts';
import type { AccessToken } from './tokens.ts';
import { fromBytes, type HttpAnswer, type Send, TransportError } from './transport.ts';

/** What came of one attempt at a batch. */
export type BatchOutcome =
  /** Answers by the order of the parts; null: none that could be read. */
  | { readonly kind: 'answered'; readonly token: AccessToken; readonly parts: readonly (Answer | null)[] }
  /** Nothing is known of any part; `sent: false`: none has happened. `token: null`: there was none to send it with. */
  | { readonly kind: 'failed'; readonly token: AccessToken | null; readonly failure: Failure; readonly sent: boolean };

export interface BatchExchangeOptions {
  readonly graphUrl: string;
  readonly session: Session;
  readonly send: Send;
  readonly now: () => number;
}

/** Sends requests as one batch and reads the answer; never throws. */
export function createBatchExchange({ graphUrl, session, send, now }: BatchExchangeOptions) {
  return async (parts: readonly BatchPart[], signal: AbortSignal): Promise<BatchOutcome> => {
    let token: AccessToken | null = null;
    try {
      token = await session.token(signal);
      const headers = {
        authorization: `Bearer ${token.value}`,
        'content-type': 'application/json',
        accept: 'application/json',
      };
      const url = `${graphUrl}/v1.0/$batch`;
      const asBytes = parts.every(({ reduce }) => reduce !== undefined);
      const answer = await send({ method: 'POST', url, headers, body: encodeBatch(parts), asBytes }, signal);
      const outcome = readBatch(answer, token, parts, now());
      answer.text = '';
      return outcome;
    } catch (error) {
      if (error instanceof ConnectorError) return { kind: 'failed', token, failure: error.failure, sent: false };
      const sent = !(error instanceof TransportError) || error.sent;
      return { kind: 'failed', token, failure: sortBrokenCall(reasonOf(error)), sent };
    }
  };
}

function readBatch(
  { status, headers, text, isBytes }: HttpAnswer,
  token: AccessToken,
  requests: readonly BatchPart[],
  nowMs: number,
): BatchOutcome {
  if (status !== 200) {
    const body = parseJson(isBytes ? fromBytes(text) : text);
    const failure = sortAnswer({ status, headers, body }, 'batch', { nowMs, isGranted: () => false });
    return { kind: 'failed', token, failure: failure ?? sortBrokenCall('not the status of a batch'), sent: true };
  }
  const parts = decodeBatch(text, requests, isBytes);
  if (parts === null) return { kind: 'failed', token, failure: sortBrokenCall('unreadable batch'), sent: true };
  return { kind: 'answered', token, parts };
}

function reasonOf(error: unknown): string {
  if (error instanceof TransportError) return error.message;
  return error instanceof Error ? error.name : 'unknown';
}
