import { createHmac } from 'node:crypto';

const prefix = 'whsec_';
const secretBytes = 32;

/** @param random Random bytes. */
export function newWebhookSecret(random: (size: number) => Uint8Array): string {
  return prefix + Buffer.from(random(secretBytes)).toString('base64');
}

/**
 * The headers that prove where an event comes from, and when.
 * @param at ISO UTC of this delivery, not of the event.
 * @see https://www.standardwebhooks.com
 */
export function signWebhook(secret: string, messageId: string, at: string, body: string): Record<string, string> {
  const seconds = Math.floor(Date.parse(at) / 1000);
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${messageId}.${seconds}.${body}`).digest('base64');
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  };
}
