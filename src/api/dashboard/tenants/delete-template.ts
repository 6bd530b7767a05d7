import type { Handler } from '../../endpoint/handler.ts';
import { mustBeAllowed, templateKind, templateOf } from './template-document.ts';

export const deleteTemplate: Handler<'deleteTemplate'> = async ({ params, caller }, context) => {
  const { templateId, fromTenantId } = await templateOf(caller, params.templateId, context);
  await mustBeAllowed(caller, fromTenantId, 'change', context);
  await context.tenants.documents.removeDocument(fromTenantId, templateKind, templateId);
  return null;
};
