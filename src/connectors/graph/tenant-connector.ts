import type { ConnectedSource } from '../../runs/definition.ts';
import type { ContactSource, TenantConnector } from '../../runs/ports.ts';
import type { RetryPolicy } from '../../sync/retry.ts';
import { createDirectoryBudget } from './directory-budget.ts';
import { createDirectoryCaller } from './directory-caller.ts';
import { createDirectoryUsers } from './directory-users.ts';
import { createDispatcher } from './dispatcher.ts';
import type { DispatcherLimits } from './dispatcher-limits.ts';
import { createGalSource } from './gal-source.ts';
import { createGroupSearch } from './group-search.ts';
import { createGroupSource } from './group-source.ts';
import { createHealthCheck } from './health.ts';
import { createLeftovers } from './leftovers.ts';
import { createMailboxCaller } from './mailbox-caller.ts';
import { createMailboxFolderSource } from './mailbox-folder-source.ts';
import { createMailboxDirectory } from './mailboxes.ts';
import { createOrgContactsSource } from './org-contacts-source.ts';
import { createPhotoReader } from './photos.ts';
import { createSession } from './session.ts';
import { createTarget } from './target.ts';
import type { Timers } from './timers.ts';
import type { TokenProvider } from './tokens.ts';
import type { Send } from './transport.ts';

export interface TenantConnectorOptions {
  readonly entraTenantId: string;
  readonly graphUrl: string;
  readonly tokens: TokenProvider;
  readonly send: Send;
  readonly retryPolicy: RetryPolicy;
  readonly limits: DispatcherLimits;
  readonly timers: Timers;
  readonly random: () => number;
}

/** What Microsoft 365 offers of one Entra tenant. All requests to mailboxes go through one dispatcher. */
export function createTenantConnector(options: TenantConnectorOptions): TenantConnector {
  const { entraTenantId, graphUrl, tokens, send, retryPolicy, limits, timers, random } = options;
  const session = createSession(entraTenantId, tokens);
  const calls = { graphUrl, session, send, retryPolicy, timers, random, directory: createDirectoryBudget() };
  const dispatcher = createDispatcher({ ...calls, limits });
  const readDirectory = createDirectoryCaller(calls);
  const users = createDirectoryUsers({ graphUrl, readDirectory });
  const caller = createMailboxCaller(dispatcher, graphUrl);

  function source(definition: ConnectedSource): ContactSource {
    switch (definition.kind) {
      case 'gal':
        return createGalSource({ users, dispatcher });
      case 'organizational-contacts':
        return createOrgContactsSource({ graphUrl, readDirectory });
      case 'group':
        return createGroupSource({ graphUrl, readDirectory, dispatcher, groupId: definition.groupId });
      case 'mailbox-folder': {
        const { mailbox, folder } = definition;
        return createMailboxFolderSource({ graphUrl, readDirectory, caller, mailbox, folder });
      }
    }
  }

  return {
    source,
    mailboxes: createMailboxDirectory({ graphUrl, users, readDirectory }),
    groups: createGroupSearch({ graphUrl, readDirectory }),
    target: createTarget({ graphUrl, dispatcher }),
    photos: createPhotoReader(dispatcher),
    leftovers: createLeftovers({ graphUrl, dispatcher }),
    health: createHealthCheck({ entraTenantId, graphUrl, tokens, send, now: timers.now }),
    mailboxesAtOnce: dispatcher.mailboxesAtOnce,
    load: dispatcher.load,
    close: dispatcher.close,
  };
}
