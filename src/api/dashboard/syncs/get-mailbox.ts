import type { Placement } from '../../../runs/definition.ts';
import type { Api } from '../../contract/contract.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { mailboxOf } from './mailbox-of.ts';

const issuesShown = 100;

export const getMailbox: Handler<'getMailbox'> = async ({ work, params }, context) => {
  const { tenantId } = work.tenant;
  const { stores } = work;
  const { mailboxId, known, replicas, syncs } = await mailboxOf(work, context, params.mailboxId);
  const shown: Api['getMailbox']['answer']['replicas'] = [];
  for (const { driftCursor: _, folderId: __, mailboxId: ___, ...replica } of replicas) {
    const sync = syncs.get(replica.syncId);
    if (sync === undefined) continue;
    shown.push({
      ...replica,
      syncName: sync.name,
      placement: nameOf(sync.placement),
      headVersion: (await stores.collections.head(tenantId, sync.collectionId)).version,
      items: await stores.replicas.countLinks(tenantId, replica.syncId, mailboxId),
    });
  }
  return {
    mailbox: { mailboxId, address: known?.address ?? null, excluded: known?.excluded ?? null },
    replicas: shown,
    issues: [...(await context.syncs.pages.issuesOfMailbox(tenantId, mailboxId, issuesShown))],
  };
};

function nameOf(placement: Placement): string {
  return placement.kind === 'folder' ? placement.path.join(' / ') : placement.category;
}
