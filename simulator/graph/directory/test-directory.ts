import type { SimRequest, SimResponse } from '../../http/message.ts';
import { createClock } from '../../world/clock.ts';
import { createServicePrincipal, createTenant, createWorld } from '../../world/create-world.ts';
import type { SimGroup, SimTenant, SimUser, World } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import type { Route } from '../route.ts';
import { createRouter, type Router } from '../router.ts';

/** A small world to test routes with, without a server around them. */
export interface TestDirectory {
  readonly world: World;
  readonly tenant: SimTenant;
  /** Sends a request to the routes. A refusal by Graph comes back as its status and code. */
  ask(method: string, address: string, options?: AskOptions): Promise<Answer>;
  addUser(id: string, properties?: Readonly<Record<string, unknown>>, rest?: Partial<SimUser>): SimUser;
  /** Undefined takes a property away. */
  changeUser(id: string, properties: Readonly<Record<string, unknown>>): void;
  removeUser(id: string, reason: 'changed' | 'deleted'): void;
  addGroup(id: string, memberIds: readonly string[], properties?: Readonly<Record<string, unknown>>): SimGroup;
  changeMember(groupId: string, memberId: string, removed: boolean): void;
  addOrgContact(id: string, properties: Readonly<Record<string, unknown>>): void;
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly roles?: readonly string[];
  readonly appId?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON object, with `code` and `message` of a refusal; empty for anything else. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly raw: SimResponse['body'];
}

export const baseUrl = 'https://graph.test/v1.0';
export const testAppId = '11111111-0000-4000-8000-000000000001';

/** @param routes What is tested. */
export function createTestDirectory(
  routes: readonly Route[],
  startMs = Date.parse('2026-03-01T08:00:00Z'),
): TestDirectory {
  const world = createWorld(createClock(() => startMs));
  const tenant = createTenant({
    id: '22222222-0000-4000-8000-000000000002',
    displayName: 'Contoso',
    domains: ['contoso.com', 'contoso.onmicrosoft.com'],
    countryCode: 'DE',
  });
  world.tenants.set(tenant.id, tenant);
  const router = createRouter(routes);
  return {
    world,
    tenant,
    ask: (method, address, options = {}) => ask(world, tenant, router, method, address, options),
    addUser(id, properties = {}, rest = {}) {
      const user = { id, properties: { ...properties }, managerId: null, mailbox: null, photo: null, ...rest };
      tenant.users.set(id, user);
      tenant.log.append({ kind: 'user', id, removed: null, properties: null });
      return user;
    },
    changeUser(id, properties) {
      const user = tenant.users.get(id);
      if (user === undefined) throw new Error(`no user ${id}`);
      for (const [name, value] of Object.entries(properties)) {
        if (value === undefined) delete user.properties[name];
        else user.properties[name] = value;
      }
      tenant.log.append({ kind: 'user', id, removed: null, properties: Object.keys(properties) });
    },
    removeUser(id, reason) {
      tenant.users.delete(id);
      tenant.log.append({ kind: 'user', id, removed: reason, properties: null });
    },
    addGroup(id, memberIds, properties = {}) {
      const group = { id, properties: { ...properties }, memberIds: new Set(memberIds) };
      tenant.groups.set(id, group);
      tenant.log.append({ kind: 'group', id, removed: null, properties: null });
      return group;
    },
    changeMember(groupId, memberId, removed) {
      const members = tenant.groups.get(groupId)?.memberIds;
      if (removed) members?.delete(memberId);
      else members?.add(memberId);
      const change = [{ id: memberId, removed }];
      tenant.log.append({ kind: 'group', id: groupId, removed: null, properties: ['members'], members: change });
    },
    addOrgContact(id, properties) {
      tenant.orgContacts.set(id, { id, properties: { ...properties } });
      tenant.log.append({ kind: 'orgContact', id, removed: null, properties: null });
    },
  };
}

async function ask(
  world: World,
  tenant: SimTenant,
  router: Router,
  method: string,
  address: string,
  options: AskOptions,
): Promise<Answer> {
  const [path = '', query = ''] = address.replace(baseUrl, '').split(/\?(.*)/s);
  const request: SimRequest = {
    method,
    path: `/v1.0${path}`,
    query,
    headers: options.headers ?? {},
    body: options.json === undefined ? { kind: 'none' } : { kind: 'json', value: options.json },
  };
  const roles = new Set(options.roles ?? []);
  const appId = options.appId ?? testAppId;
  if (!tenant.servicePrincipals.has(appId)) tenant.servicePrincipals.set(appId, createServicePrincipal(appId, roles));
  try {
    const { route, params } = router.match(method, path);
    const caller = { tenant, appId, roles, userId: null };
    const response = await route.handle({ world, caller, request, params, baseUrl });
    const { body } = response;
    const isObject = typeof body === 'object' && !(body instanceof Uint8Array);
    return { status: response.status, headers: response.headers, body: isObject ? { ...body } : {}, raw: body };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const body = { code: error.code, message: error.message };
    return { status: error.status, headers: error.headers, body, raw: body };
  }
}

/** The objects of a list's page. */
export function valuesOf(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  const { value } = answer.body;
  if (!Array.isArray(value)) throw new Error(`no list but ${answer.status} ${JSON.stringify(answer.body)}`);
  return value;
}

/** The next link or the delta link of a page. */
export function linkOf(answer: Answer, name: 'nextLink' | 'deltaLink'): string | null {
  const link = answer.body[`@odata.${name}`];
  return typeof link === 'string' ? link : null;
}
