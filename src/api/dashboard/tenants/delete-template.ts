import type { Handler } from '../../endpoint/handler.ts';
import { mustBeAllowed, templateKind, templateOf } from './template-document.ts';

export const deleteTemplate: Handler<'deleteTemplate'> = async ({ params, caller }, context) => {
  const { templateId, fromTenantId } = await templateOf(caller, params.templateId, context);
  mustBeAllowed(await context.tenants.tenantsOf(caller), fromTenantId, 'change');
  await context.tenants.documents.removeDocument(fromTenantId, templateKind, templateId);
  return null;
};
