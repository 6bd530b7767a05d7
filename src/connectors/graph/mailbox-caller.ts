import { ConnectorError } from '../../runs/connector-error.ts';
import type { MailboxId } from '../../runs/ports.ts';
import type { ListPage } from './decode.ts';
import type { Dispatcher } from './dispatcher.ts';
import { pathOfLink } from './links.ts';
import type { GraphOperation } from './operations.ts';
import { followPages } from './pages.ts';

/** Reads from mailboxes through the dispatcher, so that the reads of many share a batch. */
export interface MailboxCaller {
  /** The body of an answer. @throws {ConnectorError} The failure, if retries did not help. */
  get(mailboxId: MailboxId, operation: GraphOperation, path: string, signal: AbortSignal): Promise<unknown>;
  /** All pages of a list. @throws {ConnectorError} As `get`, and `invalid-answer`. */
  list<T>(
    mailboxId: MailboxId,
    operation: GraphOperation,
    path: string,
    decode: (body: unknown) => ListPage<T>,
    signal: AbortSignal,
  ): AsyncIterable<readonly T[]>;
}

export function createMailboxCaller(dispatcher: Dispatcher, graphUrl: string): MailboxCaller {
  async function get(mailboxId: MailboxId, operation: GraphOperation, path: string, signal: AbortSignal) {
    const outcome = await dispatcher.send({ mailboxId, operation, method: 'GET', path, repeatable: true }, signal);
    switch (outcome.kind) {
      case 'answered':
        return outcome.answer.body;
      case 'failed':
        throw new ConnectorError(outcome.failure);
    }
  }

  return {
    get,
    async *list(mailboxId, operation, path, decode, signal) {
      const pages = followPages(`${graphUrl}/v1.0${path}`, 'list', async (link) => {
        const { entries, nextLink } = decode(await get(mailboxId, operation, pathOfLink(link, graphUrl), signal));
        return { value: entries, nextLink, deltaLink: null };
      });
      for await (const page of pages) yield page.value;
    },
  };
}
