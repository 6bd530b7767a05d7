import { ConnectorError } from '../../runs/connector-error.ts';
import type { MailboxId } from '../../runs/ports.ts';
import type { Answer } from './answer.ts';
import type { ListPage } from './decode.ts';
import type { Dispatcher } from './dispatcher.ts';
import { pathOfLink } from './links.ts';
import type { MailboxRequest } from './mailbox-request.ts';
import type { GraphOperation } from './operations.ts';
import { followPages } from './pages.ts';

/** What is read from a mailbox. */
export interface MailboxRead {
  readonly mailboxId: MailboxId;
  readonly operation: GraphOperation;
  /** Below the version, percent-encoded. */
  readonly path: string;
  /** As `BatchPart.prefer`. */
  readonly prefer?: string;
}

/** Asks mailboxes through the dispatcher, so that the requests of many share a batch. */
export interface MailboxCaller {
  /** The body of an answer. @throws {ConnectorError} The failure, if retries did not help. */
  get(read: MailboxRead, signal: AbortSignal): Promise<unknown>;
  /** As `get`; undefined: what the path names is not there. */
  find(read: MailboxRead, signal: AbortSignal): Promise<unknown>;
  /** All pages of a list. @throws {ConnectorError} As `get`, and `invalid-answer`. */
  list<T>(read: MailboxRead, decode: (body: unknown) => ListPage<T>, signal: AbortSignal): AsyncIterable<readonly T[]>;
  /** Sends a write. @throws {ConnectorError} As `get`; `unknown-outcome` of what must not be repeated. */
  send(request: MailboxRequest, signal: AbortSignal): Promise<Answer>;
}

export function createMailboxCaller(dispatcher: Dispatcher, graphUrl: string): MailboxCaller {
  async function send(request: MailboxRequest, signal: AbortSignal): Promise<Answer> {
    const outcome = await dispatcher.send(request, signal);
    switch (outcome.kind) {
      case 'answered':
        return outcome.answer;
      case 'failed':
        throw new ConnectorError(outcome.failure);
    }
  }

  async function get(read: MailboxRead, signal: AbortSignal): Promise<unknown> {
    return (await send({ ...read, method: 'GET', repeatable: true }, signal)).body;
  }

  return {
    get,
    find: (read, signal) => unlessGone(get(read, signal)),
    async *list(read, decode, signal) {
      const pages = followPages(`${graphUrl}/v1.0${read.path}`, 'list', async (link) => {
        const { entries, nextLink } = decode(await get({ ...read, path: pathOfLink(link, graphUrl) }, signal));
        return { value: entries, nextLink, deltaLink: null };
      });
      for await (const page of pages) yield page.value;
    },
    send,
  };
}

/** What a call comes to; undefined: what it names is not there. */
export async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'not-found') return undefined;
    throw error;
  }
}
