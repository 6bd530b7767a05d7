import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { templateOf } from './template-document.ts';
import { templateResults } from './template-result.ts';

/** Each tenant's own audit trail says who changed it, and by which template. */
export const applyTemplate: Handler<'applyTemplate'> = async ({ params, body, caller, address }, context) => {
  if (caller.kind !== 'person') throw new Problem('forbidden');
  const { template, templateId } = await templateOf(caller, params.templateId, context);
  const items = await templateResults(
    template,
    body.tenantIds,
    caller,
    context,
    async (work, definitions, revision) => {
      await work.saveDefinitions(definitions, revision);
      await context.tenants.audit.append(work.tenant.tenantId, {
        actor: caller.userName,
        actorKind: 'person',
        action: 'applyTemplate',
        subject: templateId,
        changes: [],
        from: address,
      });
    },
  );
  return { items };
};
