import { z } from 'zod';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { ChangeSubscriptions, Subscription, WatchedList } from '../../tenants/subscriptions.ts';
import { type Answer, parseJson } from './answer.ts';
import { sortAnswer, sortBrokenCall } from './errors.ts';
import type { GraphOperation } from './operations.ts';
import { createPageReader, followPages } from './pages.ts';
import { createSession, type Session } from './session.ts';
import type { TokenProvider } from './tokens.ts';
import { type HttpRequest, type Send, TransportError } from './transport.ts';

export interface SubscriptionsOptions {
  readonly entraTenantId: string;
  readonly graphUrl: string;
  readonly tokens: TokenProvider;
  readonly send: Send;
  readonly now: () => number;
}

/** Watching needs the permission to read. */
const operationOf: Readonly<Record<WatchedList, GraphOperation>> = { users: 'users.read', groups: 'group.read' };

const subscriptionSchema = z.object({ id: z.guid(), expirationDateTime: z.string() });
const listedSchema = z.object({ id: z.guid(), resource: z.string(), notificationUrl: z.string().nullish() });

/**
 * Change notifications for the directory. A call that fails is not repeated: whoever asks looks again, and what is missed
 * meanwhile comes with the next scheduled run.
 * @see https://learn.microsoft.com/graph/change-notifications-overview
 */
export function createChangeSubscriptions(options: SubscriptionsOptions): ChangeSubscriptions {
  const { entraTenantId, graphUrl, tokens, send, now } = options;
  const session = createSession(entraTenantId, tokens);
  const url = `${graphUrl}/v1.0/subscriptions`;
  const readPage = createPageReader(listedSchema, graphUrl);

  async function call(
    request: Pick<HttpRequest, 'method' | 'url'>,
    body: object | null,
    list: WatchedList,
    signal: AbortSignal,
  ) {
    try {
      return await attempt(session, request, body, list, signal);
    } catch (error) {
      // A token can be refused before its time: once with another one.
      if (!(error instanceof ConnectorError) || error.code !== 'unauthorized') throw error;
      return await attempt(session, request, body, list, signal);
    }
  }

  async function attempt(
    { token, reject }: Session,
    request: Pick<HttpRequest, 'method' | 'url'>,
    body: object | null,
    list: WatchedList,
    signal: AbortSignal,
  ): Promise<unknown> {
    const current = await token(signal);
    const headers = { authorization: `Bearer ${current.value}`, accept: 'application/json' };
    const sent =
      body === null
        ? { ...request, headers }
        : { ...request, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    try {
      const { status, headers: answered, text } = await send(sent, signal);
      const answer: Answer = { status, headers: answered, body: parseJson(text) };
      const isGranted = (permissions: readonly string[]) => permissions.some((name) => current.roles.includes(name));
      const failure = sortAnswer(answer, operationOf[list], { nowMs: now(), isGranted });
      if (failure?.code === 'unauthorized') reject(current);
      if (failure !== null) throw new ConnectorError(failure);
      return answer.body;
    } catch (error) {
      if (signal.aborted) throw new ConnectorError({ code: 'cancelled', detail: 'the call was cancelled' });
      if (error instanceof TransportError) throw new ConnectorError(sortBrokenCall(error.message));
      throw error;
    }
  }

  const remove: ChangeSubscriptions['remove'] = async (subscriptionId, signal) => {
    try {
      await call({ method: 'DELETE', url: `${url}/${encodeURIComponent(subscriptionId)}` }, null, 'users', signal);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== 'not-found') throw error;
    }
  };

  /** From a create whose answer was lost, or from before what is known was lost. */
  async function removeSame(list: WatchedList, notificationUrl: string, signal: AbortSignal): Promise<void> {
    const pages = followPages(url, 'list', async (link) =>
      readPage(await call({ method: 'GET', url: link }, null, list, signal)),
    );
    for (const { value } of await Array.fromAsync(pages)) {
      for (const { id, resource, notificationUrl: told } of value) {
        if (resource.replace(/^\//, '').toLowerCase() === list && told === notificationUrl) await remove(id, signal);
      }
    }
  }

  return {
    async subscribe({ list, notificationUrl, lifecycleUrl, clientState, expiresAt }, signal) {
      const body = {
        changeType: 'updated,deleted',
        resource: list,
        notificationUrl,
        lifecycleNotificationUrl: lifecycleUrl,
        clientState,
        expirationDateTime: expiresAt,
        latestSupportedTlsVersion: 'v1_2',
      };
      const create = () => call({ method: 'POST', url }, body, list, signal);
      try {
        return decode(await create());
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.code !== 'conflict') throw error;
        await removeSame(list, notificationUrl, signal);
        return decode(await create());
      }
    },
    async renew(subscriptionId, expiresAt, signal) {
      const one = `${url}/${encodeURIComponent(subscriptionId)}`;
      try {
        return decode(await call({ method: 'PATCH', url: one }, { expirationDateTime: expiresAt }, 'users', signal));
      } catch (error) {
        if (error instanceof ConnectorError && error.code === 'not-found') return null;
        throw error;
      }
    },
    remove,
  };
}

function decode(body: unknown): Subscription {
  const parsed = subscriptionSchema.safeParse(body);
  const expiresMs = parsed.success ? Date.parse(parsed.data.expirationDateTime) : Number.NaN;
  if (!parsed.success || Number.isNaN(expiresMs)) {
    throw new ConnectorError({ code: 'invalid-answer', detail: 'a subscription that cannot be read' });
  }
  return { subscriptionId: parsed.data.id.toLowerCase(), expiresAt: new Date(expiresMs).toISOString() };
}
