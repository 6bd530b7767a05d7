import type { DirectoryChange } from '../../world/directory-log.ts';
import type { MailboxChange } from '../../world/mailbox-changes.ts';
import type { SimSubscription } from '../../world/model.ts';
import { changeKey, immutableId, mutableId } from '../../world/outlook-ids.ts';
import type { ChangeType } from './subscription-body.ts';
import type { WatchedResource } from './watched-resource.ts';

/** An element of `value` in what is sent to an endpoint. */
export type Notification = Readonly<Record<string, unknown>>;

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';

/** What tells a subscription of a change in the directory; null if it is not about that. */
export function directoryNotification(
  subscription: SimSubscription,
  watched: WatchedResource,
  change: DirectoryChange,
  tenantId: string,
): Notification | null {
  if (change.kind !== watched.kind || (watched.id !== null && watched.id !== change.id)) return null;
  const changeType = directoryChangeType(subscription, change);
  if (changeType === null) return null;
  const isUser = change.kind === 'user';
  const resource = `${isUser ? 'Users' : 'Groups'}/${change.id}`;
  return {
    ...header(subscription, tenantId),
    changeType,
    resource,
    resourceData: {
      '@odata.type': isUser ? '#Microsoft.Graph.User' : '#Microsoft.Graph.Group',
      '@odata.id': resource,
      id: change.id,
      organizationId: tenantId,
      sequenceNumber: change.sequence,
      ...memberChanges(change),
    },
  };
}

/**
 * The directory tells of new and of soft-deleted objects as `updated`, and of what is gone for good as `deleted`; who did
 * not ask for updates is told of new objects as `created`.
 */
function directoryChangeType({ changeTypes }: SimSubscription, change: DirectoryChange): ChangeType | null {
  if (change.removed === 'deleted') return changeTypes.includes('deleted') ? 'deleted' : null;
  if (changeTypes.includes('updated')) return 'updated';
  return change.properties === null && change.removed === null && changeTypes.includes('created') ? 'created' : null;
}

function memberChanges({ members }: DirectoryChange): Readonly<Record<string, unknown>> {
  if (members === undefined || members.length === 0) return {};
  const entries = members.map(({ id, removed }) => (removed ? { id, '@removed': 'deleted' } : { id }));
  return { 'members@delta': entries };
}

/** What tells a subscription of a change in a mailbox; null if it is not about that. */
export function contactNotification(
  subscription: SimSubscription,
  watched: WatchedResource,
  change: MailboxChange,
): Notification | null {
  const { mailbox, contact, folderId, kind } = change;
  if (watched.kind !== 'contact' || watched.userId !== mailbox.userId) return null;
  if (watched.folderId !== null && watched.folderId !== folderId) return null;
  if (!subscription.changeTypes.includes(kind)) return null;
  const folderSerial = mailbox.folders.get(folderId)?.serial ?? 0;
  const id = subscription.immutableIds
    ? immutableId(mailbox, contact.serial)
    : mutableId(mailbox, contact.serial, folderSerial);
  const resource = `Users/${mailbox.userId}/Contacts/${id}`;
  return {
    ...header(subscription, change.tenantId),
    changeType: kind,
    resource,
    resourceData: {
      '@odata.type': '#Microsoft.Graph.Contact',
      '@odata.id': resource,
      '@odata.etag': `W/"${changeKey(mailbox, contact.sequence)}"`,
      id,
    },
  };
}

/** What tells of the subscription itself. */
export function lifecycleNotification(
  subscription: SimSubscription,
  tenantId: string,
  lifecycleEvent: LifecycleEvent,
): Notification {
  return { ...header(subscription, tenantId), lifecycleEvent };
}

function header(subscription: SimSubscription, tenantId: string): Notification {
  return {
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: new Date(subscription.expiresAtMs).toISOString(),
    tenantId,
    clientState: subscription.clientState,
  };
}
