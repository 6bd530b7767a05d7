import type { z } from 'zod';
import type { Counters } from '../counters/counters.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { SimRequest, SimResponse } from '../http/message.ts';
import { findTenant } from '../world/create-world.ts';
import { WorldError } from '../world/errors.ts';
import type { SimTenant, SimUser, World } from '../world/model.ts';
import type { PersonalStates } from '../world/personal-state.ts';

export interface ControlContext {
  readonly world: World;
  readonly counters: Counters;
  readonly faults: FaultRegistry;
  readonly personal: PersonalStates;
}

/** One request to the control API. */
export interface ControlCall extends ControlContext {
  /** What stands in the braces of the path, decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly request: SimRequest;
}

export interface ControlRoute {
  readonly method: string;
  /** Below `/control`, `{}` for a parameter. */
  readonly pattern: string;
  readonly answer: (call: ControlCall) => SimResponse | Promise<SimResponse>;
}

export const ok = (body: object): SimResponse => ({ status: 200, headers: {}, body });
export const created = (body: object): SimResponse => ({ status: 201, headers: {}, body });
export const done: SimResponse = { status: 204, headers: {} };

/** @throws {WorldError} `invalid`; {z.ZodError}. */
export function readBody<T>(request: SimRequest, schema: z.ZodType<T>): T {
  return schema.parse(readJson(request));
}

function readJson({ body }: SimRequest): unknown {
  if (body.kind === 'json') return body.value;
  if (body.kind === 'none') return {};
  try {
    return JSON.parse(Buffer.from(body.bytes).toString('utf8'));
  } catch {
    throw new WorldError('invalid', 'The body is no JSON.');
  }
}

/** The tenant of the first parameter: id or domain. @throws {WorldError} `not-found`. */
export function tenantOf({ world, params }: ControlCall): SimTenant {
  const key = params[0] ?? '';
  const tenant = findTenant(world, key);
  if (tenant === undefined) throw new WorldError('not-found', `There is no tenant '${key}'.`);
  return tenant;
}

/** The user of the second parameter: id or userPrincipalName. @throws {WorldError} `not-found`. */
export function userOf(call: ControlCall): SimUser {
  const key = call.params[1] ?? '';
  const wanted = key.toLowerCase();
  const { users } = tenantOf(call);
  const user =
    users.get(wanted) ??
    users.values().find(({ properties }) => String(properties.userPrincipalName).toLowerCase() === wanted);
  if (user === undefined) throw new WorldError('not-found', `There is no user '${key}'.`);
  return user;
}
