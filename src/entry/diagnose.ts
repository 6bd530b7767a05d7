import { statfs } from 'node:fs/promises';
import { audienceMembers, readMailboxesAnew } from '../runs/audience.ts';
import { ConnectorError } from '../runs/connector-error.ts';
import type { AudienceDefinition, Definitions, SyncDefinition } from '../runs/definition.ts';
import { onePage } from '../runs/for-each-concurrent.ts';
import type { MailboxId, TenantConnector } from '../runs/ports.ts';
import { resolveSync } from '../runs/resolve-sync.ts';
import { failures, isMailboxState } from '../sync/failure.ts';
import { currentDefinitions } from './definitions.ts';
import { problemOf } from './describe-problem.ts';
import { ignoredNotifications } from './ignored-notifications.ts';
import type { Ringbook } from './open-ringbook.ts';
import type { Parts } from './program.ts';
import { type Connectors, openSource, withConnectors } from './sync-context.ts';

/** One thing that was checked. */
export interface Finding {
  readonly check:
    | 'configuration'
    | 'stores'
    | 'disk'
    | 'consent'
    | 'permissions'
    | 'clock'
    | 'source'
    | 'audience'
    | 'mailbox'
    | 'notifications'
    | 'sync';
  /** Name of the connection, source or sync; null: the whole. */
  readonly of: string | null;
  readonly state: 'good' | 'warning' | 'bad';
  /** Key of the text that says what was found, and what to do about it: `doctor.<text>`. */
  readonly text: string;
  readonly values: Readonly<Record<string, string | number>>;
}

type Add = (finding: Omit<Finding, 'values'> & { readonly values?: Finding['values'] }) => void;

/** Tokens are refused where clocks differ by more than five minutes. */
const maxSkewMs = 5 * 60_000;
const unusualSkewMs = 60_000;
const minFreeBytes = 500_000_000;
const probes = 3;

/** Checks everything that a sync needs, and says of each what to do about it. No mailbox is written to. */
export async function diagnose(
  { parts, checkDatabase }: Pick<Ringbook, 'parts' | 'checkDatabase'>,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const add: Add = (finding) => findings.push({ values: {}, ...finding });
  const { revision } = await parts.stores.definitions.definitions(parts.tenant.tenantId);
  add({
    check: 'configuration',
    of: null,
    state: 'good',
    text: revision === 0 ? 'configuration' : 'configurationSaved',
    values: { dataDir: parts.config.dataDir, revision },
  });
  await checkStores(parts, checkDatabase, add);
  const ignored = await ignoredNotifications(parts.config.dataDir);
  add({
    check: 'notifications',
    of: null,
    ...(ignored === null
      ? { state: 'good', text: 'notifications' }
      : { state: 'warning', text: 'notificationsIgnored', values: { ...ignored } }),
  });
  const connections = await parts.stores.tenants.connections(parts.tenant.tenantId);
  if (connections.length === 0) add({ check: 'consent', of: null, state: 'bad', text: 'notConnected' });
  await withConnectors(parts, async (connectors) => {
    for (const { connectionId, entraTenantId } of connections) {
      await checkConnection(entraTenantId, connectors.of(connectionId), add, signal);
    }
    const { definitions } = await currentDefinitions(parts);
    for (const source of definitions.sources)
      await checkSource(parts, connectors, source.sourceId, definitions, add, signal);
    for (const sync of definitions.syncs) await checkSync(definitions, sync, connectors, add, signal);
  });
  return findings;
}

/** What the stores cannot do; null: the error says something else. */
export function brokenStores(error: unknown): Finding | null {
  const problem = problemOf(error);
  if (problem === null) return null;
  const values = { ...problem.values, problem: problem.text };
  return { check: 'stores', of: null, state: 'bad', text: 'problem', values };
}

async function checkStores(
  { stores, tenant, vault, config }: Parts,
  checkDatabase: () => void,
  add: Add,
): Promise<void> {
  const of = null;
  try {
    await stores.definitions.definitions(tenant.tenantId);
    const sealing = await vault.forTenant(tenant.tenantId);
    sealing.open('doctor', sealing.seal('doctor', Buffer.from('ringbook')));
    checkDatabase();
    add({ check: 'stores', of, state: 'good', text: 'stores' });
  } catch (error) {
    add(brokenStores(error) ?? { check: 'stores', of, state: 'bad', ...failureOf(error) });
  }
  const { bavail, bsize } = await statfs(config.dataDir);
  const gigabytes = Math.floor((bavail * bsize) / 1e8) / 10;
  const isLow = bavail * bsize < minFreeBytes;
  add({
    check: 'disk',
    of,
    state: isLow ? 'warning' : 'good',
    text: isLow ? 'diskLow' : 'disk',
    values: { gigabytes },
  });
}

