import { randomUUID } from 'node:crypto';
import type { SimResponse } from '../../http/message.ts';
import type { SimSubscription, SimTenant, World } from '../../world/model.ts';
import { metadataLink } from '../directory/list.ts';
import { GraphError } from '../errors.ts';
import { parseODataQuery } from '../odata/query.ts';
import type { Route, RouteContext } from '../route.ts';
import { senderOf } from './sender.ts';
import { invalid, readSubscriptionBody } from './subscription-body.ts';
import { validateEndpoint } from './validate-endpoint.ts';
import { longestMinutes, parseWatchedResource, type WatchedResource, watchPermissions } from './watched-resource.ts';

const shortestMinutes = 45;
const maxPerMailbox = 1000;
const minuteMs = 60_000;

/** Subscriptions of the app that asks; what they bring is sent by the deliverer. */
export const subscriptionRoutes: readonly Route[] = [
  route('POST', '/subscriptions', 'subscription.create', create),
  route('GET', '/subscriptions', 'subscriptions.list', list),
  route('GET', '/subscriptions/{}', 'subscription.get', (context) => {
    parseODataQuery(context.request.query, []);
    return single(context, 200, addressed(context));
  }),
  route('PATCH', '/subscriptions/{}', 'subscription.update', update),
  route('POST', '/subscriptions/{}/reauthorize', 'subscription.reauthorize', (context) => {
    const subscription = addressed(context);
    requirePermission(context, parseWatchedResource(subscription.resource, context.caller.tenant));
    return { status: 204, headers: {} };
  }),
  route('DELETE', '/subscriptions/{}', 'subscription.delete', (context) => {
    context.caller.tenant.subscriptions.delete(addressed(context).id);
    return { status: 204, headers: {} };
  }),
];

/** Which permission is needed depends on what is watched. */
function route(method: string, pattern: string, operation: string, handle: Route['handle']): Route {
  return { method, pattern, permissions: [], service: 'subscriptions', operation, handle };
}

async function create(context: RouteContext): Promise<SimResponse> {
  const { world, request } = context;
  const { tenant, appId } = context.caller;
  const body = readSubscriptionBody(context);
  const { changeTypes, notificationUrl, resource, expiresAtMs } = body;
  if (changeTypes === undefined) throw missing('changeType');
  if (notificationUrl === undefined) throw missing('notificationUrl');
  if (resource === undefined) throw missing('resource');
  if (expiresAtMs === undefined) throw missing('expirationDateTime');
  const watched = parseWatchedResource(resource, tenant);
  requirePermission(context, watched);
  requirePresence(tenant, watched);
  const lifecycleNotificationUrl = body.lifecycleNotificationUrl ?? null;
  const subscription: SimSubscription = {
    id: randomUUID(),
    appId,
    resource,
    changeTypes,
    clientState: body.clientState ?? null,
    notificationUrl,
    lifecycleNotificationUrl,
    latestSupportedTlsVersion: body.latestSupportedTlsVersion ?? 'v1_2',
    immutableIds: /IdType\s*=\s*"?ImmutableId/i.test(request.headers.prefer ?? ''),
    directorySequence: tenant.log.head,
    expiresAtMs: allowedExpiry(world, watched, expiresAtMs),
  };
  const others = active(world, tenant);
  requireNew(others, subscription);
  requireRoom(others, tenant, watched);
  const send = senderOf(world);
  await validateEndpoint(notificationUrl, subscription.id, send);
  if (lifecycleNotificationUrl !== null && lifecycleNotificationUrl !== notificationUrl) {
    await validateEndpoint(lifecycleNotificationUrl, `${subscription.id} lifecycle`, send);
  }
  // Changes that came while the endpoint was asked are told of as well.
  tenant.subscriptions.set(subscription.id, subscription);
  return single(context, 201, subscription);
}

async function update(context: RouteContext): Promise<SimResponse> {
  const { world } = context;
  const { tenant } = context.caller;
  const subscription = addressed(context);
  const { expiresAtMs, notificationUrl, ...rest } = readSubscriptionBody(context);
  const [other] = Object.keys(rest);
  if (other !== undefined)
    throw invalid(`The property '${other === 'changeTypes' ? 'changeType' : other}' cannot be updated.`);
  const watched = parseWatchedResource(subscription.resource, tenant);
  requirePermission(context, watched);
  const until = expiresAtMs === undefined ? subscription.expiresAtMs : allowedExpiry(world, watched, expiresAtMs);
  if (notificationUrl !== undefined) {
    await validateEndpoint(notificationUrl, `${subscription.id} ${world.clock.nowMs()}`, senderOf(world));
    subscription.notificationUrl = notificationUrl;
  }
  subscription.expiresAtMs = until;
  return single(context, 200, subscription);
}

