import { ConnectorError } from './connector-error.ts';
import type { Cursor } from './ports.ts';

/** Reads what changed since a cursor; a cursor that expired is answered by a snapshot. */
export async function readOrSnapshot<T>(
  cursor: Cursor | null,
  read: (cursor: Cursor | null) => Promise<T>,
): Promise<T> {
  try {
    return await read(cursor);
  } catch (error) {
    const expired = error instanceof ConnectorError && error.code === 'cursor-expired' && cursor !== null;
    if (!expired) throw error;
    return read(null);
  }
}
