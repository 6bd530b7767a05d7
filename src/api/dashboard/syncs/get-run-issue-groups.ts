import { type Actor, type FailureMeaning, failures } from '../../../sync/failure.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { runOf } from './run-of.ts';

export const getRunIssueGroups: Handler<'getRunIssueGroups'> = async ({ work, params }, { syncs }) => {
  const { runId } = await runOf(work, params.runId);
  const groups = await syncs.pages.issueGroups(work.tenant.tenantId, runId);
  return { groups: groups.map((group) => ({ ...group, acts: actorOf(group.code) })) };
};

/** Guards and problems of the mapping concern what the tenant has set up, or what its directory says. */
function actorOf(code: string): Actor {
  const meanings: Readonly<Record<string, FailureMeaning>> = failures;
  return Object.hasOwn(meanings, code) ? (meanings[code]?.actor ?? 'tenant admin') : 'tenant admin';
}
