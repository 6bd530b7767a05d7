import type { Handler } from '../../endpoint/handler.ts';
import { tokenAnswer } from './token-answer.ts';

export const listApiTokens: Handler<'listApiTokens'> = async ({ work }, { tenants: { apiTokens } }) => ({
  items: (await apiTokens.apiTokens(work.tenant.tenantId)).map(tokenAnswer),
});
