import type { Tenant } from '../../../tenants/ports.ts';
import type { Role } from '../../../tenants/roles.ts';
import type { Api } from '../../contract/contract.ts';
import type { DashboardContext } from '../../dashboard-context.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { cursorOf, placeOf } from '../place.ts';
import { tenantAnswer } from './tenant-answer.ts';
import { tenantHealth } from './tenant-status.ts';

type TenantRow = Api['listTenants']['answer']['items'][number];

/** Tenants of a person by name, each with its health; 50 and more for a partner. */
export const listTenants: Handler<'listTenants'> = async ({ caller, query }, context) => {
  const { search = '', cursor, limit } = query;
  const wanted = search.toLocaleLowerCase();
  const found: { readonly tenant: Tenant; readonly role: Role }[] = [];
  for (const { tenantId, role } of await context.tenants.tenantsOf(caller)) {
    const tenant = await context.tenants.tenants.tenant(tenantId);
    if (tenant?.name.toLocaleLowerCase().includes(wanted)) found.push({ tenant, role });
  }
  const order = new Intl.Collator('en').compare;
  found.sort((a, b) => order(a.tenant.name, b.tenant.name) || (a.tenant.tenantId < b.tenant.tenantId ? -1 : 1));
  const start = placeOf(cursor);
  const page = found.slice(start, start + limit);
  const items: TenantRow[] = [];
  for (const { tenant, role } of page) items.push(await rowOf(tenant, role, context));
  return { items, nextCursor: cursorOf(start + limit, found.length) };
};

async function rowOf(tenant: Tenant, role: Role, context: DashboardContext): Promise<TenantRow> {
  const base = { ...(await tenantAnswer(context.tenants, tenant)), role };
  const work = await context.tenantWork(tenant.tenantId);
  if (work === null) return { ...base, health: 'new', attention: [], mailboxes: 0, inStep: 0, lastRunAt: null };
  const { status, attention, health } = await tenantHealth(work);
  let mailboxes = 0;
  let inStep = 0;
  for (const { replicas } of status.syncs) {
    mailboxes += replicas.unknown + replicas.ready + replicas.writing + replicas.unavailable;
    inStep += replicas.atHead;
  }
  const starts = status.syncs.flatMap(({ runs }) => runs.map(({ startedAt }) => startedAt)).sort();
  return { ...base, health, attention: [...attention], mailboxes, inStep, lastRunAt: starts.at(-1) ?? null };
}
