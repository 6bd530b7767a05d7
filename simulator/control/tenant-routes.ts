import { z } from 'zod';
import { parseCsvPeople } from '../demo/csv-people.ts';
import { hasUsableMailbox } from '../demo/demo-groups.ts';
import { createDemoTenant, type TenantSpec } from '../demo/demo-tenant.ts';
import { createServicePrincipal, findTenant } from '../world/create-world.ts';
import { WorldError } from '../world/errors.ts';
import type { SimServicePrincipal, SimTenant, SimUser } from '../world/model.ts';
import { type ControlRoute, created, done, ok, readBody, tenantOf } from './call.ts';

const count = z.number().int().nonnegative();
const tenantBody = z.strictObject({
  id: z.guid().exactOptional(),
  domain: z.hostname().exactOptional(),
  displayName: z.string().exactOptional(),
  people: count.default(0),
  mailboxes: count.exactOptional(),
  seed: z.union([z.string(), z.number()]).exactOptional(),
  countryCode: z.string().length(2).toUpperCase().exactOptional(),
  /** The text of a file of people, with a head line. */
  peopleCsv: z.string().exactOptional(),
});
const tenantPatch = z.strictObject({ conditionalAccessBlocked: z.boolean() });
const consentBody = z.strictObject({
  roles: z.array(z.string()).exactOptional(),
  enabled: z.boolean().exactOptional(),
  conditionalAccessBlocked: z.boolean().exactOptional(),
  revokeTokens: z.boolean().exactOptional(),
});

/** Tenants, and which apps they have consented to. */
export const tenantRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    pattern: '/tenants',
    answer: ({ world }) => ok({ value: [...world.tenants.values()].map(showTenant) }),
  },
  {
    method: 'POST',
    pattern: '/tenants',
    answer: ({ world, request }) => {
      const { peopleCsv, ...body } = readBody(request, tenantBody);
      const spec: TenantSpec = peopleCsv === undefined ? body : { ...body, csvPeople: readPeople(peopleCsv) };
      const tenant = createDemoTenant(spec);
      const taken = [tenant.id, ...tenant.domains].find((name) => findTenant(world, name) !== undefined);
      if (taken !== undefined) throw new WorldError('conflict', `There is a tenant '${taken}' already.`, 'domain');
      world.tenants.set(tenant.id, tenant);
      return created(showTenant(tenant));
    },
  },
  { method: 'GET', pattern: '/tenants/{}', answer: (call) => ok(showTenant(tenantOf(call))) },
  {
    method: 'PATCH',
    pattern: '/tenants/{}',
    answer: (call) => {
      const tenant = tenantOf(call);
      tenant.conditionalAccessBlocked = readBody(call.request, tenantPatch).conditionalAccessBlocked;
      return ok(showTenant(tenant));
    },
  },
  {
    method: 'DELETE',
    pattern: '/tenants/{}',
    answer: (call) => {
      call.world.tenants.delete(tenantOf(call).id);
      return done;
    },
  },
  {
    method: 'GET',
    pattern: '/tenants/{}/consents',
    answer: (call) => ok({ value: [...tenantOf(call).servicePrincipals.values()].map(showConsent) }),
  },
  {
    method: 'PUT',
    pattern: '/tenants/{}/consents/{}',
    answer: (call) => {
      const tenant = tenantOf(call);
      const appId = (call.params[1] ?? '').toLowerCase();
      const app = call.world.apps.get(appId);
      if (app === undefined) throw new WorldError('not-found', `There is no app '${appId}'.`);
      const body = readBody(call.request, consentBody);
      const principal = tenant.servicePrincipals.get(appId) ?? createServicePrincipal(appId, app.requiredRoles);
      if (body.roles !== undefined) principal.roles = new Set(body.roles);
      if (body.enabled !== undefined) principal.enabled = body.enabled;
      if (body.conditionalAccessBlocked !== undefined) {
        principal.conditionalAccessBlocked = body.conditionalAccessBlocked;
      }
      if (body.revokeTokens === true) principal.tokensValidFromMs = call.world.clock.nowMs() + 1;
      tenant.servicePrincipals.set(appId, principal);
      return ok(showConsent(principal));
    },
  },
  {
    method: 'DELETE',
    pattern: '/tenants/{}/consents/{}',
    answer: (call) => {
      const [, appId = ''] = call.params;
      if (!tenantOf(call).servicePrincipals.delete(appId.toLowerCase())) {
        throw new WorldError('not-found', `The tenant has not consented to '${appId}'.`);
      }
      return done;
    },
  },
];

function readPeople(text: string): TenantSpec['csvPeople'] & object {
  try {
    return parseCsvPeople(text);
  } catch (error) {
    throw new WorldError('invalid', error instanceof Error ? error.message : String(error), 'peopleCsv');
  }
}

function showTenant(tenant: SimTenant): object {
  const users = { people: 0, disabled: 0, hidden: 0, withoutMail: 0, guests: 0, shared: 0, room: 0, equipment: 0 };
  let mailboxes = 0;
  for (const user of tenant.users.values()) {
    const kind = kindOf(user);
    users[kind] += 1;
    if (hasUsableMailbox(user)) mailboxes += 1;
    if (kind !== 'people') continue;
    const { accountEnabled, showInAddressList, mail } = user.properties;
    if (accountEnabled === false) users.disabled += 1;
    if (showInAddressList === false) users.hidden += 1;
    if (mail === undefined) users.withoutMail += 1;
  }
  const { id, displayName, domains, countryCode, conditionalAccessBlocked = false } = tenant;
  return {
    id,
    displayName,
    domains,
    countryCode,
    conditionalAccessBlocked,
    people: users.people,
    mailboxes,
    users,
    groups: tenant.groups.size,
    orgContacts: tenant.orgContacts.size,
    mailboxesTouched: tenant.mailboxes.size,
    logHead: tenant.log.head,
  };
}

/** `disabled`, `hidden` and `withoutMail` are people too. */
function kindOf({ properties, mailbox }: SimUser): 'people' | 'guests' | 'shared' | 'room' | 'equipment' {
  if (properties.userType === 'Guest') return 'guests';
  return mailbox === null || mailbox.purpose === 'user' ? 'people' : mailbox.purpose;
}

function showConsent(principal: SimServicePrincipal): object {
  const { appId, enabled, roles, conditionalAccessBlocked = false } = principal;
  return { appId, enabled, roles: [...roles], conditionalAccessBlocked };
}
