import type { Mailbox } from '../../../runs/ports.ts';
import type { TenantWork } from '../../tenant-work.ts';
import type { ListPorts } from '../lists/ports.ts';

/** A mailbox and the connection that it was read by. */
export interface KnownMailbox extends Mailbox {
  readonly connectionId: string;
}

const sorted = new WeakMap<readonly Mailbox[], readonly KnownMailbox[]>();

/** The mailboxes of all connections as they were last read, by address. Opened ones stay in memory for a minute. */
export async function knownMailboxes(
  { tenant, stores, connections }: TenantWork,
  { mailboxes }: Pick<ListPorts, 'mailboxes'>,
): Promise<readonly KnownMailbox[]> {
  const { tenantId } = tenant;
  const all: (readonly KnownMailbox[])[] = [];
  const cursors = await stores.mailboxes.cursors(tenantId);
  for (const { connectionId } of await connections()) {
    const cursor = cursors.get(connectionId);
    if (cursor === undefined) continue;
    const read = await mailboxes.get(tenantId, connectionId, cursor, async () =>
      (await Array.fromAsync(stores.mailboxes.mailboxes(tenantId, connectionId))).flat(),
    );
    const known = sorted.get(read) ?? byAddress(read.map((mailbox) => ({ ...mailbox, connectionId })));
    sorted.set(read, known);
    all.push(known);
  }
  const [only = [], ...others] = all;
  return others.length === 0 ? only : byAddress(all.flat());
}

function byAddress(mailboxes: readonly KnownMailbox[]): readonly KnownMailbox[] {
  const compare = new Intl.Collator('en').compare;
  return mailboxes.toSorted((a, b) => compare(a.address, b.address) || (a.mailboxId < b.mailboxId ? -1 : 1));
}
