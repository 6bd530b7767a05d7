import { type MailboxChange, onMailboxChange } from '../../world/mailbox-changes.ts';
import type { SimSubscription, SimTenant, World } from '../../world/model.ts';
import { createDeliveryQueue } from './delivery-queue.ts';
import {
  contactNotification,
  directoryNotification,
  type LifecycleEvent,
  lifecycleNotification,
} from './notifications.ts';
import { type SendToEndpoint, senderOf, setSender, trustEndpoints } from './sender.ts';
import { parseWatchedResource, type WatchedResource, watchPermissions } from './watched-resource.ts';

export interface SubscriptionDelivererOptions {
  readonly world: World;
  /** PEM certificates of authorities that endpoints may use, beside those that Node trusts. */
  readonly authorities?: readonly string[];
  /** How endpoints are reached; HTTPS if absent. */
  readonly send?: SendToEndpoint;
  /** How often changes are looked for; 200 if absent, 0 for only when `deliver` is called. */
  readonly intervalMs?: number;
}

export interface SubscriptionDeliverer {
  /** Looks for changes and sends what is due. @returns When the endpoints have answered. */
  deliver(): Promise<void>;
  /** Notifications that are not delivered yet. */
  readonly waiting: number;
  stop(): void;
}

const reauthorizeBeforeMs = 15 * 60_000;

/** Starts to tell subscriptions of what changes in the world. */
export function createSubscriptionDeliverer(options: SubscriptionDelivererOptions): SubscriptionDeliverer {
  const { world, intervalMs = 200 } = options;
  if (options.send === undefined) trustEndpoints(world, options.authorities ?? []);
  else setSender(world, options.send);
  const send: SendToEndpoint = (...message) => senderOf(world)(...message);
  const nowMs = () => world.clock.nowMs();
  /** The end of life that a subscription was warned of. */
  const warned = new WeakMap<SimSubscription, number>();

  const queue = createDeliveryQueue(send, nowMs, ({ subscription, tenantId, notification }) => {
    if (!('lifecycleEvent' in notification)) tellOfItself(subscription, tenantId, 'missed');
  });

  function tellOfItself(subscription: SimSubscription, tenantId: string, event: LifecycleEvent): void {
    const url = subscription.lifecycleNotificationUrl;
    if (url === null) return;
    queue.add({ url, tenantId, subscription, notification: lifecycleNotification(subscription, tenantId, event) });
  }

  function watchMailboxes(change: MailboxChange): void {
    const tenant = world.tenants.get(change.tenantId);
    if (tenant === undefined || tenant.subscriptions.size === 0) return;
    for (const subscription of tenant.subscriptions.values()) {
      if (subscription.expiresAtMs <= nowMs()) continue;
      const notification = contactNotification(subscription, watchedBy(subscription, tenant), change);
      if (notification === null) continue;
      queue.add({ url: subscription.notificationUrl, tenantId: tenant.id, subscription, notification });
    }
  }

  function watchDirectory(tenant: SimTenant, subscription: SimSubscription, watched: WatchedResource): void {
    const changes = tenant.log.since(subscription.directorySequence);
    subscription.directorySequence = tenant.log.head;
    if (watched.kind === 'contact') return;
    for (const change of changes) {
      const notification = directoryNotification(subscription, watched, change, tenant.id);
      if (notification === null) continue;
      queue.add({ url: subscription.notificationUrl, tenantId: tenant.id, subscription, notification });
    }
  }

  /** Ends what is over or no longer allowed, warns of what ends soon. @returns Whether it goes on. */
  function keepsRunning(tenant: SimTenant, subscription: SimSubscription, watched: WatchedResource): boolean {
    const now = nowMs();
    if (subscription.expiresAtMs <= now) {
      tenant.subscriptions.delete(subscription.id);
      return false;
    }
    if (!isAllowed(tenant, subscription, watched)) {
      tenant.subscriptions.delete(subscription.id);
      tellOfItself(subscription, tenant.id, 'subscriptionRemoved');
      return false;
    }
    if (
      subscription.expiresAtMs - now <= reauthorizeBeforeMs &&
      warned.get(subscription) !== subscription.expiresAtMs
    ) {
      warned.set(subscription, subscription.expiresAtMs);
      tellOfItself(subscription, tenant.id, 'reauthorizationRequired');
    }
    return true;
  }

  async function deliver(): Promise<void> {
    for (const tenant of world.tenants.values()) {
      for (const subscription of [...tenant.subscriptions.values()]) {
        const watched = watchedBy(subscription, tenant);
        if (keepsRunning(tenant, subscription, watched)) watchDirectory(tenant, subscription, watched);
      }
    }
    await queue.sendDue();
  }

  const stopWatching = onMailboxChange(world, watchMailboxes);
  const timer = intervalMs === 0 ? undefined : setInterval(deliver, intervalMs);
  timer?.unref();
  return {
    deliver,
    get waiting() {
      return queue.size;
    },
    stop() {
      stopWatching();
      clearInterval(timer);
    },
  };
}

const watchedResources = new WeakMap<SimSubscription, WatchedResource>();

function watchedBy(subscription: SimSubscription, tenant: SimTenant): WatchedResource {
  const known = watchedResources.get(subscription);
  if (known !== undefined) return known;
  const watched = parseWatchedResource(subscription.resource, tenant);
  watchedResources.set(subscription, watched);
  return watched;
}

function isAllowed(tenant: SimTenant, { appId }: SimSubscription, watched: WatchedResource): boolean {
  const principal = tenant.servicePrincipals.get(appId);
  if (principal === undefined || !principal.enabled) return false;
  if (!watchPermissions[watched.kind].some((permission) => principal.roles.has(permission))) return false;
  return watched.kind !== 'contact' || tenant.users.has(watched.userId);
}
