import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

export const revokeApiToken: Handler<'revokeApiToken'> = async ({ work, params }, { tenants: { apiTokens } }) => {
  if (!(await apiTokens.removeApiToken(work.tenant.tenantId, params.tokenId))) throw new Problem('not-found');
  return null;
};
