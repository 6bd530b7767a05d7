import { diffDefinitions } from '../../../definitions/diff-definitions.ts';
import { applyTemplate, type Template } from '../../../definitions/template.ts';
import type { Definitions } from '../../../runs/definition.ts';
import type { Caller } from '../../../tenants/caller.ts';
import type { TenantId } from '../../../tenants/ports.ts';
import type { Api } from '../../contract/contract.ts';
import type { DashboardContext } from '../../dashboard-context.ts';
import { toProblem } from '../../endpoint/send-problem.ts';
import type { TenantWork } from '../../tenant-work.ts';
import { mustBeAllowed } from './template-document.ts';

type TemplateResult = Api['applyTemplate']['answer']['items'][number];

/** Saves what a template makes of a tenant's definitions. */
export type SaveTemplated = (work: TenantWork, definitions: Definitions, revision: number) => Promise<void>;

/**
 * What a template does in each of some tenants; one that fails does not keep the others from it.
 * @param save Null: nothing is saved, only looked at.
 */
export async function templateResults(
  template: Template,
  tenantIds: readonly TenantId[],
  caller: Caller,
  context: DashboardContext,
  save: SaveTemplated | null,
): Promise<TemplateResult[]> {
  const roles = await context.tenants.tenantsOf(caller);
  const results: TemplateResult[] = [];
  for (const tenantId of new Set(tenantIds)) {
    const result = { tenantId, name: '', changes: [], problem: null, detail: null };
    try {
      mustBeAllowed(roles, tenantId, save === null ? 'read' : 'change');
      const work = await context.tenantWork(tenantId);
      if (work === null) results.push({ ...result, outcome: 'refused', problem: 'not-found' });
      else results.push({ ...result, name: work.tenant.name, ...(await resultOf(template, work, save)) });
    } catch (error) {
      const { code, status } = toProblem(error);
      results.push({ ...result, outcome: status >= 500 ? 'failed' : 'refused', problem: code });
    }
  }
  return results;
}

async function resultOf(template: Template, work: TenantWork, save: SaveTemplated | null) {
  const { revision, definitions } = await work.definitions();
  const [connection = null] = (await work.connections()).filter(({ state }) => state === 'connected');
  const { defaultCountry } = work.tenant;
  const after = applyTemplate(template, { definitions, connection, defaultCountry });
  if ('kind' in after) return { outcome: 'refused', problem: after.problem, detail: after.names.join(', ') } as const;
  const changes = diffDefinitions(definitions, after).map(({ kind, part, id }) => ({ kind, what: `${part}:${id}` }));
  if (changes.length === 0) return { outcome: 'unchanged' } as const;
  if (save === null) return { outcome: 'would-change', changes } as const;
  await save(work, after, revision);
  return { outcome: 'changed', changes } as const;
}
