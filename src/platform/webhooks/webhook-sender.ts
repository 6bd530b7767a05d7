import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { createSecureContext, getCACertificates } from 'node:tls';
import { Agent, errors, request } from 'undici';
import { isPublicAddress } from './public-address.ts';
import { signWebhook } from './sign-webhook.ts';

export interface WebhookDelivery {
  readonly url: string;
  readonly secret: string;
  /** The same for every try. */
  readonly messageId: string;
  readonly body: string;
}

/** What came of a delivery; `detail` holds nothing of what was answered, nor of the address. */
export interface WebhookResult {
  readonly ok: boolean;
  /** It is of no use to try again: the receiver said that it is gone. */
  readonly isGone: boolean;
  readonly detail: string;
}

export interface WebhookSenderOptions {
  /** ISO UTC. */
  readonly now: () => string;
  /** Whether receivers may be on private networks: the operator's decision. */
  readonly allowPrivateAddresses: boolean;
  /** PEM of an authority to trust beside the public ones. */
  readonly caPem?: string;
  readonly timeoutMs?: number;
  /** All addresses of a host name. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

export type SendWebhook = (delivery: WebhookDelivery, signal: AbortSignal) => Promise<WebhookResult>;

/**
 * Delivers events over HTTPS, signed.
 *
 * The address that was looked at is the one that is connected to, so that a name cannot turn to an inner one in between;
 * redirects are not followed, and what is answered is not read.
 */
export function createWebhookSender(options: WebhookSenderOptions): SendWebhook {
  const { now, allowPrivateAddresses, caPem, timeoutMs = 10_000, resolve = resolveHost } = options;
  const secureContext = createSecureContext({
    ca: [...getCACertificates('default'), ...(caPem === undefined ? [] : [caPem])],
    minVersion: 'TLSv1.2',
  });

  async function addressOf(host: string): Promise<string | null> {
    const addresses = await resolve(host);
    // All of them: what has an inner address beside a public one wants something else.
    return allowPrivateAddresses || addresses.every(isPublicAddress) ? (addresses[0] ?? null) : null;
  }

  async function post({ url, secret, messageId, body }: WebhookDelivery, signal: AbortSignal): Promise<WebhookResult> {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:') return failed('not-https');
    const address = await aborting(addressOf(hostname.replaceAll(/^\[|\]$/g, '')), signal);
    if (address === null) return failed('address-not-allowed');
    const dispatcher = new Agent({
      allowH2: false,
      connect: { secureContext, timeout: timeoutMs, lookup: (_host, { all }, give) => giveAddress(address, all, give) },
    });
    try {
      const headers = { 'content-type': 'application/json', ...signWebhook(secret, messageId, now(), body) };
      const answer = await request(url, { method: 'POST', headers, body, dispatcher, signal });
      answer.body.on('error', () => {});
      answer.body.destroy();
      const { statusCode } = answer;
      const ok = statusCode >= 200 && statusCode < 300;
      return { ok, isGone: statusCode === 410, detail: `HTTP ${statusCode}` };
    } finally {
      await dispatcher.destroy();
    }
  }

  return async (delivery, signal) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      return await post(delivery, AbortSignal.any([signal, timeout]));
    } catch (error) {
      if (signal.aborted) return failed('stopped');
      return failed(timeout.aborted ? 'timeout' : codeOf(error));
    }
  };
}

async function resolveHost(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
}

type GiveAddress = (
  error: null,
  address: string | { readonly address: string; readonly family: number }[],
  family: number,
) => void;

function giveAddress(address: string, all: boolean | undefined, give: GiveAddress): void {
  const family = isIP(address);
  give(null, all === true ? [{ address, family }] : address, family);
}

/** A look-up of names cannot be broken off: nobody waits for it then. */
function aborting<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function failed(detail: string): WebhookResult {
  return { ok: false, isGone: false, detail };
}

function codeOf(error: unknown): string {
  if (error instanceof errors.UndiciError) return error.code;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'unknown';
}
