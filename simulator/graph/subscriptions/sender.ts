import { Agent, request } from 'node:https';
import { getCACertificates } from 'node:tls';
import type { World } from '../../world/model.ts';

/** What an endpoint of a client answered. */
export interface EndpointAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Sends a POST to an endpoint of a client. @throws {Error} if there is no answer in time. */
export type SendToEndpoint = (
  url: string,
  message: { readonly contentType: string; readonly body: string },
  timeoutMs: number,
) => Promise<EndpointAnswer>;

const longestAnswer = 64 * 1024;

/**
 * Makes a sender that follows no redirects and keeps connections open.
 *
 * @param authorities PEM certificates to trust beside those that Node trusts (`NODE_EXTRA_CA_CERTS` included).
 */
export function createSender(authorities: readonly string[]): SendToEndpoint {
  const agent = new Agent({ keepAlive: true, ca: [...getCACertificates('default'), ...authorities] });
  return (url, { contentType, body }, timeoutMs) =>
    new Promise((resolve, reject) => {
      const payload = Buffer.from(body);
      const sent = request(url, {
        method: 'POST',
        agent,
        signal: AbortSignal.timeout(timeoutMs),
        headers: { 'content-type': contentType, 'content-length': payload.byteLength },
      });
      sent.on('error', reject);
      sent.on('response', (answer) => {
        const chunks: Buffer[] = [];
        let length = 0;
        answer.on('data', (chunk: Buffer) => {
          length += chunk.byteLength;
          if (length <= longestAnswer) chunks.push(chunk);
          else sent.destroy(new Error('the answer is too long'));
        });
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            contentType: answer.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.end(payload);
    });
}

const senders = new WeakMap<World, SendToEndpoint>();
const trustingNodeOnly = createSender([]);

/** Sets how requests reach the endpoints of this world's clients. */
export function setSender(world: World, send: SendToEndpoint): void {
  senders.set(world, send);
}

const trusted = new WeakMap<World, readonly string[]>();

/** From now on endpoints of this world's clients may use these authorities (PEM), too. */
export function trustEndpoints(world: World, authorities: readonly string[]): void {
  const all = [...(trusted.get(world) ?? []), ...authorities];
  trusted.set(world, all);
  setSender(world, createSender(all));
}

/** How requests reach the endpoints of this world's clients. */
export const senderOf = (world: World): SendToEndpoint => senders.get(world) ?? trustingNodeOnly;
