import { z } from 'zod';
import type { Template } from '../../../definitions/template.ts';
import { audienceSchema, collectionSchema, sourceSchema, syncSchema } from '../../../runs/definition-schema.ts';
import type { Caller } from '../../../tenants/caller.ts';
import type { TenantId } from '../../../tenants/ports.ts';
import { permissionsOf } from '../../../tenants/roles.ts';
import type { DashboardContext } from '../../dashboard-context.ts';
import { Problem } from '../../endpoint/problem.ts';
import type { TenantPorts } from './ports.ts';

/** Kind of the documents that hold templates: each with the tenant that it was made from. */
export const templateKind = 'template';

const schema = z.strictObject({
  name: z.string(),
  parts: z.array(z.enum(['collections', 'mapping', 'policies', 'syncs'])),
  createdAt: z.string(),
  /** What they name may be missing: a template leaves out sources that only one tenant has. */
  definitions: z.strictObject({
    sources: z.array(sourceSchema),
    collections: z.array(collectionSchema),
    audiences: z.array(audienceSchema),
    syncs: z.array(syncSchema),
  }),
});

export interface StoredTemplate {
  readonly templateId: string;
  readonly fromTenantId: TenantId;
  readonly name: string;
  readonly createdAt: string;
  readonly template: Template;
}

/** Templates of all tenants whose rules the caller may read, by name. */
export async function templatesOf(
  caller: Caller,
  { tenants: ports }: DashboardContext,
): Promise<readonly StoredTemplate[]> {
  const found: StoredTemplate[] = [];
  for (const { tenantId, role } of await ports.tenantsOf(caller)) {
    if (!permissionsOf[role].includes('read')) continue;
    for (const { documentId: templateId, content } of await ports.documents.documents(tenantId, templateKind)) {
      const { name, createdAt, ...template } = schema.parse(content);
      found.push({ templateId, fromTenantId: tenantId, name, createdAt, template });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @throws {Problem} `not-found` Also where it is another's. */
export async function templateOf(caller: Caller, id: string, context: DashboardContext): Promise<StoredTemplate> {
  const found = (await templatesOf(caller, context)).find(({ templateId }) => templateId === id);
  if (found === undefined) throw new Problem('not-found');
  return found;
}

/**
 * The caller's role in a tenant must give this.
 * @param roles Of the caller, by tenant.
 * @throws {Problem} `not-found` No member of it; `forbidden`.
 */
export function mustBeAllowed(
  roles: Awaited<ReturnType<TenantPorts['tenantsOf']>>,
  tenantId: TenantId,
  permission: 'read' | 'change',
): void {
  const found = roles.find((one) => one.tenantId === tenantId);
  if (found === undefined) throw new Problem('not-found');
  if (!permissionsOf[found.role].includes(permission)) throw new Problem('forbidden');
}
