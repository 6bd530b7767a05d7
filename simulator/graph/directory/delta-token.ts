import { createHash } from 'node:crypto';
import type { DirectoryKind } from '../../world/directory-log.ts';
import type { SimTenant } from '../../world/model.ts';
import { GraphError } from '../errors.ts';

/** Everything a delta link remembers; nothing of it is kept in the simulator, so links outlive a restart. */
export interface DeltaState {
  readonly kind: DirectoryKind;
  readonly tenantId: string;
  /** Fixed by the first call of the first round. */
  readonly select: readonly string[] | null;
  /** The objects that are followed; null for all. */
  readonly ids: readonly string[] | null;
  /** The round shows what changed after this place in the log … */
  readonly after: number;
  /** … up to this one. A delta link has both at the end of the round before. */
  readonly upTo: number;
  /** How many changed objects of the round were looked at. */
  readonly position: number;
  /** The round goes over what changed while it was read. */
  readonly catchingUp: boolean;
  readonly issuedAtMs: number;
}

/** How long a link can be followed. */
export const deltaTokenLifetimeMs = 7 * 24 * 60 * 60 * 1000;

const kinds: readonly DirectoryKind[] = ['user', 'group', 'orgContact'];

/** Writes a state as the opaque text of a link. */
export function encodeDeltaToken(state: DeltaState): string {
  const { kind, tenantId, select, ids, after, upTo, position, catchingUp, issuedAtMs } = state;
  const fields = [kind, tenantId, select, ids, after, upTo, position, catchingUp, issuedAtMs];
  const payload = Buffer.from(JSON.stringify(fields)).toString('base64url');
  return `${checksum(payload)}${payload}`;
}

/**
 * Reads the text of a link.
 *
 * @throws {GraphError} 400 `Request_BadRequest` for text that is not a link of this tenant and kind.
 */
export function decodeDeltaToken(token: string, kind: DirectoryKind, tenant: SimTenant): DeltaState {
  const payload = token.slice(checksumLength);
  if (payload === '' || checksum(payload) !== token.slice(0, checksumLength)) throw badToken();
  const state = parseFields(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  if (state === null || state.kind !== kind || state.tenantId !== tenant.id) throw badToken();
  return state;
}

const checksumLength = 16;

const checksum = (payload: string): string =>
  createHash('sha256').update(`directory-delta ${payload}`).digest('base64url').slice(0, checksumLength);

function parseFields(fields: unknown): DeltaState | null {
  if (!Array.isArray(fields)) return null;
  const [kindName, tenantId, select, ids, after, upTo, position, catchingUp, issuedAtMs]: readonly unknown[] = fields;
  const kind = kinds.find((candidate) => candidate === kindName);
  if (kind === undefined || typeof tenantId !== 'string' || !isTexts(select) || !isTexts(ids)) return null;
  if (typeof after !== 'number' || typeof upTo !== 'number' || typeof position !== 'number') return null;
  if (typeof catchingUp !== 'boolean' || typeof issuedAtMs !== 'number') return null;
  return { kind, tenantId, select, ids, after, upTo, position, catchingUp, issuedAtMs };
}

const isTexts = (value: unknown): value is readonly string[] | null =>
  value === null || (Array.isArray(value) && value.every((element) => typeof element === 'string'));

const badToken = (): GraphError => new GraphError(400, 'Request_BadRequest', 'Badly formed token.');
