import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

/** In the connection that is named, or the only one. */
export const findGroups: Handler<'findGroups'> = async ({ work, query, signal }) => {
  const connections = await work.connections();
  const [first] = connections;
  const connectionId = query.connectionId ?? first?.connectionId;
  if (connectionId === undefined) throw new Problem('not-connected');
  if (query.connectionId === undefined && connections.length > 1) {
    const fields = [{ path: 'query.connectionId', message: 'must be given: there are several connections' }];
    throw new Problem('invalid-input', { fields });
  }
  const groups = await work.withConnectors((connectors) =>
    connectors.of(connectionId).groups.find(query.search, signal),
  );
  return { items: [...groups] };
};
