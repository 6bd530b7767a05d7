import { guidFrom } from '../directory/app-roles.ts';
import { GraphError } from '../errors.ts';
import type { SendToEndpoint } from './sender.ts';

const validationTimeoutMs = 10_000;

/**
 * Asks an endpoint whether it wants notifications: it must give back the token as plain text within ten seconds.
 *
 * @param seed Makes the token: never the same for two subscriptions.
 * @throws {GraphError} 400 `ValidationError`.
 */
export async function validateEndpoint(url: string, seed: string, send: SendToEndpoint): Promise<void> {
  // A space, a colon and a plus, so that an endpoint that does not decode is found out.
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${guidFrom(seed)}+1`;
  const separator = url.includes('?') ? '&' : '?';
  const answer = await send(
    `${url}${separator}validationToken=${encodeURIComponent(token)}`,
    { contentType: 'text/plain; charset=utf-8', body: '' },
    validationTimeoutMs,
  ).catch((error: unknown) => {
    const timedOut = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
    throw failed(timedOut ? 'request timed out.' : 'request failed. The endpoint could not be reached.');
  });
  if (answer.status !== 200) {
    throw failed(
      `request failed. Notification endpoint must respond with 200 OK to validation request. It responded with ${answer.status}.`,
    );
  }
  if (!/^text\/plain\b/i.test(answer.contentType)) {
    throw failed('request failed. Validation response must have the content type text/plain.');
  }
  if (answer.body !== token) {
    throw failed('request failed. Must respond with 200 OK and the decoded validation token.');
  }
}

const failed = (what: string): GraphError =>
  new GraphError(400, 'ValidationError', `ValidationError: Subscription validation ${what}`);
