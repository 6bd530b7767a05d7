import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { scopeScript } from './scope-script.ts';

export const getScopeScript: Handler<'getScopeScript'> = async ({ work, body, language }, { connections }) => {
  if (!body.features.includes('contacts')) {
    throw new Problem('invalid-input', {
      fields: [{ path: 'body.features', message: 'must include contacts: nothing else is about mailboxes' }],
    });
  }
  const clientId = await connections.clientIdOf(work.tenant.tenantId);
  const script = scopeScript({ clientId, group: body.group, t: connections.translator(language) });
  return { body: script, fileName: 'ringbook-scope.ps1' };
};
