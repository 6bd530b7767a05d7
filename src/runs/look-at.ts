import { hashDefinition } from '../sync/hashing.ts';
import type { MailboxId } from './ports.ts';

const hourMs = 3_600_000;

/**
 * When a replica is next looked at for what people changed: at a time of its own in each period, so that looks are spread
 * evenly.
 * @param everyHours 0: never.
 * @returns ISO UTC, after `now`; null: never.
 */
export function nextLookAt(mailboxId: MailboxId, everyHours: number, now: string): string | null {
  if (everyHours === 0) return null;
  const period = everyHours * hourMs;
  const hash = Number.parseInt(Buffer.from(hashDefinition(mailboxId), 'base64url').toString('hex').slice(0, 12), 16);
  const offset = hash % period;
  const nowMs = Date.parse(now);
  const start = Math.floor((nowMs - offset) / period) * period + offset;
  return new Date(start + period).toISOString();
}
