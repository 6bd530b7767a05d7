import type { Handler } from '../../endpoint/handler.ts';
import { templateOf } from './template-document.ts';
import { templateResults } from './template-result.ts';

export const previewTemplate: Handler<'previewTemplate'> = async ({ params, body, caller }, context) => {
  const { template } = await templateOf(caller, params.templateId, context);
  return { items: await templateResults(template, body.tenantIds, caller, context, null) };
};
