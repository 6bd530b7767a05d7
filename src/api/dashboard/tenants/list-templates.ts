import type { TenantId } from '../../../tenants/ports.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { templatesOf } from './template-document.ts';

export const listTemplates: Handler<'listTemplates'> = async ({ caller }, context) => {
  const templates = await templatesOf(caller, context);
  const names = new Map<TenantId, string>();
  for (const tenantId of new Set(templates.map(({ fromTenantId }) => fromTenantId))) {
    names.set(tenantId, (await context.tenants.tenants.tenant(tenantId))?.name ?? '');
  }
  const items = templates.map(({ templateId, fromTenantId, name, createdAt, template }) => {
    const fromTenant = names.get(fromTenantId) ?? '';
    return { templateId, name, fromTenant, parts: [...template.parts], createdAt };
  });
  return { items };
};
