import type { SimSettings } from '../../world/model.ts';
import type { GraphError } from '../errors.ts';
import type { Concurrency, MailboxUsage } from './app-usage.ts';
import { throttled } from './throttled.ts';

const requestWindowMs = 10 * 60_000;
const uploadWindowMs = 5 * 60_000;
/** An app that keeps knocking at a full mailbox gets the other answer that Exchange has for it. */
const refusalsUntilTooManyObjects = 20;

/**
 * Counts a request to a mailbox against Outlook's limits: null, or why it is refused. Refused ones count as well.
 *
 * Requests and uploads are counted in windows that begin with the first of them.
 */
export function refuseByMailboxLimits(
  usage: MailboxUsage,
  concurrency: Concurrency,
  uploadBytes: number,
  settings: SimSettings,
  nowMs: number,
): GraphError | null {
  if (nowMs - usage.requestsFromMs >= requestWindowMs) {
    usage.requestsFromMs = nowMs;
    usage.requests = 0;
  }
  usage.requests += 1;
  if (uploadBytes > 0) {
    if (nowMs - usage.uploadFromMs >= uploadWindowMs) {
      usage.uploadFromMs = nowMs;
      usage.uploadBytes = 0;
    }
    usage.uploadBytes += uploadBytes;
    if (usage.uploadBytes > settings.mailboxUploadBytesPer5Min) {
      const waitMs = usage.uploadFromMs + uploadWindowMs - nowMs;
      return throttled('ApplicationThrottled', 'Application is over its IncomingBytes limit.', waitMs, settings, nowMs);
    }
  }
  if (usage.requests > settings.mailboxRequestsPer10Min) {
    const waitMs = usage.requestsFromMs + requestWindowMs - nowMs;
    return throttled('TooManyRequests', 'Application is over its RequestRate limit.', waitMs, settings, nowMs);
  }
  if (concurrency.running >= settings.mailboxConcurrency) {
    concurrency.refused += 1;
    return concurrency.refused > refusalsUntilTooManyObjects
      ? throttled('ErrorTooManyObjectsOpened', 'Too many concurrent connections opened.', 2000, settings, nowMs)
      : throttled('ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', 1000, settings, nowMs);
  }
  concurrency.refused = 0;
  return null;
}
