import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { findConnection } from './find-connection.ts';

export const disconnect: Handler<'disconnect'> = async ({ work, params, note }, { connections }) => {
  const connection = await findConnection(work, params.connectionId);
  if (!(await connections.forget(work.tenant.tenantId, connection))) throw new Problem('already-running');
  note({ subject: connection.connectionId, changes: [{ field: 'state', before: connection.state, after: null }] });
  return null;
};
