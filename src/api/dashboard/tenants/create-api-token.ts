import { randomBytes } from 'node:crypto';
import { type ApiToken, tokenText } from '../../../tenants/api-tokens.ts';
import { hashOf } from '../../../tenants/sessions.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { tokenAnswer } from './token-answer.ts';

const dayMs = 86_400_000;

export const createApiToken: Handler<'createApiToken'> = async (
  { work, body, caller, note },
  { tenants: ports, now },
) => {
  if (caller.kind !== 'person') throw new Problem('forbidden');
  const { name, scope, expiresInDays } = body;
  const secret = ports.newSecret();
  const token: ApiToken = {
    tokenId: randomBytes(12).toString('hex'),
    secretHash: hashOf(secret),
    name,
    scope,
    createdBy: caller.userName,
    createdAt: now(),
    expiresAt: new Date(Date.parse(now()) + expiresInDays * dayMs).toISOString(),
    lastUsedAt: null,
  };
  await ports.apiTokens.addApiToken(work.tenant.tenantId, token);
  note({ subject: token.tokenId, changes: [{ field: 'scope', before: null, after: scope }] });
  return { token: tokenAnswer(token), secret: tokenText(token.tokenId, secret) };
};