function list(context: RouteContext): SimResponse {
  const { appId, tenant } = context.caller;
  parseODataQuery(context.request.query, []);
  const own = active(context.world, tenant).filter((subscription) => subscription.appId === appId);
  return {
    status: 200,
    headers: {},
    body: { '@odata.context': metadataLink(context, 'subscriptions'), value: own.map(show) },
  };
}

function single(context: RouteContext, status: number, subscription: SimSubscription): SimResponse {
  const link = `${metadataLink(context, 'subscriptions')}/$entity`;
  return { status, headers: {}, body: { '@odata.context': link, ...show(subscription) } };
}

function show(subscription: SimSubscription): Readonly<Record<string, unknown>> {
  return {
    id: subscription.id,
    resource: subscription.resource,
    applicationId: subscription.appId,
    changeType: subscription.changeTypes.join(','),
    clientState: subscription.clientState,
    notificationUrl: subscription.notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl,
    expirationDateTime: new Date(subscription.expiresAtMs).toISOString(),
    creatorId: subscription.appId,
    includeResourceData: null,
    latestSupportedTlsVersion: subscription.latestSupportedTlsVersion,
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  };
}

/** Subscriptions that are not over. */
function active(world: World, tenant: SimTenant): readonly SimSubscription[] {
  const now = world.clock.nowMs();
  return [...tenant.subscriptions.values()].filter((subscription) => subscription.expiresAtMs > now);
}

/** @throws {GraphError} 404 `ResourceNotFound` for what is not there, is over, or belongs to another app. */
function addressed({ world, caller, params }: RouteContext): SimSubscription {
  const subscription = caller.tenant.subscriptions.get((params[0] ?? '').toLowerCase());
  if (subscription?.appId !== caller.appId || subscription.expiresAtMs <= world.clock.nowMs()) {
    throw new GraphError(404, 'ResourceNotFound', 'The object was not found.');
  }
  return subscription;
}

function requirePermission({ caller }: RouteContext, watched: WatchedResource): void {
  if (watchPermissions[watched.kind].some((permission) => caller.roles.has(permission))) return;
  if (watched.kind === 'contact') {
    throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
  throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

function requirePresence(tenant: SimTenant, watched: WatchedResource): void {
  const isThere =
    watched.kind === 'contact'
      ? tenant.users.has(watched.userId)
      : watched.id === null || (watched.kind === 'user' ? tenant.users : tenant.groups).has(watched.id);
  if (!isThere) throw new GraphError(404, 'ResourceNotFound', 'Resource could not be discovered.');
}

/** A lifetime that is too short is raised to the shortest, one that is too long is refused. */
function allowedExpiry(world: World, watched: WatchedResource, expiresAtMs: number): number {
  const now = world.clock.nowMs();
  const longest = longestMinutes[watched.kind];
  if (expiresAtMs > now + longest * minuteMs) {
    throw invalid(`Subscription expiration can only be ${longest} minutes in the future.`);
  }
  return Math.max(expiresAtMs, now + shortestMinutes * minuteMs);
}

function requireNew(others: readonly SimSubscription[], subscription: SimSubscription): void {
  const same = others.find(
    (other) =>
      other.appId === subscription.appId &&
      other.resource.toLowerCase() === subscription.resource.toLowerCase() &&
      other.changeTypes.join() === subscription.changeTypes.join() &&
      other.notificationUrl === subscription.notificationUrl,
  );
  if (same !== undefined) {
    throw new GraphError(409, 'Conflict', `Subscription Id '${same.id}' already exists for the requested combination.`);
  }
}

function requireRoom(others: readonly SimSubscription[], tenant: SimTenant, watched: WatchedResource): void {
  if (watched.kind !== 'contact') return;
  const inMailbox = others.filter((other) => {
    const watchedByOther = parseWatchedResource(other.resource, tenant);
    return watchedByOther.kind === 'contact' && watchedByOther.userId === watched.userId;
  });
  if (inMailbox.length >= maxPerMailbox) {
    throw new GraphError(
      403,
      'ErrorExceededSubscriptionCount',
      `A mailbox takes at most ${maxPerMailbox} subscriptions.`,
    );
  }
}

const missing = (name: string): GraphError => invalid(`The property '${name}' is required.`);
