import { readAudienceGroups, readMailboxesAnew } from '../../../runs/audience.ts';
import { groupsOfAudience } from '../../../runs/audience-rules.ts';
import { ConnectorError } from '../../../runs/connector-error.ts';
import type {
  AudienceDefinition,
  CollectionDefinition,
  Definitions,
  SourceDefinition,
} from '../../../runs/definition.ts';
import { membersOfGroup } from '../../../runs/group-members.ts';
import type { IngestContext } from '../../../runs/ingest-context.ts';
import { type OpenedLog, openedLog, openLog } from '../../../runs/log-cache.ts';
import type { Mailbox, MailboxDirectory, MailboxId } from '../../../runs/ports.ts';
import type { Item } from '../../../sync/items.ts';
import { Problem } from '../../endpoint/problem.ts';
import type { TenantConnectors, TenantWork } from '../../tenant-work.ts';
import type { ListPorts } from './ports.ts';

const minuteMs = 60_000;
const readingMs = 60_000;

/** The sources of a collection, by priority. @throws {Problem} `not-found`: one of them does not exist. */
export function sourcesOf({ sourceIds }: CollectionDefinition, { sources }: Definitions): readonly SourceDefinition[] {
  return sourceIds.map((id) => {
    const source = sources.find(({ sourceId }) => sourceId === id);
    if (source === undefined) throw new Problem('not-found', { detail: `there is no source ${id}` });
    return source;
  });
}

/** @throws {Problem} `not-found` */
export function collectionOf({ collections }: Definitions, id: string): CollectionDefinition {
  const collection = collections.find(({ collectionId }) => collectionId === id);
  if (collection === undefined) throw new Problem('not-found');
  return collection;
}

/** Looks at a collection, or at one as it would be, from what was last read and stays in memory for a while. */
export function withList<T>(
  work: TenantWork,
  ports: ListPorts,
  list: { readonly collection: CollectionDefinition; readonly sources: readonly SourceDefinition[] },
  look: (context: IngestContext) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return work.withConnectors((connectors) => {
    const context = work.ingestContext(list, connectors);
    return orNoGroup(() =>
      look({
        ...context,
        stores: {
          ...context.stores,
          sources: openedLog(ports.sources, work.stores.sources, ports.pause, signal),
        },
        directoryOf(source) {
          const directory = context.directoryOf(source);
          if (directory === null || source.kind === 'csv') return null;
          return keptGroups(work, ports, source.connectionId, directory);
        },
      }),
    );
  });
}

/** A collection as it was last merged. */
export function openCollection(work: TenantWork, ports: ListPorts, collectionId: string): Promise<OpenedLog<Item>> {
  return openLog(ports.items, work.stores.collections, work.tenant.tenantId, collectionId, ports.pause);
}

/** Who is in groups is asked once a minute at most: rules are counted while they are typed. */
function keptGroups(
  { tenant, now }: TenantWork,
  ports: ListPorts,
  connectionId: string,
  directory: Pick<MailboxDirectory, 'groupMembers'>,
): Pick<MailboxDirectory, 'groupMembers'> {
  return {
    async *groupMembers(groupId): AsyncIterable<readonly MailboxId[]> {
      const load = () => membersOfGroup(directory, groupId, ports.deadline(readingMs));
      const stamp = minuteOf(now());
      yield [...(await ports.groupMembers.get(tenant.tenantId, `${connectionId} ${groupId}`, stamp, load))];
    },
  };
}

function minuteOf(instant: string): string {
  return String(Math.floor(Date.parse(instant) / minuteMs));
}

/** What rules of an audience are judged by. */
export interface AudienceView {
  readonly mailboxes: readonly Mailbox[];
  readonly groups: ReadonlyMap<string, ReadonlySet<MailboxId>>;
}

/** @param anew Reads the directory, although it was read before. */
export function readAudience(
  work: TenantWork,
  ports: ListPorts,
  connectors: TenantConnectors,
  connectionId: string,
  audience: AudienceDefinition,
  anew: boolean,
): Promise<AudienceView> {
  return orNoGroup(async () => {
    const mailboxes = await mailboxesOf(work, ports, connectors, connectionId, anew);
    if (groupsOfAudience(audience).length === 0) return { mailboxes, groups: new Map() };
    const directory = keptGroups(work, ports, connectionId, connectors.of(connectionId).mailboxes);
    return { mailboxes, groups: await readAudienceGroups(audience, directory, ports.deadline(readingMs)) };
  });
}

/** The mailboxes as they were last read; of a connection that no run has read yet, as they are, read once a minute at most. */
async function mailboxesOf(
  { tenant, stores, now }: TenantWork,
  ports: ListPorts,
  connectors: TenantConnectors,
  connectionId: string,
  anew: boolean,
): Promise<readonly Mailbox[]> {
  const { tenantId } = tenant;
  const cursor = anew ? null : await stores.mailboxes.cursor(tenantId, connectionId);
  if (cursor !== null) {
    return ports.mailboxes.get(tenantId, connectionId, cursor, async () => {
      const pages = await Array.fromAsync(stores.mailboxes.mailboxes(tenantId, connectionId));
      return pages.flat();
    });
  }
  const directory = connectors.of(connectionId).mailboxes;
  return ports.mailboxes.get(tenantId, `${connectionId} now`, minuteOf(now()), () =>
    readMailboxesAnew(directory, ports.deadline(readingMs)),
  );
}

/** A group that is gone is a fault of what was asked, not of the service. */
async function orNoGroup<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'not-found') {
      throw new Problem('not-possible', { detail: 'a group that the rules name does not exist', cause: error.code });
    }
    throw error;
  }
}
