import type { Connection } from '../../../tenants/ports.ts';
import { Problem } from '../../endpoint/problem.ts';
import type { TenantWork } from '../../tenant-work.ts';

/** @throws {Problem} `not-found` */
export async function findConnection(work: TenantWork, connectionId: string): Promise<Connection> {
  const found = (await work.connections()).find((connection) => connection.connectionId === connectionId);
  if (found === undefined) throw new Problem('not-found');
  return found;
}
