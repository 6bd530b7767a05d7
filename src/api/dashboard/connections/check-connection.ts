import { randomUUID } from 'node:crypto';
import { ConnectorError } from '../../../runs/connector-error.ts';
import type { Definitions } from '../../../runs/definition.ts';
import type { MailboxId, TenantConnector } from '../../../runs/ports.ts';
import { type Failure, isMailboxState } from '../../../sync/failure.ts';
import type { Handler } from '../../endpoint/handler.ts';
import type { TenantWork } from '../../tenant-work.ts';
import { findConnection } from './find-connection.ts';
import type { ConnectionPorts } from './ports.ts';

type State = 'good' | 'permission-missing' | 'withdrawn' | 'unreachable' | 'refused';

/** A few may be unusable without anything being wrong. */
const mailboxesTried = 3;

export const checkConnection: Handler<'checkConnection'> = async ({ work, params, signal, note }, { connections }) => {
  note({ looked: true });
  const connection = await findConnection(work, params.connectionId);
  const { definitions } = await work.definitions();
  try {
    const checked = await work.withConnectors(async (connectors) => {
      const connector = connectors.of(connection.connectionId);
      const { permissions, clockSkewMs } = await connector.health(signal);
      const missing =
        permissions === null
          ? await missingInDirectory(connector, signal)
          : connections.missingFor(definitions, permissions);
      const isLimited = missing.length > 0 && missing.every((name) => isOfMailboxes(connections, definitions, name));
      const mayWrite = isLimited && (await reachesAny(work, connection.connectionId, definitions, connector, signal));
      return {
        permissions: permissions === null ? null : [...permissions],
        missing: mayWrite ? [] : missing,
        clockSkewMs,
      };
    });
    await connections.noteSuccess(work.tenant.tenantId, connection);
    const state: State = checked.missing.length === 0 ? 'good' : 'permission-missing';
    return { ...checked, state, missing: [...checked.missing], code: null, detail: null };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { code, detail } = error.failure;
    return { state: stateOf(error.failure), permissions: null, missing: [], clockSkewMs: null, code, detail };
  }
};

function stateOf({ code }: Failure): State {
  switch (code) {
    case 'consent-withdrawn':
      return 'withdrawn';
    case 'throttled':
    case 'unavailable':
    case 'cancelled':
      return 'unreachable';
    default:
      return 'refused';
  }
}

/** A token that names no permissions may have some all the same: asking the directory tells. */
async function missingInDirectory({ mailboxes }: TenantConnector, signal: AbortSignal): Promise<readonly string[]> {
  try {
    await mailboxes.find(`${randomUUID()}@ringbook.invalid`, signal);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.code === 'permission-missing') return [error.failure.permission ?? 'User.Read.All'];
    if (error.code !== 'mailbox-not-found') throw error;
  }
  return [];
}

function isOfMailboxes(connections: ConnectionPorts, definitions: Definitions, name: string): boolean {
  const planned = connections.permissionPlan(definitions).find((permission) => permission.name === name);
  return planned?.canBeLimitedToMailboxes === true;
}

/** Exchange lets an app into some mailboxes that has no permission in its token: only looking into them tells. */
async function reachesAny(
  work: TenantWork,
  connectionId: string,
  definitions: Definitions,
  { target }: TenantConnector,
  signal: AbortSignal,
): Promise<boolean> {
  for (const mailboxId of await someMailboxes(work, connectionId, definitions)) {
    try {
      await target.ownFolders(mailboxId, signal);
      return true;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const isOfMailbox = isMailboxState(error.code) || error.code === 'permission-missing';
      if (!isOfMailbox) throw error;
    }
  }
  return false;
}

/** Those that hold something of ours first. */
async function someMailboxes(
  { stores, tenant }: TenantWork,
  connectionId: string,
  { syncs }: Definitions,
): Promise<readonly MailboxId[]> {
  const found: MailboxId[] = [];
  for (const sync of syncs.filter((one) => one.connectionId === connectionId)) {
    for await (const page of stores.replicas.replicas(tenant.tenantId, sync.syncId)) {
      found.push(...page.filter(({ state }) => state === 'ready').map(({ mailboxId }) => mailboxId));
      break;
    }
  }
  for await (const page of stores.mailboxes.mailboxIds(tenant.tenantId, connectionId)) {
    found.push(...page.filter(({ excluded }) => excluded === null).map(({ mailboxId }) => mailboxId));
    break;
  }
  return [...new Set(found)].slice(0, mailboxesTried);
}
