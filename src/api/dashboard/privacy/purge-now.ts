import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

export const purgeNow: Handler<'purgeNow'> = async ({ params: { tenantId } }, { privacy, now }) => {
  if (!(await privacy.purgeNow(tenantId))) throw new Problem('already-running');
  return { purgedAt: now() };
};
