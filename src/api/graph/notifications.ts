import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ChangeWatch } from '../../tenants/change-watch.ts';
import type { PageServer } from '../context.ts';

export const notificationsPath = '/graph/notifications';
export const lifecyclePath = '/graph/lifecycle';

/** What waits to be looked at at most: more is lost, and comes with the next scheduled run. */
const mostWaiting = 100;
const longestToken = 2_000;

/**
 * `POST /graph/notifications` and `/graph/lifecycle`: where Microsoft Graph tells of changes. Anybody may post here: it is
 * answered at once and the same whatever it says, and believed only with the secret that we gave along.
 * @param onFailure Told of what should not happen. No content.
 * @param onIgnored Told how many came that were not for us.
 */
export function registerGraphNotifications(
  server: PageServer,
  watch: Pick<ChangeWatch, 'take'>,
  onFailure: (error: unknown) => void,
  onIgnored: (count: number) => void = () => {},
): void {
  const closing = new AbortController();
  server.addHook('preClose', async () => closing.abort());
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function takeLater(posted: unknown): void {
    if (waiting >= mostWaiting) return;
    waiting += 1;
    last = last
      .then(() => (closing.signal.aborted ? 0 : watch.take(posted, closing.signal)))
      .then((foreign) => {
        if (foreign > 0) onIgnored(foreign);
      })
      .catch(onFailure)
      .finally(() => {
        waiting -= 1;
      });
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const token = new URL(request.url, 'https://localhost').searchParams.get('validationToken');
    // Graph asks whether somebody is there before it tells anything.
    if (token !== null && token.length <= longestToken) {
      return reply.code(200).type('text/plain; charset=utf-8').send(token);
    }
    takeLater(request.body);
    return reply.code(202).send();
  }

  server.post(notificationsPath, answer);
  server.post(lifecyclePath, answer);
}
