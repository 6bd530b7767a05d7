import { ConnectorError } from '../../runs/connector-error.ts';
import type { ConnectionHealth } from '../../runs/ports.ts';
import { headerOf } from './answer.ts';
import { missingPermissions } from './operations.ts';
import type { TokenProvider } from './tokens.ts';
import { type Send, TransportError } from './transport.ts';

export interface HealthOptions {
  readonly entraTenantId: string;
  readonly graphUrl: string;
  readonly tokens: TokenProvider;
  readonly send: Send;
  readonly now: () => number;
}

/** An HTTP date has whole seconds: on average it is half a second old. */
const halfSecondMs = 500;

/**
 * Asks for a new token and looks at what it says, and at Graph's clock.
 *
 * A token without roles tells nothing: Exchange may have let the app into mailboxes all the same.
 */
export function createHealthCheck({ entraTenantId, graphUrl, tokens, send, now }: HealthOptions) {
  /** Whatever Graph answers, it says what time it is. */
  async function clockSkew(token: string, signal: AbortSignal): Promise<number | null> {
    const url = `${graphUrl}/v1.0/users?$top=1&$select=id`;
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const sentMs = now();
    try {
      const answer = await send({ method: 'GET', url, headers }, signal);
      const dateMs = Date.parse(headerOf(answer.headers, 'date') ?? '');
      if (Number.isNaN(dateMs)) return null;
      return Math.round(dateMs + halfSecondMs - (sentMs + now()) / 2);
    } catch (error) {
      if (signal.aborted) throw new ConnectorError({ code: 'cancelled', detail: 'the call was cancelled' });
      if (error instanceof TransportError) return null;
      throw error;
    }
  }

  return async (signal: AbortSignal): Promise<ConnectionHealth> => {
    const { value, roles } = await tokens.token(entraTenantId, { kind: 'fresh' }, signal);
    const clockSkewMs = await clockSkew(value, signal);
    if (roles.length === 0) return { permissions: null, missing: [], clockSkewMs };
    return { permissions: roles, missing: missingPermissions(roles, []), clockSkewMs };
  };
}
