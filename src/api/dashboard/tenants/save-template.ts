import { makeTemplate } from '../../../definitions/template.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { mustBeAllowed, templateKind } from './template-document.ts';

export const saveTemplate: Handler<'saveTemplate'> = async ({ body, caller }, context) => {
  const { name, tenantId, parts } = body;
  mustBeAllowed(await context.tenants.tenantsOf(caller), tenantId, 'read');
  const work = await context.tenantWork(tenantId);
  if (work === null) throw new Problem('not-found');
  const template = makeTemplate((await work.definitions()).definitions, parts);
  const templateId = context.tenants.newId();
  const content = { name, createdAt: context.now(), ...template };
  await context.tenants.documents.putDocument(tenantId, templateKind, templateId, content, 0);
  return { templateId };
};