async function checkConnection(of: string, connector: TenantConnector, add: Add, signal: AbortSignal): Promise<void> {
  try {
    const { permissions, missing, clockSkewMs } = await connector.health(signal);
    add({ check: 'consent', of, state: 'good', text: 'consent' });
    const named = missing.join(', ');
    if (missing.length > 0)
      add({ check: 'permissions', of, state: 'bad', text: 'permissionsMissing', values: { missing: named } });
    else if (permissions === null) add({ check: 'permissions', of, state: 'warning', text: 'permissionsUnknown' });
    else
      add({
        check: 'permissions',
        of,
        state: 'good',
        text: 'permissions',
        values: { permissions: permissions.join(', ') },
      });
    if (clockSkewMs === null) return;
    const skew = Math.abs(clockSkewMs);
    const state = skew > maxSkewMs ? 'bad' : skew > unusualSkewMs ? 'warning' : 'good';
    const seconds = Math.round(clockSkewMs / 1000);
    add({ check: 'clock', of, state, text: state === 'good' ? 'clock' : 'clockWrong', values: { seconds } });
  } catch (error) {
    add({ check: 'consent', of, state: 'bad', ...failureOf(error) });
  }
}

/** Reads the first page: enough to know that the list can be reached. */
async function checkSource(
  parts: Parts,
  connectors: Connectors,
  of: string,
  { sources }: Definitions,
  add: Add,
  signal: AbortSignal,
): Promise<void> {
  const source = sources.find(({ sourceId }) => sourceId === of);
  if (source === undefined) return;
  try {
    for await (const _ of openSource(parts, connectors, source).read(null, signal)) break;
    add({ check: 'source', of, state: 'good', text: 'source' });
  } catch (error) {
    add({ check: 'source', of, state: 'bad', ...failureOf(error) });
  }
}

async function checkSync(
  definitions: Definitions,
  sync: SyncDefinition,
  connectors: Connectors,
  add: Add,
  signal: AbortSignal,
): Promise<void> {
  const of = sync.name;
  if (sync.paused) add({ check: 'sync', of, state: 'warning', text: 'paused', values: { name: sync.name } });
  try {
    const { audience } = resolveSync(definitions, sync);
    const connector = connectors.of(sync.connectionId);
    const members = await membersNow(connector, audience, signal);
    const isEmpty = members.length === 0;
    const values = { mailboxes: members.length };
    add({
      check: 'audience',
      of,
      state: isEmpty ? 'warning' : 'good',
      text: isEmpty ? 'audienceEmpty' : 'audience',
      values,
    });
    await probe(connector, sync, members, add, signal);
  } catch (error) {
    add({ check: 'audience', of, state: 'bad', ...failureOf(error) });
  }
}

async function membersNow({ mailboxes }: TenantConnector, audience: AudienceDefinition, signal: AbortSignal) {
  const all = await readMailboxesAnew(mailboxes, signal);
  return [...(await audienceMembers(audience, onePage(all), mailboxes, signal)).keys()];
}

/** Looks into mailboxes until one answers: a few may be unusable without anything being wrong. */
async function probe(
  connector: TenantConnector,
  { name: of, syncId, placement }: SyncDefinition,
  members: readonly MailboxId[],
  add: Add,
  signal: AbortSignal,
): Promise<void> {
  let last: unknown = null;
  for (const mailboxId of members.slice(0, probes)) {
    try {
      await connector.target.findFolder({ mailboxId, syncId, placement, folderId: null }, signal);
      add({ check: 'mailbox', of, state: 'good', text: 'mailbox' });
      return;
    } catch (error) {
      if (!(error instanceof ConnectorError) || !isMailboxState(error.code)) throw error;
      last = error;
    }
  }
  if (last !== null) add({ check: 'mailbox', of, state: 'bad', ...failureOf(last) });
}

/** @throws What is no failure of the outside. */
function failureOf(error: unknown): Pick<Finding, 'text' | 'values'> {
  if (!(error instanceof ConnectorError))
    return { text: 'failure', values: { code: 'error', remedy: messageOf(error) } };
  const { permission, detail } = error.failure;
  const { remedy } = failures[error.code];
  return {
    text: 'failure',
    values: { code: `${error.code} (${permission ?? detail})`, remedy, remedyKey: error.code },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
