import type { SimRequest } from '../http/message.ts';
import { findTenant } from '../world/create-world.ts';
import type { SimTenant, World } from '../world/model.ts';
import type { AccessTokens } from './access-token.ts';
import { refuse } from './errors.ts';
import type { GrantStore } from './grants.ts';
import type { SigningKey } from './signing-key.ts';

/** What every endpoint of Entra needs. */
export interface EntraContext {
  readonly world: World;
  /** `https://host:port` without a slash at the end. */
  readonly baseUrl: string;
  readonly key: SigningKey;
  readonly accessTokens: AccessTokens;
  readonly grants: GrantStore;
}

const anyTenant: ReadonlySet<string> = new Set(['common', 'organizations', 'consumers']);
const tenantShape = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(\.[a-z0-9-]+)+)$/i;

/**
 * The tenant of a path segment: its id or a domain. Null for `common` and `organizations`.
 *
 * @throws {EntraError} 90002, 900023.
 */
export function tenantOfSegment(world: World, segment: string): SimTenant | null {
  if (anyTenant.has(segment.toLowerCase())) return null;
  const tenant = findTenant(world, segment);
  if (tenant !== undefined) return tenant;
  throw tenantShape.test(segment) ? refuse.unknownTenant(segment) : refuse.malformedTenant(segment);
}

/** The fields of a form post; empty for any other body. */
export function formFields(request: SimRequest): URLSearchParams {
  const isForm =
    request.headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true;
  if (!isForm || request.body.kind !== 'bytes') return new URLSearchParams();
  return new URLSearchParams(Buffer.from(request.body.bytes).toString('utf8'));
}
